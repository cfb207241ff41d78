import { useEffect, useRef, useState } from "preact/hooks";
import { fetchWorklist, type Worklist, type WorklistRow } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { ChairStandDrawing } from "~/ui/drawings";
import { PlusIcon, SearchIcon } from "~/ui/icons";
import { FootMark } from "~/ui/legs";
import { loadTerm, sayDay, sayNumber, sideName } from "~/ui/words";
import { lastValue, Sparkline, upToToday } from "./sparkline";
import { categoryName, urgencyOf } from "./words";

const PERIOD_MS = 4_000;

/**
 * Keeps the list fresh without moving it under the reader's hand: while somebody is reading (a panel is open, or the list is
 * scrolled), known rows are refreshed where they stand, and the new order waits for a press.
 */
function useWorklist(search: string, category: string | null, busy: () => boolean) {
  const [shown, setShown] = useState<Worklist | null>(null);
  const [waiting, setWaiting] = useState<Worklist | null>(null);
  const [trouble, setTrouble] = useState<"offline" | "later" | "signed_out" | null>(null);
  const current = useRef<Worklist | null>(null);
  const apply = (list: Worklist) => {
    current.current = list;
    setShown(list);
    setWaiting(null);
  };
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let first = true;
    const round = async () => {
      if (document.visibilityState === "visible" || first) {
        const answer = await fetchWorklist(search, category, controller.signal);
        if (controller.signal.aborted) return;
        if (answer.kind === "ok") {
          setTrouble(null);
          const next = answer.data;
          const before = current.current;
          if (first || !before || sameOrder(before, next) || !busy()) apply(next);
          else {
            const fresh = new Map(next.rows.map((row) => [row.patient.id, row]));
            const kept = {
              ...before,
              rows: before.rows.map((row) => keepPlace(row, fresh.get(row.patient.id))),
            };
            current.current = kept;
            setShown(kept);
            setWaiting(next);
          }
          first = false;
        } else setTrouble(answer.kind === "refused" ? "later" : answer.kind);
      }
      timer = setTimeout(() => void round(), PERIOD_MS);
    };
    void round();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [search, category]);
  return { shown, waiting, trouble, apply };
}

const sameOrder = (a: Worklist, b: Worklist) =>
  a.rows.length === b.rows.length &&
  a.rows.every((row, index) => {
    const other = b.rows[index]!;
    return row.patient.id === other.patient.id && row.category === other.category;
  });

const keepPlace = (row: WorklistRow, fresh: WorklistRow | undefined): WorklistRow =>
  fresh ? { ...fresh, category: row.category } : row;

interface Props {
  chosen: string | null;
  onChoose: (id: string | null) => void;
  onCreate: () => void;
}

export function WorklistTable({ chosen, onChoose, onCreate }: Props) {
  const [search, setSearch] = useState("");
  const [query, setQuery] = useState("");
  const [category, setCategory] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const open = useRef(chosen);
  open.current = chosen;
  const { shown, waiting, trouble, apply } = useWorklist(
    query,
    category,
    () => open.current !== null || (scroller.current?.scrollTop ?? 0) > 40,
  );
  useEffect(() => {
    const timer = setTimeout(() => setQuery(search.trim()), 250);
    return () => clearTimeout(timer);
  }, [search]);

  const groups = (shown?.categories ?? [])
    .map((name) => ({ name, rows: (shown?.rows ?? []).filter((row) => row.category === name) }))
    .filter((group) => group.rows.length > 0);
  const total = Object.values(shown?.counts ?? {}).reduce((sum, count) => sum + count, 0);

  return (
    <section class="worklist" aria-label={m.desk_worklist()}>
      <div class="worklist-tools">
        <h1 class="worklist-title">{m.desk_worklist()}</h1>
        <div class="worklist-search">
          <SearchIcon size={20} />
          <input
            type="search"
            aria-label={m.desk_search()}
            placeholder={m.desk_search()}
            value={search}
            onInput={(event) => setSearch((event.target as HTMLInputElement).value)}
          />
        </div>
        <select
          class="worklist-filter"
          aria-label={m.desk_category()}
          value={category ?? ""}
          onChange={(event) => setCategory((event.target as HTMLSelectElement).value || null)}
        >
          <option value="">
            {m.desk_all()} ({total})
          </option>
          {(shown?.categories ?? []).map((name) => (
            <option key={name} value={name}>
              {categoryName(name)} ({shown?.counts[name] ?? 0})
            </option>
          ))}
        </select>
        <button type="button" class="button" onClick={onCreate}>
          <PlusIcon size={20} />
          {m.desk_new_patient()}
        </button>
      </div>
      <div class="worklist-state" aria-live="polite">
        {trouble === "offline" && <p class="small">{m.desk_offline()}</p>}
        {trouble === "later" && <p class="small">{m.desk_later()}</p>}
        {trouble === "signed_out" && <p class="small">{m.desk_signed_out()}</p>}
        {waiting && (
          <button type="button" class="button worklist-update" onClick={() => apply(waiting)}>
            {m.desk_changed()}
          </button>
        )}
      </div>
      <div class="worklist-scroll" ref={scroller}>
        {shown && shown.rows.length === 0 ? (
          <div class="empty">
            <ChairStandDrawing size={96} />
            <p>{query || category ? m.desk_none_found() : m.desk_empty()}</p>
          </div>
        ) : (
          <table class="worklist-table">
            <thead>
              <tr>
                <th scope="col">{m.desk_name()}</th>
                <th scope="col" class="col-reason">
                  {m.desk_reason()}
                </th>
                <th scope="col" class="col-days">
                  {m.desk_waiting()}
                </th>
                <th scope="col" class="col-load">
                  {m.desk_load()}
                </th>
                <th scope="col" class="col-pain">
                  {m.desk_pain_28()}
                </th>
                <th scope="col" class="col-last">
                  {m.desk_last()}
                </th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group.name}>
                <tr class={`worklist-group group-${urgencyOf(group.name)}`}>
                  <th scope="rowgroup" colSpan={6}>
                    {categoryName(group.name)} <span class="quiet">{group.rows.length}</span>
                  </th>
                </tr>
                {group.rows.map((row) => (
                  <Row
                    key={row.patient.id}
                    row={row}
                    chosen={row.patient.id === chosen}
                    onChoose={() => onChoose(row.patient.id === chosen ? null : row.patient.id)}
                  />
                ))}
              </tbody>
            ))}
          </table>
        )}
      </div>
    </section>
  );
}

function Row({ row, chosen, onChoose }: { row: WorklistRow; chosen: boolean; onChoose: () => void }) {
  const { patient, load, pain } = row;
  return (
    <tr class={`worklist-row ${chosen ? "worklist-chosen" : ""}`} onClick={onChoose}>
      <th scope="row">
        <button
          type="button"
          class="worklist-name"
          aria-expanded={chosen}
          onClick={(event) => {
            event.stopPropagation();
            onChoose();
          }}
        >
          <span class="strong">{patient.name}</span>
          <span class="small quiet">
            {patient.birth_year ?? ""}
            {row.pregnant ? ` · ${m.desk_pregnant()}` : ""}
          </span>
        </button>
      </th>
      <td class="col-reason">{row.reason || <span class="quiet">–</span>}</td>
      <td class="col-days">{row.days_waiting === null ? "" : m.days_short({ count: row.days_waiting })}</td>
      <td class="col-load">
        <span class="feet">
          {(["left", "right"] as const).map((leg) => (
            <span key={leg} title={`${sideName(leg)} ${loadTerm(load[leg])}`}>
              <FootMark load={load[leg] ?? null} side={leg} size={28} />
              <span class="visually-hidden">
                {sideName(leg)} {loadTerm(load[leg])}
              </span>
            </span>
          ))}
        </span>
      </td>
      <td class="col-pain">
        <span class="sparks">
          {(["left", "right"] as const).map((leg) => {
            const values = upToToday(pain[leg] ?? [], row.pain_until);
            const last = lastValue(values);
            return (
              <span key={leg} class="spark-cell">
                <Sparkline values={values} leg={leg} />
                <span class={`spark-value side-${leg}`}>{last === null ? "" : sayNumber(last)}</span>
                <span class="visually-hidden">
                  {last === null
                    ? m.desk_no_pain_data()
                    : m.readout_pain({ side: sideName(leg), value: sayNumber(last) })}
                </span>
              </span>
            );
          })}
        </span>
      </td>
      <td class="col-last">{row.last_entry_on ? sayDay(row.last_entry_on) : m.desk_never()}</td>
    </tr>
  );
}

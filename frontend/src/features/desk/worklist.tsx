import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Filters, HEADINGS, type Worklist, type WorklistRow, worklistCsv } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { ChairStandDrawing } from "~/ui/drawings";
import { PlusIcon } from "~/ui/icons";
import { isDense, setDense } from "./density";
import { FilterBar, SearchField } from "./filters";
import { type Column, pressed, type Sorting, sorted } from "./sorting";
import { changesBetween, rememberedScroll, rememberScroll, type useWorklist } from "./use-worklist";
import { headingName } from "./words";
import { Row } from "./worklist-row";

export interface WorklistProps {
  list: ReturnType<typeof useWorklist>;
  filters: Filters;
  chosen: string | null;
  selected: ReadonlySet<string>;
  current: string | null;
  onFilters: (filters: Filters) => void;
  onChoose: (id: string | null, byKeyboard: boolean) => void;
  onSelect: (ids: readonly string[]) => void;
  onCurrent: (id: string) => void;
  onCreate: () => void;
  onHelp: () => void;
  children?: preact.ComponentChildren;
}

export const rowButton = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`.worklist-name[data-patient="${id}"]`);

/**
 * A quiet, dense table in the order of need. Its rows keep their place while they are being read. A grid with one tab stop:
 * the keys move from row to row (see keys.ts), so rows and cells take no focus of their own.
 */
export function WorklistTable(props: WorklistProps) {
  const { list, filters, chosen, selected, current, onFilters, onCreate } = props;
  const { shown, waiting, trouble, show } = list;
  const scroller = useRef<HTMLDivElement>(null);
  // one handler for all rows, so that an unchanged row is not drawn again
  const latest = useRef(props);
  latest.current = props;
  const hand = useMemo(
    () => ({
      choose: (id: string, byKeyboard: boolean) =>
        latest.current.onChoose(id === latest.current.chosen ? null : id, byKeyboard),
      select: (id: string) => latest.current.onSelect([id]),
      focus: (id: string) => latest.current.onCurrent(id),
    }),
    [],
  );
  const ready = shown !== null;
  useLayoutEffect(() => {
    if (ready && scroller.current) scroller.current.scrollTop = rememberedScroll();
  }, [ready]);
  useEffect(() => {
    if (chosen) rowButton(chosen)?.closest(".worklist-row")?.scrollIntoView({ block: "nearest" });
  }, [chosen, ready]);

  const [sorting, setSorting] = useState<Sorting | null>(kept);
  const sort = (by: Column) => {
    kept = pressed(sorting, by);
    setSorting(kept);
  };
  const [dense, setRows] = useState(isDense());
  const groups = useMemo(() => groupsOf(shown, sorting), [shown, sorting]);
  const changes = shown && waiting ? changesBetween(shown, waiting) : [];
  const urgent = changes.filter((row) => row.urgency === "now").length;
  const first = groups[0]?.rows[0]?.patient.id ?? null;
  const stop = current && shown?.rows.some((row) => row.patient.id === current) ? current : (chosen ?? first);
  const filtered = Object.values(filters).some(Boolean);

  return (
    <section class={`worklist ${dense ? "worklist-dense" : ""}`} aria-label={m.desk_worklist()}>
      <div class="worklist-tools">
        <h1 class="worklist-title">{m.desk_worklist()}</h1>
        <SearchField
          value={filters.search ?? ""}
          onSearch={(search) => onFilters({ ...filters, search: search || undefined })}
        />
        <button
          type="button"
          class="button button-plain worklist-rows"
          aria-pressed={dense}
          onClick={() => {
            setDense(!dense);
            setRows(!dense);
          }}
        >
          {m.desk_dense()}
        </button>
        <a class="button button-plain worklist-csv" href={worklistCsv(filters)} download>
          {m.desk_csv()}
        </a>
        <button type="button" class="button button-plain" onClick={props.onHelp}>
          {m.desk_keys()} <kbd>?</kbd>
        </button>
        <button type="button" class="button worklist-new" onClick={onCreate}>
          <PlusIcon size={20} />
          {m.desk_new()}
        </button>
      </div>
      <FilterBar filters={filters} list={shown} onChange={onFilters} />
      <div class="worklist-state" aria-live="polite">
        {trouble === "offline" && <p class="small">{m.desk_offline()}</p>}
        {trouble === "later" && <p class="small">{m.desk_later()}</p>}
        {trouble === "signed_out" && <p class="small">{m.desk_signed_out()}</p>}
        {changes.length > 0 && (
          <button
            type="button"
            class={`worklist-update ${urgent ? "worklist-update-now" : ""}`}
            onClick={show}
          >
            <span class="strong">{m.desk_changes({ count: changes.length })}</span>
            {urgent > 0 && <span>{m.desk_changes_now({ count: urgent })}</span>}
            <kbd>r</kbd>
          </button>
        )}
      </div>
      <div
        class="worklist-scroll"
        ref={scroller}
        onScroll={(event) => rememberScroll((event.currentTarget as HTMLElement).scrollTop)}
      >
        {!shown ? (
          trouble ? null : (
            <Skeleton />
          )
        ) : shown.rows.length === 0 ? (
          <div class="empty">
            <ChairStandDrawing size={96} />
            <p>{filtered ? m.desk_none_found() : m.desk_empty()}</p>
          </div>
        ) : (
          <div role="grid" class="worklist-table" aria-label={m.desk_worklist()} aria-multiselectable="true">
            <div role="rowgroup" class="worklist-head">
              <div role="row" class="worklist-columns">
                <span role="columnheader" class="col-select">
                  <span class="visually-hidden">{m.desk_key_select()}</span>
                </span>
                <Head by="name" name={m.desk_name()} {...{ sorting, sort }} />
                <span role="columnheader" class="col-reason">
                  {m.desk_reason()}
                </span>
                <Head by="days" name={m.desk_waiting()} {...{ sorting, sort }} />
                <span role="columnheader" class="col-load">
                  {m.desk_load()}
                </span>
                <Head by="pain" name={m.desk_pain_28()} {...{ sorting, sort }} />
                <Head by="kept" name={m.desk_kept()} {...{ sorting, sort }} />
                <Head by="review" name={m.desk_review_on()} {...{ sorting, sort }} />
                <Head by="contact" name={m.desk_contact()} {...{ sorting, sort }} />
                <Head by="last" name={m.desk_last()} {...{ sorting, sort }} />
              </div>
            </div>
            {groups.map((group) => (
              <Group key={group.name} {...group} selected={selected} onSelect={props.onSelect}>
                {group.rows.map((row) => (
                  <Row
                    key={row.patient.id}
                    row={row}
                    chosen={row.patient.id === chosen}
                    selected={selected.has(row.patient.id)}
                    current={row.patient.id === stop}
                    onChoose={hand.choose}
                    onSelect={hand.select}
                    onFocus={hand.focus}
                  />
                ))}
              </Group>
            ))}
          </div>
        )}
      </div>
      {props.children}
    </section>
  );
}

interface GroupData {
  name: string;
  rows: WorklistRow[];
  count: number;
}

/** As it was left for a patient's course. */
let kept: Sorting | null = null;

/** Under their headings; in the order of a column there is one group without any. */
const groupsOf = (list: Worklist | null, sorting: Sorting | null): GroupData[] =>
  (sorting
    ? [{ name: "", rows: sorted(list?.rows ?? [], sorting), count: 0 }]
    : HEADINGS.map((name) => {
        const rows = (list?.rows ?? []).filter((row) => row.urgency === name);
        return { name, rows, count: Math.max(rows.length, list?.urgencies[name] ?? 0) };
      })
  ).filter((group) => group.rows.length > 0);

/** A column by which the list can be put in order. */
function Head({
  by,
  name,
  sorting,
  sort,
}: {
  by: Column;
  name: string;
  sorting: Sorting | null;
  sort: (by: Column) => void;
}) {
  const way = sorting?.by === by ? (sorting.down ? "descending" : "ascending") : "none";
  return (
    <span role="columnheader" class={`col-${by}`} aria-sort={way}>
      <button
        type="button"
        class="col-sort"
        title={m.desk_sort_by({ column: name })}
        onClick={() => sort(by)}
      >
        <span class="col-sort-name">{name}</span>
        <span aria-hidden="true" class="col-sort-way">
          {way === "none" ? "" : way === "descending" ? "↓" : "↑"}
        </span>
      </button>
    </span>
  );
}

function Group({
  name,
  rows,
  count,
  selected,
  onSelect,
  children,
}: GroupData & {
  selected: ReadonlySet<string>;
  onSelect: (ids: readonly string[]) => void;
  children: preact.ComponentChildren;
}) {
  const ids = rows.map((row) => row.patient.id);
  const chosen = ids.filter((id) => selected.has(id)).length;
  return (
    <div role="rowgroup" class={`worklist-group group-${name}`}>
      {name && (
        <div role="row" class="worklist-group-head">
          <div role="gridcell" class="col-select">
            <label class="select-target">
              <input
                type="checkbox"
                tabIndex={-1}
                checked={chosen === ids.length}
                ref={(node) => {
                  if (node) node.indeterminate = chosen > 0 && chosen < ids.length;
                }}
                aria-label={m.desk_select_group({ category: headingName(name) })}
                onChange={() => onSelect(chosen === ids.length ? ids : ids.filter((id) => !selected.has(id)))}
              />
            </label>
          </div>
          <div role="rowheader" class="group-name">
            {headingName(name)} <span class="quiet">{count}</span>
          </div>
        </div>
      )}
      {children}
    </div>
  );
}

/** The shape of what comes, so that nothing jumps when it does. */
function Skeleton() {
  return (
    <div class="worklist-skeleton" role="status">
      <span class="visually-hidden">{m.desk_loading()}</span>
      {[64, 48, 56, 40, 60, 52].map((width) => (
        <span key={width} class={`skeleton-line skeleton-${width}`} />
      ))}
    </div>
  );
}

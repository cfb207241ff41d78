import "./desk.css";
import "./worklist.css";
import "./worklist-tools.css";
import { useCallback, useMemo, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { type Filters, filterQuery } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { acknowledgeRows, BulkAcknowledge, openOf, stampRows } from "./bulk";
import { HelpSheet } from "./help-sheet";
import { useKeys } from "./keys";
import { NewPatient } from "./new-patient";
import { PatientPanel } from "./patient-panel";
import { UndoBar, useUndo } from "./undo";
import { useWorklist } from "./use-worklist";
import { rowButton, WorklistTable } from "./worklist";

const NAMES = ["search", "category", "urgency", "state", "pregnancy", "patients"] as const;

/** The list, and beside it the patient that was chosen in it. */
export function Desk() {
  const { params } = useRoute();
  const { route, query } = useLocation();
  const [dialog, setDialog] = useState<"new" | "help" | "bulk" | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const [prescribing, setPrescribing] = useState(0);
  const chosen = params.id ?? null;
  const filters = useMemo(() => filtersOf(query), [JSON.stringify(query)]);
  const list = useWorklist(filters);
  const undo = useUndo(list.refresh);
  const rows = list.shown?.rows ?? [];
  const where = (id: string | null, next: Filters) => {
    const search = filterQuery(next);
    // each patient and each filter is a step that Back takes back; letters typed into the search are not
    const typed = id === chosen && next.search !== filters.search;
    route(`${id ? `/patients/${id}` : "/"}${search ? `?${search}` : ""}`, typed);
  };
  const open = (id: string | null, byKeyboard: boolean) => {
    where(id, filters);
    const back = id ?? chosen;
    if (id) setCurrent(id);
    if (!byKeyboard) return;
    // the panel's name, or on closing the row it came from, takes the keyboard along
    requestAnimationFrame(() =>
      id ? document.getElementById("panel-name")?.focus() : back && rowButton(back)?.focus(),
    );
  };
  const toggle = useCallback((ids: readonly string[]) => {
    setSelected((before) => {
      const next = new Set(before);
      for (const id of ids) next.has(id) ? next.delete(id) : next.add(id);
      return next;
    });
  }, []);

  const step = (by: 1 | -1) => {
    if (rows.length === 0) return false;
    const here = document.activeElement?.closest(".worklist-row") ? current : null;
    const start = here ?? current ?? chosen;
    const place = rows.findIndex((row) => row.patient.id === start);
    // the first press with nothing in hand goes to the worst
    const next = place === -1 ? 0 : here ? place + by : place;
    const row = rows[Math.min(rows.length - 1, Math.max(0, next))]!;
    setCurrent(row.patient.id);
    rowButton(row.patient.id)?.focus();
    return true;
  };
  /** The selected, else the one in hand. */
  const meant = () => {
    if (selected.size > 0) return rows.filter((row) => selected.has(row.patient.id));
    const focused = document.activeElement?.closest(".worklist-row") ? current : null;
    const id = focused ?? chosen ?? current;
    return rows.filter((row) => row.patient.id === id);
  };
  const acknowledge = async () => {
    const those = meant();
    // several findings are read before they are acknowledged; the one of a row stands in it
    if (those.length > 1 || those.flatMap(openOf).length > 1) return setDialog("bulk");
    if (those.length === 1 && (await acknowledgeRows(those, undo))) changed();
  };
  const changed = () => {
    list.refresh();
    setTouched((count) => count + 1);
  };
  const [touched, setTouched] = useState(0);
  const stamp = async () => {
    await stampRows(meant(), undo);
    changed();
  };
  const handed = () => (chosen ?? meant()[0]?.patient.id) || null;
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => (document.activeElement?.closest(".worklist-row") ? step(1) : false),
    ArrowUp: () => (document.activeElement?.closest(".worklist-row") ? step(-1) : false),
    x: () => current !== null && toggle([current]),
    a: () => void acknowledge(),
    s: () => void stamp(),
    u: () => void undo.undo().then(() => setTouched((count) => count + 1)),
    r: list.show,
    c: () => (handed() ? route(`/patients/${handed()}/course`) : false),
    p: () => {
      const id = handed();
      if (!id) return false;
      if (id !== chosen) where(id, filters);
      setPrescribing((count) => count + 1);
      return true;
    },
    "/": () => document.getElementById("worklist-search")?.focus(),
    "?": () => setDialog("help"),
    Escape: () => {
      if (chosen) open(null, true);
      else if (selected.size > 0) setSelected(new Set());
      else return false;
      return true;
    },
  });
  const those = rows.filter((row) => selected.has(row.patient.id));

  return (
    <div class={`desk-split ${chosen ? "desk-open" : ""}`}>
      <WorklistTable
        {...{ list, filters, chosen, selected, current }}
        onFilters={(next) => where(chosen, next)}
        onChoose={open}
        onSelect={toggle}
        onCurrent={setCurrent}
        onCreate={() => setDialog("new")}
        onHelp={() => setDialog("help")}
      >
        <div class="worklist-foot">
          {those.length > 0 && (
            <div class="selection-bar" role="group" aria-label={m.desk_selected({ count: those.length })}>
              <p class="strong" role="status">
                {m.desk_selected({ count: those.length })}
              </p>
              <button type="button" class="button button-primary" onClick={() => setDialog("bulk")}>
                {m.desk_acknowledge()}
              </button>
              <button type="button" class="button" onClick={() => void stamp()}>
                {m.desk_stamp()}
              </button>
              <button type="button" class="button button-plain" onClick={() => setSelected(new Set())}>
                {m.desk_select_none()}
              </button>
            </div>
          )}
          <UndoBar undo={undo} />
        </div>
      </WorklistTable>
      {chosen && (
        <PatientPanel
          key={chosen}
          patient={chosen}
          touched={touched}
          prescribing={prescribing}
          undo={undo}
          onChanged={list.refresh}
          onClose={() => open(null, true)}
        />
      )}
      {dialog === "help" && <HelpSheet list={list.shown} onClose={() => setDialog(null)} />}
      {dialog === "bulk" && (
        <BulkAcknowledge
          rows={those.length > 0 ? those : meant()}
          undo={undo}
          onClose={() => setDialog(null)}
          onDone={() => {
            setDialog(null);
            setSelected(new Set());
            changed();
          }}
        />
      )}
      {dialog === "new" && (
        <NewPatient
          onClose={() => setDialog(null)}
          onCreated={(id) => {
            setDialog(null);
            route(`/patients/${id}`);
          }}
        />
      )}
    </div>
  );
}

function filtersOf(query: Record<string, string>): Filters {
  const filters: Filters = {};
  for (const name of NAMES) if (query[name]) filters[name] = query[name];
  if (query.mine === "true") filters.mine = true;
  return filters;
}

import type { WorklistRow } from "~/api/desk";
import { dayOf, deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { CheckIcon } from "~/ui/icons";
import { FootMark } from "~/ui/legs";
import { loadTerm, sayDay, sayNumber, sayTime, sideName } from "~/ui/words";
import { memo } from "./memo";
import { lastValue, Sparkline, upToToday } from "./sparkline";
import { urgencyOf } from "./words";

interface Props {
  row: WorklistRow;
  chosen: boolean;
  selected: boolean;
  /** the one row of the grid that Tab reaches */
  current: boolean;
  onChoose: (id: string, byKeyboard: boolean) => void;
  onSelect: (id: string) => void;
  onFocus: (id: string) => void;
}

/** One patient in a line: who, why, how long, what they may load, how much it hurts, when they were last heard of. */
export const Row = memo(function Row({ row, chosen, selected, current, onChoose, onSelect, onFocus }: Props) {
  const { patient, load } = row;
  const tab = current ? 0 : -1;
  const others = row.findings.filter((finding) => finding.urgency !== "info").length - 1;
  const standing =
    row.findings.length > 0 && row.findings.every((finding) => finding.state === "acknowledged");
  return (
    <div
      role="row"
      class={`worklist-row row-${urgencyOf(row.category)} ${chosen ? "worklist-chosen" : ""} ${selected ? "worklist-selected" : ""}`}
      aria-selected={selected}
      onClick={() => onChoose(patient.id, false)}
      onFocusCapture={() => onFocus(patient.id)}
    >
      <div role="gridcell" class="col-select" onClick={(event) => event.stopPropagation()}>
        <label class="select-target">
          <input
            type="checkbox"
            tabIndex={tab}
            checked={selected}
            aria-label={m.desk_select({ name: patient.name })}
            onChange={() => onSelect(patient.id)}
          />
        </label>
      </div>
      <div role="rowheader" class="col-name">
        <button
          type="button"
          class="worklist-name"
          data-patient={patient.id}
          tabIndex={tab}
          aria-expanded={chosen}
          onClick={(event) => {
            event.stopPropagation();
            onChoose(patient.id, event.detail === 0);
          }}
        >
          <span class="strong name-line">{patient.name}</span>
          <span class="small quiet name-line">
            {patient.birth_year ?? ""}
            {row.pregnant && <PregnancyMark row={row} />}
          </span>
        </button>
      </div>
      <div role="gridcell" class="col-reason">
        <span class="reason-line">{row.reason || <span class="quiet">–</span>}</span>
        <span class="small quiet reason-more">
          {others > 0 && m.desk_more_findings({ count: others })}
          {standing && (
            <span class="row-tight">
              <CheckIcon size={16} /> {m.desk_acknowledged_all()}
            </span>
          )}
          <span class="last-here">
            {row.last_entry_on ? m.desk_last_on({ day: sayDay(row.last_entry_on) }) : m.desk_no_entry()}
          </span>
          {row.reviewed_at && <span class="last-here">{reviewed(row)}</span>}
        </span>
      </div>
      <div role="gridcell" class="col-days">
        {row.days_waiting === null ? "" : m.days_short({ count: row.days_waiting })}
      </div>
      <div role="gridcell" class="col-load">
        <span class="feet">
          {(["left", "right"] as const).map((leg) => (
            <span key={leg} class="foot-cell">
              <FootMark load={load[leg] ?? null} side={leg} size={24} />
              <span class={`foot-term side-${leg}`}>
                <span class="visually-hidden">{sideName(leg)} </span>
                {loadTerm(load[leg])}
              </span>
            </span>
          ))}
        </span>
      </div>
      <div role="gridcell" class="col-pain">
        <span class="sparks">
          {(["left", "right"] as const).map((leg) => (
            <Pain key={leg} row={row} leg={leg} />
          ))}
        </span>
      </div>
      <div role="gridcell" class="col-last">
        <span>{row.last_entry_on ? sayDay(row.last_entry_on) : m.desk_never()}</span>
        {row.reviewed_at && (
          <span class="small quiet reviewed" title={reviewed(row)}>
            {reviewed(row)}
          </span>
        )}
      </div>
    </div>
  );
});

function PregnancyMark({ row }: { row: WorklistRow }) {
  const weeks = row.pregnancy.gestation_weeks;
  const words =
    row.pregnancy.status === "postpartum"
      ? m.desk_postpartum()
      : weeks == null
        ? m.desk_pregnant()
        : m.desk_pregnant_weeks({ weeks: Math.floor(weeks) });
  return <span class="pregnancy-mark">{words}</span>;
}

function Pain({ row, leg }: { row: WorklistRow; leg: "left" | "right" }) {
  const values = upToToday(row.pain[leg] ?? [], row.pain_until);
  const last = lastValue(values);
  return (
    <span class="spark-cell">
      <Sparkline values={values} leg={leg} />
      <span class={`spark-value side-${leg}`}>{last === null ? "" : sayNumber(last)}</span>
      <span class="visually-hidden">
        {last === null
          ? m.desk_no_pain_data()
          : m.readout_pain({ side: sideName(leg), value: sayNumber(last) })}
      </span>
    </span>
  );
}

const reviewed = (row: WorklistRow) =>
  m.desk_reviewed({ when: sayMoment(row.reviewed_at ?? ""), name: row.reviewed_by });

/** "today 08:12", "yesterday", "12 March". */
export function sayMoment(instant: string): string {
  const day = dayOf(instant, deviceZone());
  return day === dayOf(Date.now(), deviceZone()) ? sayTime(instant) : sayDay(day);
}

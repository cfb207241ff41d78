import type { WorklistRow } from "~/api/desk";
import { dayOf, deviceZone, formatDay } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { CheckIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { FootMark } from "~/ui/legs";
import { loadLines, sayDay, sayNumber, sayTime, sideName } from "~/ui/words";
import { memo } from "./memo";
import { lastValue, Sparkline, upToToday } from "./sparkline";
import { categoryName } from "./words";

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
      class={`worklist-row row-${row.urgency} ${chosen ? "worklist-chosen" : ""} ${selected ? "worklist-selected" : ""}`}
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
          <span class="strong name-line" title={patient.name}>
            {patient.name}
          </span>
          <span class="small quiet name-line" title={bornAndNumber(patient)}>
            {bornAndNumber(patient)}
            {row.pregnant && <PregnancyMark row={row} />}
          </span>
        </button>
      </div>
      <div role="gridcell" class="col-reason">
        <span class="reason-line" title={row.reason}>
          {row.reason || <span class="quiet">–</span>}
        </span>
        <span class="small quiet reason-more">
          {others > 0 && (
            <span title={row.reasons.map(categoryName).join(", ")}>
              {m.desk_more_findings({ count: others })}
            </span>
          )}
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
                {loadLines(load[leg]).map((part) => (
                  <span key={part} class="foot-line">
                    {part}{" "}
                  </span>
                ))}
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
      <Kept row={row} />
      <div role="gridcell" class="col-review">
        {row.next_review_on ? sayDay(row.next_review_on) : ""}
      </div>
      <div role="gridcell" class="col-contact">
        {row.last_contact && <Contacted row={row} />}
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

/** What tells two people of one name apart: "12 Mar 1984 · No. 4711". */
export const bornAndNumber = (who: {
  birth_year?: number | null;
  birth_date?: string | null;
  clinic_number?: string;
}): string =>
  [
    who.birth_date ? formatDay(who.birth_date, intl(), "numeric") : who.birth_year,
    who.clinic_number && m.desk_number({ number: who.clinic_number }),
  ]
    .filter(Boolean)
    .join(" · ");

/** Days with an entry, exercises kept of those planned, days of practice on a scale. */
function Kept({ row }: { row: WorklistRow }) {
  const kept = row.adherence;
  const words = m.desk_kept_say({
    days: kept.days,
    entries: kept.entries,
    done: kept.exercises_done,
    planned: kept.exercises_planned,
    practice: kept.practice,
  });
  return (
    <div role="gridcell" class="col-kept" title={words}>
      <span class="visually-hidden">{words}</span>
      <span aria-hidden="true">{kept.entries}</span>
      <span aria-hidden="true">
        {kept.exercises_planned > 0 ? `${kept.exercises_done}/${kept.exercises_planned}` : "–"}
      </span>
      <span aria-hidden="true">{kept.practice || "–"}</span>
    </div>
  );
}

function Contacted({ row }: { row: WorklistRow }) {
  const { outcome, at, by, again_at } = row.last_contact!;
  const when = at.length > 10 ? sayMoment(at) : sayDay(at);
  const words = contactName(outcome, again_at);
  return (
    <span class="contact-lines" title={[words, when, by].filter(Boolean).join(", ")}>
      <span>{when}</span>
      <span class="small quiet">{words}</span>
    </span>
  );
}

/** What came of trying to reach somebody. */
export function contactName(outcome: string, again: string | null): string {
  if (outcome === "again") return m.contact_again({ when: again ? sayMoment(again) : "" });
  return OUTCOMES[outcome]?.() ?? outcome;
}
const OUTCOMES: Record<string, () => string> = {
  reached: m.contact_reached,
  no_answer: m.contact_no_answer,
  message_left: m.contact_message_left,
  told_by_patient: m.contact_told_by_patient,
};

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

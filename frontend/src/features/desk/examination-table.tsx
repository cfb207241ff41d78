import { useEffect, useRef } from "preact/hooks";
import type { Examined } from "~/domain/examination";
import {
  figureOf,
  isWrong,
  keyOf,
  type Locks,
  lastOf,
  lockedBy,
  mostOf,
  type Slot,
} from "~/domain/examination";
import type { AnyRecord, LoadDecision } from "~/domain/records";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { legName, loadTerm, sayDay, sideName } from "~/ui/words";
import { figureName, slotName, typedWords, unitSign, withUnit } from "~/ui/words/examined";

interface Props {
  rows: Slot[][];
  form: Examined;
  records: readonly AnyRecord[];
  locks: Locks;
  load: Record<Leg, LoadDecision | null>;
  chosen: string;
  onChoose: (slot: Slot) => void;
  onPain: (slot: Slot) => void;
}

/** Left and right beside each other; what was found last in grey until there is something newer. */
export function ExaminationTable({ rows, locks, load, ...shared }: Props) {
  const table = useRef<HTMLDivElement>(null);
  // what the keys write to stays above them
  useEffect(
    () =>
      table.current?.querySelector(".exam-value[aria-pressed=true]")?.scrollIntoView({ block: "nearest" }),
    [shared.chosen],
  );
  const sides = rows.some((row) => row.length > 1);
  return (
    <div ref={table} class="exam-table">
      {sides && (
        <div class="exam-row exam-head" aria-hidden="true">
          <span />
          {LEGS.map((leg) => (
            <span key={leg} class={`side-mark side-${leg}`}>
              {sideName(leg)}
            </span>
          ))}
        </div>
      )}
      {rows.map((row) => (
        <div key={row[0]!.name} class="exam-row" role="group" aria-label={figureName(row[0]!.name)}>
          <span class="exam-name">{figureName(row[0]!.name)}</span>
          {row.map((slot) => (
            <Cell key={keyOf(slot)} slot={slot} locked={mostOf(slot, locks) === null} {...shared} />
          ))}
          <Why row={row} locks={locks} load={load} />
        </div>
      ))}
    </div>
  );
}

function Cell({
  slot,
  locked,
  form,
  records,
  chosen,
  onChoose,
  onPain,
}: { slot: Slot; locked: boolean } & Omit<Props, "rows" | "locks" | "load">) {
  const figure = form.figures[keyOf(slot)];
  const text = figure?.text ?? "";
  const last = lastOf(slot, records);
  const before = last ? figureOf(last) : null;
  const said =
    before === null ? null : m.exam_last({ value: withUnit(before, slot.unit), day: sayDay(last!.date) });
  if (locked)
    return (
      <div class={`exam-cell exam-locked ${slot.side === "both" ? "exam-wide" : ""}`}>
        <span class="strong">{m.exam_locked()}</span>
        {said && <span class="small quiet">{said}</span>}
      </div>
    );
  const wrong = isWrong(slot, text);
  return (
    <div class={`exam-cell ${slot.side === "both" ? "exam-wide" : ""}`}>
      <button
        type="button"
        class={`exam-value exam-value-${slot.side}`}
        aria-pressed={chosen === keyOf(slot)}
        aria-invalid={wrong}
        aria-label={[slotName(slot), text ? `${typedWords(text)} ${unitSign(slot.unit)}` : null, said]
          .filter(Boolean)
          .join(", ")}
        onClick={() => onChoose(slot)}
      >
        {text ? (
          <span class="exam-figure">
            {typedWords(text)}
            <span class="quiet small"> {unitSign(slot.unit)}</span>
          </span>
        ) : (
          <span class="exam-figure exam-before">{before === null ? "–" : withUnit(before, slot.unit)}</span>
        )}
        {said && <span class="exam-last small quiet">{said}</span>}
      </button>
      <button
        type="button"
        class="exam-pain"
        aria-pressed={figure?.painful === true}
        aria-label={m.exam_pain_at({ what: slotName(slot) })}
        disabled={!text}
        onClick={() => onPain(slot)}
      >
        {m.exam_pain()}
      </button>
    </div>
  );
}

/** Why something of this row cannot be entered. */
function Why({ row, locks, load }: { row: Slot[]; locks: Locks; load: Props["load"] }) {
  const legs = new Map(row.flatMap((slot) => (mostOf(slot, locks) === null ? lockedBy(slot, locks) : [])));
  if (legs.size === 0) return null;
  return (
    <p class="exam-why small">{[...legs].map(([leg, why]) => sayLock(leg, why, load[leg])).join(" ")}</p>
  );
}

export const sayLock = (leg: Leg, why: string, load: LoadDecision | null): string =>
  why === "load"
    ? m.exam_why_load({ leg: legName(leg), load: loadTerm(load) })
    : why === "undecided"
      ? m.exam_why_undecided({ leg: legName(leg) })
      : m.exam_why_finding({ leg: legName(leg) });

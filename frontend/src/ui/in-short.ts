/** What a day says, in one line: "Left hip 3 · Toes only · Two crutches". */
import type { AnyRecord } from "~/domain/records";
import type { Circumstance, LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { describe } from "./describe";
import {
  aidName,
  circumstanceName,
  placeName,
  reportFigure,
  type SaidLoad,
  sayNumber,
  sideName,
} from "./words";

const text = (value: unknown) => (value == null ? "" : String(value));

/** Within a line; none of these words is a noun. */
const small = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);

function pain(row: AnyRecord): string {
  const place = placeName(text(row.site), text(row.side));
  const strength = row.intensity == null ? m.kept_without_number() : sayNumber(Number(row.intensity));
  const when = row.circumstance ? ` (${small(circumstanceName(row.circumstance as Circumstance))})` : "";
  return `${place} ${strength}${when}`;
}

export function inShort(rows: readonly AnyRecord[]): string {
  const said = rows.filter((row) => row.kind !== "deletion");
  const loads = said.filter((row) => row.kind === "weight_bearing");
  const legs = loads.filter((row) => row.status);
  const aids = [...new Set(loads.flatMap((row) => (row.aid ? [text(row.aid)] : [])))];
  const load = (row: AnyRecord) => {
    const side = legs.length > 1 ? `${sideName(text(row.side))}: ` : "";
    return `${side}${reportFigure(row as SaidLoad & { status?: LoadReport })}`;
  };
  return [
    ...said.filter((row) => row.kind === "pain").map(pain),
    ...legs.map(load),
    ...aids.map(aidName),
    ...said.filter((row) => !["pain", "weight_bearing"].includes(row.kind)).map(describe),
  ].join(" · ");
}

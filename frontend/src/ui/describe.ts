/** Any entry as one line of words. */
import type { AnyRecord } from "~/domain/records";
import type { Circumstance, LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import {
  aidName,
  changeName,
  circumstanceName,
  exerciseName,
  loadShort,
  placeName,
  sayNumber,
  sideName,
} from "./words";

const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
const join = (parts: (string | false | null | undefined)[]) => parts.filter(Boolean).join(" · ");
const number = (value: unknown) => (typeof value === "number" ? value : null);

export function describe(entry: AnyRecord): string {
  switch (entry.kind) {
    case "pain":
      return join([
        placeName(text(entry.site), text(entry.side)),
        number(entry.intensity) !== null && m.log_pain_value({ value: sayNumber(number(entry.intensity)!) }),
        entry.circumstance ? circumstanceName(entry.circumstance as Circumstance) : null,
      ]);
    case "weight_bearing":
    case "prescription":
      return join([
        m.describe_load({ side: sideName(text(entry.side)) }),
        entry.status ? loadShort(entry.status as LoadReport) : null,
        entry.status === "PWB" && number(entry.percent) !== null ? m.percent({ value: number(entry.percent)! }) : null,
        entry.aid ? aidName(text(entry.aid)) : null,
      ]);
    case "exercise":
      return join([
        exerciseName(text(entry.category)),
        number(entry.minutes) !== null && m.minutes({ count: number(entry.minutes)! }),
      ]);
    case "change":
      return join([m.log_change(), changeName(text(entry.direction))]);
    case "note":
      return text(entry.text);
    case "intake":
      return join([
        number(entry.calcium_mg) !== null && m.describe_calcium({ value: sayNumber(number(entry.calcium_mg)!) }),
        number(entry.vitamin_d_iu) !== null && m.describe_vitamin_d({ value: sayNumber(number(entry.vitamin_d_iu)!) }),
      ]);
    case "habit":
      return join([
        entry.tobacco !== undefined && entry.tobacco !== null && (entry.tobacco ? m.describe_tobacco() : m.describe_no_tobacco()),
        number(entry.alcohol_drinks_per_day) !== null &&
          m.describe_alcohol({ value: sayNumber(number(entry.alcohol_drinks_per_day)!) }),
      ]);
    default:
      return entry.kind;
  }
}

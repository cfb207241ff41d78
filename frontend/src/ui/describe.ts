/** Any entry as one line of words. */
import type { AnyRecord } from "~/domain/records";
import type { Circumstance, LoadReport } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import {
  aidName,
  changeName,
  circumstanceName,
  dexaSiteName,
  exerciseName,
  imagingResultName,
  loadShort,
  modalityName,
  placeName,
  sayNumber,
  sideName,
  sideWord,
  weekdayName,
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
        number(entry.stiffness_minutes) !== null &&
          `${m.field_stiffness()}: ${m.minutes({ count: number(entry.stiffness_minutes)! })}`,
        text(entry.note),
      ]);
    case "weight_bearing":
    case "prescription":
      return join([
        m.describe_load({ side: sideWord(text(entry.side)) }),
        entry.status ? loadShort(entry.status as LoadReport) : null,
        entry.status === "PWB" && number(entry.percent) !== null
          ? m.percent({ value: number(entry.percent)! })
          : null,
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
        number(entry.calcium_mg) !== null &&
          m.describe_calcium({ value: sayNumber(number(entry.calcium_mg)!) }),
        number(entry.vitamin_d_iu) !== null &&
          m.describe_vitamin_d({ value: sayNumber(number(entry.vitamin_d_iu)!) }),
      ]);
    case "habit":
      return join([
        entry.tobacco !== undefined &&
          entry.tobacco !== null &&
          (entry.tobacco ? m.describe_tobacco() : m.describe_no_tobacco()),
        number(entry.alcohol_drinks_per_day) !== null &&
          m.describe_alcohol({ value: sayNumber(number(entry.alcohol_drinks_per_day)!) }),
      ]);
    case "imaging":
      return join([
        modalityName(text(entry.modality)),
        entry.site ? placeName(text(entry.site), text(entry.side)) : null,
        entry.result ? imagingResultName(text(entry.result)) : null,
      ]);
    case "dexa":
      return join([
        m.mark_dexa(),
        dexaSiteName(text(entry.site)),
        entry.side && entry.side !== "midline" ? sideName(text(entry.side)) : null,
        number(entry.bmd) !== null && `${sayNumber(number(entry.bmd)!, 3)} g/cm²`,
        number(entry.t_score) !== null && `T ${sayNumber(number(entry.t_score)!)}`,
      ]);
    case "lab":
      return join([m.describe_vitamin_d_level(), `${sayNumber(Number(entry.value))} ${text(entry.unit)}`]);
    case "diagnosis":
      return join([m.mark_diagnosis(), placeName(text(entry.site), text(entry.side))]);
    case "resolution":
      return join([m.mark_resolution(), entry.site ? placeName(text(entry.site), text(entry.side)) : null]);
    case "fracture":
      return join([
        m.mark_fracture(),
        text(entry.site) ? placeName(text(entry.site), text(entry.side)) : null,
      ]);
    case "delivery":
      return m.mark_delivery();
    case "procedure":
      return join([m.mark_procedure(), text(entry.name)]);
    case "medicine":
      return join([text(entry.name), entry.action === "stop" ? m.describe_stopped() : null]);
    case "programme":
      return join([
        exerciseName(text(entry.category)),
        number(entry.minutes) !== null && m.minutes({ count: number(entry.minutes)! }),
        Array.isArray(entry.weekdays) && entry.weekdays.length > 0 && entry.weekdays.length < 7
          ? entry.weekdays.map((day) => weekdayName(String(day))).join(" ")
          : m.every_day(),
      ]);
    default:
      return entry.kind;
  }
}

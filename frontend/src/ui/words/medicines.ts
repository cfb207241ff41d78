import type { Course, Rhythm } from "~/domain/medicines";
import * as m from "~/paraglide/messages";

export const MEDICINE_CLASSES: Record<string, () => string> = {
  bisphosphonate: m.medicine_bisphosphonate,
  calcitonin: m.medicine_calcitonin,
  teriparatide: m.medicine_teriparatide,
  denosumab: m.medicine_denosumab,
  prostacyclin: m.medicine_prostacyclin,
  nsaid: m.medicine_nsaid,
  analgesic: m.medicine_analgesic,
  corticosteroid: m.medicine_corticosteroid,
  calcium: m.medicine_calcium,
  vitamin_d: m.medicine_vitamin_d,
  other: m.medicine_other,
};
/** Its name; where only the class was written down, that. */
export const medicineName = (name: string): string => MEDICINE_CLASSES[name]?.() ?? name;

export const rhythmName = (every: Rhythm | "needed"): string =>
  ({
    day: m.medicines_every_day,
    week: m.medicines_every_week,
    month: m.medicines_every_month,
    needed: m.medicines_needed,
  })[every]();

export const sayRhythm = (course: Course): string =>
  [rhythmName(course.every ?? "needed"), ...course.times].join(", ");

/**
 * Why the server would not take an entry, in the words of the person who made it. The server names a field and says what it
 * expected, in its own language; what a person can do about it is the same for a whole group of fields.
 */
import * as m from "~/paraglide/messages";

const BY_FIELD: Record<string, () => string> = {
  intensity: m.refused_intensity,
  date: m.refused_date,
  recorded_at: m.refused_clock,
  timezone: m.refused_clock,
  percent: m.refused_percent,
  kg: m.refused_value,
  readings_kg: m.refused_value,
  minutes: m.refused_minutes,
  stiffness_minutes: m.refused_minutes,
  side: m.refused_side,
  site: m.refused_site,
  bmd: m.refused_value,
  t_score: m.refused_value,
  z_score: m.refused_value,
  value: m.refused_value,
  note: m.refused_text,
  device: m.refused_text,
  kind: m.refused_kind,
  id: m.refused_gone,
};

const FIELDS: Record<string, () => string> = {
  intensity: m.field_intensity,
  date: m.field_date,
  percent: m.field_percent,
  kg: m.weigh_field,
  readings_kg: m.practice_reading,
  minutes: m.field_minutes,
  stiffness_minutes: m.field_stiffness,
  side: m.field_side,
  site: m.field_site,
  value: m.field_value,
  t_score: m.field_t_score,
  bmd: m.field_bmd,
};

/** "Strength: a number from 0 to 10 is needed." */
export function sayRefusal(field: string | null | undefined, reason: string | null | undefined): string {
  const name = FIELDS[field ?? ""] ?? m.field_entry;
  return m.tray_reason({ field: name(), reason: why(field ?? "", reason ?? "") });
}

function why(field: string, reason: string): string {
  // the one field where the server's words part two cases that a person meets differently
  if (field === "supersedes")
    return reason.includes("of your own") ? m.refused_not_yours() : m.refused_gone();
  return (BY_FIELD[field] ?? m.refused_other)();
}

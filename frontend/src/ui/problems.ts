/**
 * Why a form was not taken, in the language of the session: the field as its form calls it, and what is expected there.
 * The server says both in English; what is not known here stays in its words behind the field's name.
 */
import type { Problem } from "~/api/http";
import * as m from "~/paraglide/messages";

const FIELDS: Record<string, () => string> = {
  aid: m.log_aid,
  birth_date: m.field_birth_date,
  birth_year: m.field_birth_year,
  bmd: m.field_bmd,
  clinic_number: m.field_clinic_number_short,
  date: m.field_date,
  degrees: m.exam_motion,
  device: m.field_device,
  due_on: m.record_due,
  email: m.field_invite,
  gestation_week: m.pregnancy_week_field,
  for_patient: m.prescribe_words,
  instructions: m.programme_instructions,
  grade: m.exam_strength,
  intensity: m.field_intensity,
  kg: m.weigh_field,
  leg_length_difference_mm: m.exam_leg_length,
  limit_kg: m.prescribe_kilograms,
  minutes: m.field_minutes,
  name: m.field_name,
  newtons: m.exam_strength,
  note: m.log_note,
  percent: m.log_percent,
  phone: m.field_phone,
  plan: m.prescribe_plan,
  reason: m.prescribe_why,
  result: m.field_result,
  review_on: m.prescribe_review,
  risk_factors: m.field_risks,
  sex: m.field_sex,
  side: m.field_side,
  site: m.field_site,
  stiffness_minutes: m.field_stiffness,
  t_score: m.field_t_score,
  text: m.desk_note_text,
  timezone: m.field_zone,
  unit: m.field_unit,
  until_on: m.record_until,
  value: m.field_value,
  z_score: m.field_z_score,
};

/** What the server's code or sentence asks for. The first that fits is said. */
const EXPECTED: [RegExp, (found: RegExpExecArray) => string][] = [
  [/^(required|blank|null|empty) |^\S* missing/, m.expected_something],
  [/not in the future/, m.expected_past],
  [/day of the decision or a later/, m.expected_not_before],
  [/^too_far /, m.expected_two_years],
  [/^aid_missing /, m.expected_reason_aid],
  [/^aid_kept /, m.expected_reason_kept],
  [/skips a step/, m.expected_reason],
  [/expected no percent|with PWB only/, m.refused_percent],
  [/a date such as/i, m.expected_date],
  [
    /\b(?:number|minutes|weeks|years|kilograms|degrees|grade|newtons|millimetres)\b.* from (-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)/,
    ([, from, to]) => m.expected_range({ from: from!, to: to! }),
  ],
  [/a telephone number/, m.expected_phone],
  [/no other patient/, m.expected_other_number],
  [/from 1900 to today/, m.expected_birth],
  [/valid email/i, m.expected_email],
  [/IANA|time zone/, m.expected_zone],
  [/one of |^invalid_choice /, m.expected_choice],
  [/^min_value \D*(-?\d+(?:\.\d+)?)/, ([, from]) => m.expected_at_least({ from: from! })],
  [/^max_value \D*(-?\d+(?:\.\d+)?)/, ([, to]) => m.expected_at_most({ to: to! })],
  [/text of (\d+) to (\d+) characters/, ([, from, to]) => m.expected_text({ from: from!, to: to! })],
  [/^max_length |at most [\d,]+ characters/, m.expected_shorter],
];

/** "Review on: the day lies more than two years ahead." */
export function sayProblem(problem: Problem): string {
  const first = problem.errors[0];
  const server = first?.detail ?? first?.expected ?? problem.detail;
  const why = expected(first?.code ?? "", server);
  const name = FIELDS[fieldOf(first?.field)];
  return name ? m.tray_reason({ field: name(), reason: why }) : why;
}

/** The last name in a path such as `items.2.minutes`. */
function fieldOf(path: string | null | undefined): string {
  return (path ?? "").split(".").findLast((part) => !/^\d+$/.test(part)) ?? "";
}

function expected(code: string, server: string): string {
  for (const [sign, say] of EXPECTED) {
    const found = sign.exec(`${code} ${server}`);
    if (found) return say(found);
  }
  return server;
}

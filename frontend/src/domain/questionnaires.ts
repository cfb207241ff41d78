import { addDays, addMonths, type Day } from "./days";
import { byMoment } from "./moment";
import type { RecordBase } from "./records";

/** One line of a questionnaire, as the server reads it (`tracking/questionnaires/form.py`). */
export interface Line {
  id: string;
  type: "group" | "display" | "boolean" | "integer" | "decimal" | "date" | "string" | "text" | "choice";
  text: string;
  level?: number;
  /** the group or question that it lies in */
  in?: string;
  required?: boolean;
  multiple?: boolean;
  options?: { code: string; text: string; score?: number }[];
  min?: number;
  max?: number;
  step?: number;
  slider?: boolean;
  /** the days between which a date has to lie */
  earliest?: Day;
  latest?: Day;
  /** how many characters words may have */
  longest?: number;
  when?: { id: string; op: string; value: string | number | boolean }[];
  any?: boolean;
}
export interface Form {
  items: Line[];
  scores: { id: string; text: string }[];
}
export interface Score {
  id: string;
  text: string;
  value: number | null;
  answered: number;
  of: number;
}
export type Answer = boolean | number | string | string[];
export type Answers = Record<string, Answer>;

/** A clinician's request, with the form that the server sends along. */
export interface RequestRecord extends RecordBase {
  kind: "questionnaire";
  questionnaire: string;
  every?: "once" | "day" | "week" | "month";
  until_on?: Day | null;
  ended?: boolean | null;
  title?: string;
  form?: Form;
}
export interface ResponseRecord extends RecordBase {
  kind: "questionnaire_response";
  questionnaire: string;
  answers: Answers;
  /** worked out by the server; not there before the answers have been sent */
  scores?: Score[];
}

const asks = (line: Line) => line.type !== "group" && line.type !== "display";

/** The lines that are shown, given the answers so far; what lies in a hidden line is hidden with it. */
export function shown(form: Form, answers: Answers): Line[] {
  const ids = new Set<string>();
  return form.items.filter((line) => {
    if (line.in !== undefined && !ids.has(line.in)) return false;
    const held = (line.when ?? []).map((rule) =>
      holds(rule, ids.has(rule.id) ? answers[rule.id] : undefined),
    );
    const show = held.length === 0 || (line.any ? held.some(Boolean) : held.every(Boolean));
    if (show) ids.add(line.id);
    return show;
  });
}

function holds(rule: NonNullable<Line["when"]>[number], answer: Answer | undefined): boolean {
  if (rule.op === "exists") return (answer !== undefined) === rule.value;
  // R4: `!=` holds when no answer is equal, so also when there is none.
  if (answer === undefined) return rule.op === "!=";
  const given: (boolean | number | string)[] = Array.isArray(answer) ? answer : [answer];
  if (rule.op === "=") return given.includes(rule.value);
  if (rule.op === "!=") return !given.includes(rule.value);
  return given.some((one) => {
    if (typeof one !== typeof rule.value || typeof one === "boolean") return false;
    if (rule.op === ">") return one > rule.value;
    if (rule.op === "<") return one < rule.value;
    return rule.op === ">=" ? one >= rule.value : one <= rule.value;
  });
}

/** What is sent: the answers to what is shown, and nothing that was answered before it was hidden. */
export function kept(form: Form, answers: Answers): Answers {
  const open = new Set(
    shown(form, answers)
      .filter(asks)
      .map((line) => line.id),
  );
  return Object.fromEntries(Object.entries(answers).filter(([id]) => open.has(id)));
}

/** The required lines that have no answer yet, in order. */
export const missing = (form: Form, answers: Answers): Line[] =>
  shown(form, answers).filter((line) => asks(line) && line.required && answers[line.id] === undefined);

/** Days and numbers that lie outside what the question allows: the server would refuse them. */
export const outside = (form: Form, answers: Answers): Line[] =>
  shown(form, answers).filter((line) => {
    const answer = answers[line.id];
    if (line.type === "date")
      return (
        typeof answer === "string" && (answer < (line.earliest ?? answer) || answer > (line.latest ?? answer))
      );
    if ((line.type !== "integer" && line.type !== "decimal") || answer === undefined) return false;
    // what is no number stands as it was typed
    if (typeof answer !== "number") return true;
    if (line.type === "integer" && !Number.isInteger(answer)) return true;
    return answer < (line.min ?? answer) || answer > (line.max ?? answer);
  });

/** From which day the next answers are wanted; null when none are. */
export function dueOn(
  request: Pick<RequestRecord, "date" | "every" | "until_on" | "ended">,
  answered: readonly Day[],
  today: Day,
): Day | null {
  if (request.ended) return null;
  const since = answered.filter((day) => day >= request.date);
  const every = request.every ?? "once";
  if (since.length > 0 && every === "once") return null;
  const last = [...since].sort().at(-1);
  const due = last ? next(last, every) : request.date;
  return request.until_on && (due > today ? due : today) > request.until_on ? null : due;
}

function next(day: Day, every: string): Day {
  if (every === "month") return addMonths(day, 1);
  return addDays(day, every === "week" ? 7 : 1);
}

export interface Asked {
  request: RequestRecord;
  form: Form;
  due: Day | null;
  responses: ResponseRecord[];
}

/** What one is asked, the latest request of each questionnaire, what is due first. */
export function asked(
  requests: readonly RequestRecord[],
  responses: readonly ResponseRecord[],
  today: Day,
): Asked[] {
  const inOrder = (a: RecordBase, b: RecordBase) =>
    a.date === b.date ? byMoment(a, b) : a.date < b.date ? -1 : 1;
  const latest = new Map<string, RequestRecord>();
  for (const row of [...requests].sort(inOrder)) latest.set(row.questionnaire, row);
  return [...latest.values()]
    .flatMap((request) => {
      if (!request.form) return [];
      const own = responses.filter((row) => row.questionnaire === request.questionnaire).sort(inOrder);
      const due = dueOn(
        request,
        own.map((row) => row.date),
        today,
      );
      return [{ request, form: request.form, due, responses: own }];
    })
    .sort((a, b) => ((a.due ?? "9999") < (b.due ?? "9999") ? -1 : 1));
}

export const isDue = (one: Asked, today: Day): boolean => one.due !== null && one.due <= today;

import "./form.css";
import { useId, useState } from "preact/hooks";
import {
  type Answer,
  type Answers,
  type Form,
  kept,
  type Line,
  missing,
  outside,
  type ResponseRecord,
  shown,
} from "~/domain/questionnaires";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { readDraft, writeDraft } from "~/store/draft";
import { Chips } from "~/ui/chips";
import { NumberButtons } from "~/ui/number-buttons";
import { readNumber } from "~/ui/read-number";
import { SignKey } from "~/ui/sign-key";
import { useKeep } from "~/ui/use-keep";
import { sayDay, sayNumber } from "~/ui/words";

/** The questions, one below the other, as the clinic's instrument has them. What is half answered outlives a reload. */
export function AnswerForm({
  questionnaire,
  form,
  entry,
  onSaved,
}: {
  questionnaire: string;
  form: Form;
  /** the answers that are said differently */
  entry?: ResponseRecord;
  onSaved: (written: readonly AnyRecord[]) => void;
}) {
  const account = storeNow();
  const draft = entry ? `answers-${entry.id}` : questionnaire;
  const [answers, setAnswers] = useState<Answers>(
    () => readDraft<Answers>(account, draft) ?? entry?.answers ?? {},
  );
  const [tried, setTried] = useState(false);
  const [keep, notKept] = useKeep();
  const lines = shown(form, answers);
  const unfit = new Set(outside(form, answers).map((line) => line.id));
  const open = new Set([...missing(form, answers).map((line) => line.id), ...unfit]);
  const put = (id: string, value: Answer | undefined) => {
    const next = { ...answers };
    if (value === undefined) delete next[id];
    else next[id] = value;
    setAnswers(next);
    writeDraft(account, draft, next);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (open.size > 0) {
      setTried(true);
      document.getElementById(`q-${[...open][0]}`)?.scrollIntoView({ block: "center" });
      return;
    }
    const response = {
      kind: "questionnaire_response",
      questionnaire,
      answers: kept(form, answers),
      // the day that was asked about stays; the answers of another day are others
      date: entry?.date,
      supersedes: entry?.id,
    };
    if (!(await keep([response], undefined, onSaved))) return;
    writeDraft(account, draft, null);
  };
  return (
    <form class="questions" noValidate onSubmit={(event) => void submit(event)}>
      {lines.map((line) => (
        <div
          key={line.id}
          id={`q-${line.id}`}
          class={`question ${line.type === "group" ? "question-group" : ""}`}
        >
          <Question line={line} answer={answers[line.id]} onAnswer={(value) => put(line.id, value)} />
          {tried && open.has(line.id) && (
            <p class="field-error">{unfit.has(line.id) ? sayLimits(line) : m.questionnaire_needed()}</p>
          )}
        </div>
      ))}
      {tried && open.size > 0 && (
        <p class="notice" role="status">
          {m.questionnaire_missing({ count: open.size })}
        </p>
      )}
      {notKept}
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}

interface Props {
  line: Line;
  answer: Answer | undefined;
  onAnswer: (value: Answer | undefined) => void;
}

function Question({ line, answer, onAnswer }: Props) {
  switch (line.type) {
    case "group":
      return line.text ? <h2>{line.text}</h2> : null;
    case "display":
      return <p>{line.text}</p>;
    case "boolean":
      return (
        <Chips
          label={line.text}
          options={["yes", "no"] as const}
          name={(one) => (one === "yes" ? m.answer_yes() : m.answer_no())}
          chosen={answer === undefined ? [] : [answer ? "yes" : "no"]}
          onToggle={(one) => onAnswer(answer === (one === "yes") ? undefined : one === "yes")}
        />
      );
    case "choice":
      return <Choice line={line} answer={answer} onAnswer={onAnswer} />;
    case "integer":
    case "decimal":
      return <Figure line={line} answer={answer} onAnswer={onAnswer} />;
    default:
      return <Words line={line} answer={answer} onAnswer={onAnswer} />;
  }
}

function Choice({ line, answer, onAnswer }: Props) {
  const chosen = answer === undefined ? [] : Array.isArray(answer) ? answer : [String(answer)];
  const toggle = (code: string) => {
    const rest = chosen.filter((one) => one !== code);
    const next = rest.length < chosen.length ? rest : line.multiple ? [...chosen, code] : [code];
    if (next.length === 0) onAnswer(undefined);
    else onAnswer(line.multiple ? next : next[0]!);
  };
  return (
    <Chips
      label={line.text}
      options={line.options!.map((option) => option.code)}
      name={(code) => line.options!.find((option) => option.code === code)!.text}
      chosen={chosen}
      onToggle={toggle}
    />
  );
}

/** How many numbers are offered as buttons; where there are more, the number is typed. */
const MOST_BUTTONS = 12;

/** The numbers between the limits of a question that asks for a slider, or null where they are too many. */
export function buttonsFor({ type, min, max, step, slider }: Line): number[] | null {
  if (!slider || min === undefined || max === undefined) return null;
  const by = step || 1;
  const count = Math.floor((max - min) / by + 1e-9) + 1;
  if (count < 2 || count > MOST_BUTTONS || (type === "decimal" && !step)) return null;
  return Array.from({ length: count }, (_, index) => Number((min + index * by).toFixed(6)));
}

/** No slider: a finger that scrolls would move it, and a touch where its thumb stands already says nothing. */
function Figure(props: Props) {
  const { line, answer, onAnswer } = props;
  const values = buttonsFor(line);
  if (!values) return <NumberField {...props} />;
  return (
    <NumberButtons
      label={line.text}
      values={values}
      value={typeof answer === "number" ? answer : null}
      onChange={onAnswer}
    />
  );
}

function NumberField({ line, answer, onAnswer }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(() =>
    typeof answer === "number" ? sayNumber(answer, 6) : String(answer ?? ""),
  );
  const range =
    line.min !== undefined && line.max !== undefined
      ? m.questionnaire_number_between({ low: sayNumber(line.min), high: sayNumber(line.max) })
      : null;
  const take = (text: string) => {
    setTyped(text);
    const value = readNumber(text);
    onAnswer(value === null ? text : value);
  };
  return (
    <div class="field">
      <label for={id}>{line.text}</label>
      <div class="field-with-unit">
        <input
          id={id}
          inputMode={line.type === "integer" ? "numeric" : "decimal"}
          autocomplete="off"
          aria-describedby={range ? `${id}-range` : undefined}
          value={typed}
          onInput={(event) => take((event.target as HTMLInputElement).value)}
        />
        {(line.min === undefined || line.min < 0) && (
          <SignKey label={line.text} value={typed} onChange={take} />
        )}
      </div>
      {range && (
        <p class="small quiet" id={`${id}-range`}>
          {range}
        </p>
      )}
    </div>
  );
}

function sayLimits({ type, min, max, earliest, latest }: Line): string {
  if (type !== "date") {
    if (min === undefined && max === undefined)
      return type === "integer" ? m.questionnaire_whole_number() : m.questionnaire_number();
    if (max === undefined) return m.questionnaire_number_from({ low: sayNumber(min!) });
    if (min === undefined) return m.questionnaire_number_until({ high: sayNumber(max) });
    return m.questionnaire_number_between({ low: sayNumber(min), high: sayNumber(max) });
  }
  if (!latest) return m.questionnaire_day_from({ from: sayDay(earliest!) });
  if (!earliest) return m.questionnaire_day_until({ to: sayDay(latest) });
  return m.questionnaire_day_between({ from: sayDay(earliest), to: sayDay(latest) });
}

function Words({ line, answer, onAnswer }: Props) {
  const id = useId();
  const value = typeof answer === "string" ? answer : "";
  const take = (event: Event) => {
    const text = (event.target as HTMLInputElement).value;
    onAnswer(text.trim() ? text : undefined);
  };
  return (
    <div class="field">
      <label for={id}>{line.text}</label>
      {line.type === "text" ? (
        <textarea id={id} maxLength={line.longest ?? 2000} value={value} onInput={take} />
      ) : (
        <input
          id={id}
          type={line.type === "date" ? "date" : "text"}
          maxLength={line.longest ?? 300}
          min={line.earliest}
          max={line.latest}
          value={value}
          onInput={take}
        />
      )}
    </div>
  );
}

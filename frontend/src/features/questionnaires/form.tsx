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
  shown,
} from "~/domain/questionnaires";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { readDraft, writeDraft } from "~/store/draft";
import { Chips } from "~/ui/chips";
import { rangeKeys } from "~/ui/range-keys";
import { useKeep } from "~/ui/use-keep";
import { sayDay, sayNumber } from "~/ui/words";

/** The questions, one below the other, as the clinic's instrument has them. What is half answered outlives a reload. */
export function AnswerForm({
  questionnaire,
  form,
  onSaved,
}: {
  questionnaire: string;
  form: Form;
  onSaved: () => void;
}) {
  const account = storeNow();
  const [answers, setAnswers] = useState<Answers>(() => readDraft<Answers>(account, questionnaire) ?? {});
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
    writeDraft(account, questionnaire, next);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (open.size > 0) {
      setTried(true);
      document.getElementById(`q-${[...open][0]}`)?.scrollIntoView({ block: "center" });
      return;
    }
    const response = { kind: "questionnaire_response", questionnaire, answers: kept(form, answers) };
    if (!(await keep([response]))) return;
    writeDraft(account, questionnaire, null);
    onSaved();
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
            <p class="field-error">{unfit.has(line.id) ? sayDays(line) : m.questionnaire_needed()}</p>
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
      return line.slider ? (
        <Slider line={line} answer={answer} onAnswer={onAnswer} />
      ) : (
        <NumberField line={line} answer={answer} onAnswer={onAnswer} />
      );
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

function Slider({ line, answer, onAnswer }: Props) {
  const id = useId();
  const take = (event: Event) => onAnswer(Number((event.target as HTMLInputElement).value));
  const [low, high] = [line.min!, line.max!];
  const value = typeof answer === "number" ? answer : null;
  return (
    <div class="field">
      <label for={id}>{line.text}</label>
      <output for={id} class={`number ${value === null ? "quiet" : ""}`}>
        {value === null ? "–" : sayNumber(value)}
      </output>
      <input
        id={id}
        type="range"
        class={`question-range ${value === null ? "question-range-unset" : ""}`}
        min={low}
        max={high}
        step={line.step ?? (line.type === "integer" ? 1 : (high - low) / 100)}
        value={value ?? (low + high) / 2}
        aria-valuetext={value === null ? m.log_pain_unset() : sayNumber(value)}
        onInput={take}
        onClick={take}
        {...rangeKeys(value === null, take)}
      />
      <span class="row-apart small quiet" aria-hidden="true">
        <span>{sayNumber(low)}</span>
        <span>{sayNumber(high)}</span>
      </span>
    </div>
  );
}

function NumberField({ line, answer, onAnswer }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{line.text}</label>
      <input
        id={id}
        type="number"
        inputMode={line.type === "integer" ? "numeric" : "decimal"}
        min={line.min}
        max={line.max}
        step={line.step ?? (line.type === "integer" ? 1 : "any")}
        value={typeof answer === "number" ? answer : ""}
        onInput={(event) => {
          const field = event.target as HTMLInputElement;
          onAnswer(field.value === "" || Number.isNaN(field.valueAsNumber) ? undefined : fit(line, field));
        }}
      />
    </div>
  );
}

/** Within the limits of the question: what the server would refuse is not taken in the first place. */
function fit(line: Line, field: HTMLInputElement): number {
  const value = line.type === "integer" ? Math.round(field.valueAsNumber) : field.valueAsNumber;
  return Math.min(line.max ?? value, Math.max(line.min ?? value, value));
}

function sayDays({ earliest, latest }: Line): string {
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

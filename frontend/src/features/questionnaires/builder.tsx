import { useState } from "preact/hooks";
import {
  type Built,
  type BuiltLine,
  counted,
  LINE_TYPES,
  type LineType,
  questionnaireOf,
} from "~/domain/build-questionnaire";
import * as m from "~/paraglide/messages";
import { readNumber } from "~/ui/read-number";
import { shelf } from "~/ui/words/shelf";

const typeName = (type: LineType) =>
  ({
    scale: m.build_scale,
    choice: m.build_choice,
    boolean: m.build_boolean,
    integer: m.build_integer,
    text: m.build_text,
  })[type]();
const NEW_LINE: BuiltLine = { type: "scale", text: "", required: true };
const NOTHING: Built = { title: "", lines: [NEW_LINE], score: "none", least_answers: null, licence: "" };

/** A questionnaire without a file: taken from the shelf, or put together here; then looked at as any other. */
export function Builder({ onBuilt }: { onBuilt: (resource: unknown) => void }) {
  const [built, setBuilt] = useState<Built>(NOTHING);
  const change = (part: Partial<Built>) => setBuilt((before) => ({ ...before, ...part }));
  const put = (at: number, part: Partial<BuiltLine>) =>
    change({ lines: built.lines.map((line, index) => (index === at ? { ...line, ...part } : line)) });
  const submit = (event: Event) => {
    event.preventDefault();
    onBuilt(questionnaireOf(built));
  };
  return (
    <section class="stack">
      <h2>{m.shelf_title()}</h2>
      <ul class="lines">
        {shelf().map((one) => (
          <li key={one.title} class="row-apart clinic-row">
            <div>
              <p class="strong">{one.title}</p>
              <p class="small quiet">{one.licence}</p>
            </div>
            <button type="button" class="button" onClick={() => onBuilt(questionnaireOf(one))}>
              {m.shelf_look()}
            </button>
          </li>
        ))}
      </ul>
      <details class="fold">
        <summary>
          <h2>{m.build_title()}</h2>
        </summary>
        <form class="stack" onSubmit={submit}>
          <Field
            id="build-title"
            label={m.build_name()}
            value={built.title}
            onInput={(title) => change({ title })}
          />
          {built.lines.map((line, at) => (
            <fieldset key={at} class="stack-tight">
              <legend class="strong">{m.build_question({ number: at + 1 })}</legend>
              <div class="field">
                <label for={`build-type-${at}`}>{m.build_type()}</label>
                <select
                  id={`build-type-${at}`}
                  value={line.type}
                  onChange={(event) => {
                    const type = (event.target as HTMLSelectElement).value as LineType;
                    put(at, { type, options: type === "choice" ? [BLANK, BLANK] : undefined });
                  }}
                >
                  {LINE_TYPES.map((type) => (
                    <option key={type} value={type}>
                      {typeName(type)}
                    </option>
                  ))}
                </select>
              </div>
              <Field
                id={`build-text-${at}`}
                label={m.build_words()}
                value={line.text}
                onInput={(text) => put(at, { text })}
              />
              {line.options?.map((option, index) => {
                const say = (part: Partial<typeof option>) =>
                  put(at, {
                    options: line.options!.map((one, where) => (where === index ? { ...one, ...part } : one)),
                  });
                return (
                  <div key={index} class="row">
                    <Field
                      id={`build-option-${at}-${index}`}
                      label={m.build_option({ number: index + 1 })}
                      value={option.text}
                      onInput={(text) => say({ text })}
                    />
                    <Field
                      id={`build-points-${at}-${index}`}
                      label={m.build_points()}
                      optional
                      value={option.points === null ? "" : String(option.points)}
                      onInput={(text) => say({ points: readNumber(text) ?? null })}
                    />
                  </div>
                );
              })}
              <div class="row">
                {line.options && (
                  <button
                    type="button"
                    class="button button-plain"
                    onClick={() => put(at, { options: [...line.options!, BLANK] })}
                  >
                    {m.build_add_option()}
                  </button>
                )}
                {built.lines.length > 1 && (
                  <button
                    type="button"
                    class="button button-plain"
                    onClick={() => change({ lines: built.lines.filter((_, index) => index !== at) })}
                  >
                    {m.build_remove()}
                  </button>
                )}
              </div>
            </fieldset>
          ))}
          <div>
            <button
              type="button"
              class="button"
              onClick={() => change({ lines: [...built.lines, NEW_LINE] })}
            >
              {m.build_add()}
            </button>
          </div>
          <div class="field">
            <label for="build-score">{m.build_score()}</label>
            <select
              id="build-score"
              value={built.score}
              onChange={(event) =>
                change({ score: (event.target as HTMLSelectElement).value as Built["score"] })
              }
            >
              <option value="none">{m.build_score_none()}</option>
              <option value="sum">{m.build_score_sum()}</option>
              <option value="mean">{m.build_score_mean()}</option>
            </select>
          </div>
          {built.score !== "none" && (
            <div class="field">
              <label for="build-least">{m.build_least()}</label>
              <select
                id="build-least"
                value={String(built.least_answers ?? "")}
                onChange={(event) =>
                  change({ least_answers: Number((event.target as HTMLSelectElement).value) || null })
                }
              >
                <option value="">{m.build_least_all()}</option>
                {Array.from({ length: Math.max(0, counted(built) - 1) }, (_, index) => (
                  <option key={index} value={String(index + 1)}>
                    {m.build_least_some({ count: index + 1, of: counted(built) })}
                  </option>
                ))}
              </select>
            </div>
          )}
          <Field
            id="build-licence"
            label={m.build_licence()}
            optional
            value={built.licence}
            onInput={(licence) => change({ licence })}
          />
          <button type="submit" class="button button-primary">
            {m.shelf_look()}
          </button>
        </form>
      </details>
    </section>
  );
}

const BLANK = { text: "", points: null };

function Field({
  id,
  label,
  value,
  onInput,
  optional,
}: {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  optional?: boolean;
}) {
  return (
    <div class="field grow">
      <label for={id}>{label}</label>
      <input
        id={id}
        required={!optional}
        value={value}
        onInput={(event) => onInput((event.target as HTMLInputElement).value)}
      />
    </div>
  );
}

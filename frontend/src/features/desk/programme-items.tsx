import { useState } from "preact/hooks";
import type { ProgrammeExercise } from "~/domain/records";
import type { ExerciseCategory } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { ExerciseFigure } from "~/ui/exercise-figure";
import { CloseIcon, PlusIcon } from "~/ui/icons";
import { sideName } from "~/ui/words";
import { type ExerciseId, hipLoadOf, howOf, IDS, libraryOf, nameOf, watchOf } from "~/ui/words/exercises";

const SIDES = ["left", "right", "both"] as const;
const TEMPOS = ["slow", "even", "brisk"] as const;
const NUMBERS = [
  ["sets", 1, 10, m.item_sets],
  ["repetitions", 1, 100, m.item_repetitions],
  ["hold_seconds", 1, 600, m.item_hold],
  ["rest_seconds", 0, 600, m.item_rest],
] as const;

/** The exercises of one category: picked from the library by their drawings, each with how much of it. */
export function ProgrammeItems({
  category,
  items,
  restricted,
  onChange,
}: {
  category: ExerciseCategory;
  items: readonly ProgrammeExercise[];
  /** a leg of the illness may not bear its full weight */
  restricted: boolean;
  onChange: (items: ProgrammeExercise[]) => void;
}) {
  const [picking, setPicking] = useState(false);
  const change = (index: number, part: Partial<ProgrammeExercise>) =>
    onChange(items.map((one, place) => (place === index ? { ...one, ...part } : one)));
  return (
    <div class="stack-tight">
      <ul class="exercise-items">
        {items.map((item, index) => (
          <li key={`${item.exercise}${index}`} class="exercise-item stack-tight">
            <div class="row-apart">
              <div class="exercise-item-head">
                <ExerciseFigure id={item.exercise} size={72} />
                <div>
                  <p class="strong">{nameOf(item.exercise)}</p>
                  <p class="small quiet">{hipLoadOf(item.exercise)}</p>
                </div>
              </div>
              <button
                type="button"
                class="icon-button"
                aria-label={m.programme_remove({ name: nameOf(item.exercise) })}
                onClick={() => onChange(items.filter((_, place) => place !== index))}
              >
                <CloseIcon size={20} />
              </button>
            </div>
            <div class="item-numbers">
              {NUMBERS.map(([name, least, most, label]) => (
                <label key={name} class="field">
                  <span class="small">{label()}</span>
                  <input
                    type="number"
                    inputMode="numeric"
                    min={least}
                    max={most}
                    value={item[name] ?? ""}
                    onInput={(event) => {
                      const typed = (event.target as HTMLInputElement).value;
                      change(index, { [name]: typed === "" ? null : Number(typed) });
                    }}
                  />
                </label>
              ))}
              <Choice
                label={m.item_side()}
                value={item.side}
                options={SIDES}
                name={(one) => (one === "both" ? m.dose_both() : sideName(one))}
                onChange={(side) => change(index, { side })}
              />
              <Choice
                label={m.item_tempo()}
                value={item.tempo}
                options={TEMPOS}
                name={(one) => ({ slow: m.dose_slow(), even: m.dose_even(), brisk: m.dose_brisk() })[one]}
                onChange={(tempo) => change(index, { tempo })}
              />
            </div>
            <Line
              label={m.item_resistance()}
              most={80}
              value={item.resistance}
              onChange={(resistance) => change(index, { resistance })}
            />
            <Line
              label={m.item_note()}
              most={500}
              value={item.note}
              onChange={(note) => change(index, { note })}
            />
            {restricted && libraryOf(item.exercise)?.load === "walking" && (
              <>
                <p class="small programme-locked">
                  {m.item_loads()} {watchOf(item.exercise)[0]}
                </p>
                <Line
                  label={m.item_reason()}
                  most={500}
                  required
                  value={item.reason}
                  onChange={(reason) => change(index, { reason })}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {picking ? (
        <Picker
          {...{ category }}
          onPick={(exercise) => {
            onChange([...items, { exercise, sets: 3, repetitions: 8 }]);
            setPicking(false);
          }}
        />
      ) : (
        <button type="button" class="button" onClick={() => setPicking(true)}>
          <span class="row-tight">
            <PlusIcon size={16} /> {m.item_add()}
          </span>
        </button>
      )}
    </div>
  );
}

function Picker({ category, onPick }: { category: ExerciseCategory; onPick: (id: ExerciseId) => void }) {
  const [asked, ask] = useState("");
  const words = asked.trim().toLocaleLowerCase();
  const found = IDS.filter(
    (id) =>
      libraryOf(id)?.category === category &&
      `${nameOf(id)} ${howOf(id)}`.toLocaleLowerCase().includes(words),
  );
  return (
    <div class="stack-tight">
      <label class="field">
        <span>{m.item_search()}</span>
        <input
          type="search"
          value={asked}
          onInput={(event) => ask((event.target as HTMLInputElement).value)}
        />
      </label>
      {found.length === 0 && <p class="small quiet">{m.item_none()}</p>}
      <ul class="item-picker">
        {found.map((id) => (
          <li key={id}>
            <button type="button" class="item-choice" onClick={() => onPick(id)}>
              <ExerciseFigure {...{ id }} size={72} />
              <span class="strong">{nameOf(id)}</span>
              <span class="small quiet">{hipLoadOf(id)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  name,
  onChange,
}: {
  label: string;
  value: T | null | undefined;
  options: readonly T[];
  name: (one: T) => string;
  onChange: (one: T | null) => void;
}) {
  return (
    <label class="field">
      <span class="small">{label}</span>
      <select
        value={value ?? ""}
        onChange={(event) => onChange(((event.target as HTMLSelectElement).value || null) as T | null)}
      >
        <option value="">–</option>
        {options.map((one) => (
          <option key={one} value={one}>
            {name(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Line({
  label,
  value,
  most,
  required,
  onChange,
}: {
  label: string;
  value: string | null | undefined;
  most: number;
  required?: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <label class="field">
      <span class="small">{label}</span>
      <input
        maxLength={most}
        required={required}
        value={value ?? ""}
        onInput={(event) => onChange((event.target as HTMLInputElement).value)}
      />
    </label>
  );
}

import { useEffect, useState } from "preact/hooks";
import { type CourseAnswer, createTemplate, fetchTemplates, type Template } from "~/api/desk";
import { addRecord } from "~/api/patients";
import { addDays, today as todayOf, WEEKDAYS, type Weekday } from "~/domain/days";
import {
  ended,
  fieldsOf,
  PHASES,
  type Phase,
  type ProgrammeItem,
  phaseOf,
  programmeOn,
} from "~/domain/programme";
import { holdsLeg } from "~/domain/records";
import { EXERCISES, type ExerciseCategory, LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { Chips } from "~/ui/chips";
import { ChevronIcon, CloseIcon, PlusIcon } from "~/ui/icons";
import { lazily } from "~/ui/lazily";
import { exerciseName, weekdayName } from "~/ui/words";
import { Obstacle, useSave, whyNot } from "./answers";
import { phaseName } from "./phase-name";

const ProgrammeItems = lazily(() => import("./programme-items").then((one) => one.ProgrammeItems));

const HOLDS: Record<Phase, readonly string[]> = {
  restricted: ["aquatic", "range_of_motion", "other"],
  released: ["aquatic", "range_of_motion", "other", "strengthening", "balance"],
  weight_bearing: EXERCISES,
};

interface Props {
  patient: string;
  data: CourseAnswer;
  revision: number;
  onConflict: () => void;
  onSaved: () => void;
}

/** The programme as it stands, to be changed as a whole; a template fills it in, and nothing is given until it is saved. */
export function ProgrammeEditor({ patient, data, revision, onConflict, onSaved }: Props) {
  const day = todayOf();
  const phase = phaseOf(data.profile.exercise_gate);
  const [before] = useState<ProgrammeItem[]>(() => programmeOn(data.records, day));
  const [items, setItems] = useState<ProgrammeItem[]>(before);
  const save = useSave(revision, onConflict);
  const free = EXERCISES.filter((one) => !items.some((item) => item.category === one));
  const restricted = LEGS.some((leg) => {
    const load = data.profile.load[leg];
    return load ? load.status !== "FWB" : holdsLeg(data.profile, leg);
  });
  const locked = items.filter((item) => !HOLDS[phase].includes(item.category));
  const change = (index: number, part: Partial<ProgrammeItem>) =>
    setItems(items.map((item, place) => (place === index ? { ...item, ...part } : item)));
  const submit = async (event: Event) => {
    event.preventDefault();
    const records = [
      ...before
        .filter((old) => !items.some((item) => item.category === old.category))
        .map((old) => ended(old, day)),
      ...items.filter((item) => !before.some((old) => same(old, item))).map(fieldsOf),
    ];
    for (const record of records) {
      const done = await save.save((seen) =>
        addRecord(patient, { kind: "programme", date: day, ...record }, seen),
      );
      if (!done) return;
    }
    onSaved();
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <p class="small quiet">{m.programme_phase_now({ phase: phaseName(phase) })}</p>
      {data.profile.clinic?.id && (
        <Templates clinic={data.profile.clinic.id} phase={phase} items={items} onTake={setItems} />
      )}
      {items.length === 0 && <p class="quiet">{m.programme_empty()}</p>}
      <ul class="lines">
        {items.map((item, index) => (
          <li key={item.category} class="programme-item stack">
            <div class="row-apart">
              <h3>{exerciseName(item.category)}</h3>
              <button
                type="button"
                class="icon-button"
                aria-label={m.programme_remove({ name: exerciseName(item.category) })}
                onClick={() => setItems(items.filter((_, place) => place !== index))}
              >
                <CloseIcon size={20} />
              </button>
            </div>
            {!HOLDS[phase].includes(item.category) && (
              <p class="small programme-locked">{m.programme_locked()}</p>
            )}
            <div class="settings-pair">
              <div class="field">
                <label for={`minutes-${item.category}`}>{m.field_minutes()}</label>
                <input
                  id={`minutes-${item.category}`}
                  type="number"
                  min="1"
                  max="240"
                  value={item.minutes ?? ""}
                  onInput={(event) =>
                    change(index, { minutes: Number((event.target as HTMLInputElement).value) || null })
                  }
                />
              </div>
              <div class="field">
                <label for={`until-${item.category}`}>{m.record_until()}</label>
                <input
                  id={`until-${item.category}`}
                  type="date"
                  min={day}
                  value={item.until_on ?? ""}
                  onInput={(event) =>
                    change(index, { until_on: (event.target as HTMLInputElement).value || null })
                  }
                />
              </div>
            </div>
            <Chips
              label={m.record_weekdays()}
              options={WEEKDAYS}
              name={weekdayName}
              chosen={item.weekdays ?? [...WEEKDAYS]}
              onToggle={(one) => change(index, { weekdays: toggled(item.weekdays, one) })}
            />
            <ProgrammeItems
              category={item.category}
              items={item.items ?? []}
              restricted={restricted}
              onChange={(of) => change(index, { items: of })}
            />
            <div class="field">
              <label for={`how-${item.category}`}>{m.programme_instructions()}</label>
              <textarea
                id={`how-${item.category}`}
                maxLength={2000}
                value={item.instructions ?? ""}
                onInput={(event) =>
                  change(index, { instructions: (event.target as HTMLTextAreaElement).value })
                }
              />
            </div>
          </li>
        ))}
      </ul>
      {free.length > 0 && (
        <div class="field">
          <label for="programme-add">
            <span class="row-tight">
              <PlusIcon size={16} /> {m.programme_add()}
            </span>
          </label>
          <select
            id="programme-add"
            value=""
            onChange={(event) => {
              const category = (event.target as HTMLSelectElement).value as ExerciseCategory;
              if (category) setItems([...items, { category, minutes: 15, weekdays: [...WEEKDAYS] }]);
            }}
          >
            <option value="">{m.programme_choose()}</option>
            {free.map((one) => (
              <option key={one} value={one}>
                {exerciseName(one)}
                {HOLDS[phase].includes(one) ? "" : ` – ${m.programme_locked_short()}`}
              </option>
            ))}
          </select>
        </div>
      )}
      {locked.length > 0 && <p class="small quiet">{m.permission_say()}</p>}
      <Obstacle save={save} />
      <button type="submit" class="button button-primary button-wide" disabled={save.busy}>
        {m.programme_give()}
      </button>
    </form>
  );
}

const same = (a: ProgrammeItem, b: ProgrammeItem) =>
  JSON.stringify(fieldsOf(a)) === JSON.stringify(fieldsOf(b));

function toggled(days: Weekday[] | null | undefined, day: Weekday): Weekday[] {
  const now = days ?? [...WEEKDAYS];
  const next = now.includes(day) ? now.filter((one) => one !== day) : [...now, day];
  return WEEKDAYS.filter((one) => next.includes(one));
}

/** The clinic's templates and the software's examples, a phase of each at a time; and keeping this programme as one. */
function Templates({
  clinic,
  phase,
  items,
  onTake,
}: {
  clinic: string;
  phase: Phase;
  items: readonly ProgrammeItem[];
  onTake: (items: ProgrammeItem[]) => void;
}) {
  const [templates, setTemplates] = useState<Template[]>([]);
  const [name, setName] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const load = async () => {
    const answer = await fetchTemplates(clinic);
    if (answer.kind === "ok") setTemplates(answer.data);
  };
  useEffect(() => void load(), [clinic]);
  const take = (choice: string) => {
    const [id, wanted] = choice.split("|");
    const found = templates.find((one) => one.id === id)?.phases.find((one) => one.phase === wanted);
    if (!found) return;
    onTake(
      found.items.map(({ weeks, ...item }) => ({
        ...(item as ProgrammeItem),
        until_on: weeks ? addDays(todayOf(), weeks * 7 - 1) : null,
      })),
    );
  };
  const keep = async () => {
    const kept = items.map((item) => {
      const { until_on: _, ...fields } = fieldsOf(item);
      return fields;
    });
    const answer = await createTemplate(clinic, {
      name: name.trim(),
      description: "",
      phases: [{ phase, items: kept as unknown as Template["phases"][number]["items"] }],
    });
    setSaid(answer.kind === "ok" ? m.template_kept({ name: name.trim() }) : whyNot(answer));
    if (answer.kind === "ok") {
      setName("");
      await load();
    }
  };
  return (
    <>
      {templates.length > 0 && (
        <div class="field">
          <label for="programme-template">{m.template_take()}</label>
          <select
            id="programme-template"
            value=""
            onChange={(event) => take((event.target as HTMLSelectElement).value)}
          >
            <option value="">{m.programme_choose()}</option>
            {PHASES.map((one) => {
              const fitting = templates.filter((template) =>
                template.phases.some((part) => part.phase === one),
              );
              return fitting.length === 0 ? null : (
                <optgroup key={one} label={phaseName(one)}>
                  {fitting.map((template) => (
                    <option key={template.id} value={`${template.id}|${one}`}>
                      {template.name}
                    </option>
                  ))}
                </optgroup>
              );
            })}
          </select>
        </div>
      )}
      {items.length > 0 && (
        <details class="fold">
          <summary class="small">
            {m.template_keep()}
            <span class="turn">
              <ChevronIcon />
            </span>
          </summary>
          <div class="field fold-body">
            <label for="template-name">{m.template_name()}</label>
            <div class="row">
              <input
                id="template-name"
                class="grow"
                maxLength={120}
                value={name}
                onInput={(event) => setName((event.target as HTMLInputElement).value)}
              />
              <button type="button" class="button" disabled={!name.trim()} onClick={() => void keep()}>
                {m.save()}
              </button>
            </div>
            {said && (
              <p class="small" role="status">
                {said}
              </p>
            )}
          </div>
        </details>
      )}
    </>
  );
}

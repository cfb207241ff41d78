import "./desk.css";
import "./course-page.css";
import "./examination.css";
import "~/ui/felt.css";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { CourseAnswer } from "~/api/desk";
import { recordAtDesk } from "~/api/desk-records";
import { today as todayOf } from "~/domain/days";
import {
  ANGLE_TOOLS,
  allSlots,
  type Examined,
  FORCE_TOOLS,
  GAITS,
  isWrong,
  keyOf,
  MODES,
  mostOf,
  motionRows,
  recordsOf,
  type Slot,
  stamped,
  strengthRows,
  testRows,
  typedToTheEnd,
  WITH_AID,
  wrongLength,
  wrongWeight,
} from "~/domain/examination";
import { AIDS, LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { PageHead } from "~/ui/page";
import { readNumber } from "~/ui/read-number";
import { aidName, sideName } from "~/ui/words";
import { gaitName, modeName, slotName, toolName } from "~/ui/words/examined";
import { Obstacle, useSave } from "./answers";
import { useExamined } from "./examination-draft";
import { ExaminationPad } from "./examination-pad";
import { ExaminationTable } from "./examination-table";
import { KnownPatient } from "./known";
import { LoadsNow } from "./loads-now";
import { Trouble } from "./trouble";
import { UndoBar, useUndo } from "./undo";
import { useCourse } from "./use-course";

const WHOLE = 36_500;
const PARTS = ["motion", "strength", "tests", "gait"] as const;
type Part = (typeof PARTS)[number];
const partName = (part: Part) =>
  ({ motion: m.exam_motion, strength: m.exam_strength, tests: m.exam_tests, gait: m.exam_gait_and_body })[
    part
  ]();

/** Beside the couch, with one thumb: what was measured on both sides becomes one press and single records. */
export function ExaminationPage() {
  const { params } = useRoute();
  const patient = params.id ?? "";
  const { state, reload } = useCourse(patient, WHOLE);
  const undo = useUndo(reload);
  // after a press the form begins anew with the change number that the press has made
  const [round, setRound] = useState(0);
  const [awaited, setAwaited] = useState(false);
  const revision = state.kind === "ready" ? state.course.revision : null;
  useEffect(() => {
    if (!awaited) return;
    setAwaited(false);
    setRound((count) => count + 1);
  }, [revision]);
  if (state.kind !== "ready")
    return (
      <div class="course-page">
        <PageHead title={m.kind_examination()} back={`/patients/${patient}`} />
        {state.kind === "trouble" ? <Trouble why={state.why} /> : <p class="quiet">{m.desk_loading()}</p>}
      </div>
    );
  const { course } = state;
  return (
    <KnownPatient.Provider value={course}>
      <div class="course-page exam-page">
        <PageHead
          title={`${m.kind_examination()}: ${course.profile.name}`}
          back={`/patients/${patient}/course`}
        />
        {state.stale && <p class="notice small">{m.desk_stale()}</p>}
        <LoadsNow profile={course.profile} />
        <Form
          key={round}
          course={course}
          onConflict={reload}
          onSaved={(count, act) => {
            undo.did({ words: m.exam_saved({ count, name: course.profile.name }), act });
            setAwaited(true);
            reload();
          }}
        />
        <div class="course-foot">
          <UndoBar undo={undo} />
        </div>
      </div>
    </KnownPatient.Provider>
  );
}

interface FormProps {
  course: CourseAnswer;
  onConflict: () => void;
  onSaved: (count: number, act: string) => void;
}

function Form({ course, onConflict, onSaved }: FormProps) {
  const { profile, records, examination_locks: locks } = course;
  const aid = profile.load.left?.aid ?? profile.load.right?.aid ?? null;
  const { form, stamps, change, forget } = useExamined(profile.id, aid);
  const [part, setPart] = useState<Part>("motion");
  const rows = useMemo(() => rowsOf(part, form), [part, form.mode, form.strength]);
  const open = rows.flat().filter((slot) => mostOf(slot, locks) !== null);
  const [key, setKey] = useState("");
  const chosen = open.find((slot) => keyOf(slot) === key) ?? open[0] ?? null;
  const save = useSave(course.revision, onConflict);
  const sent = recordsOf(form, todayOf());
  const wrong = allSlots().filter((slot) => isWrong(slot, form.figures[keyOf(slot)]?.text ?? ""));
  const unsaid = wrong.map(slotName);
  if (wrongLength(form)) unsaid.push(m.exam_leg_length());
  if (form.millimetres !== "" && form.shorter === null) unsaid.push(m.exam_shorter());
  if (wrongWeight(form)) unsaid.push(m.weigh_field());
  const dirty = sent.length > 0;
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);

  const put = (slot: Slot, text: string) =>
    change(({ figures }) => {
      const next = { ...figures, [keyOf(slot)]: { ...figures[keyOf(slot)], text } };
      if (text === "") delete next[keyOf(slot)];
      return { figures: next };
    });
  const next = () => {
    const at = chosen ? open.indexOf(chosen) : -1;
    const after = open[at + 1];
    if (after) setKey(keyOf(after));
  };
  const press = async () => {
    const items = stamped(sent, stamps, new Date());
    const done = await save.save((seen) => recordAtDesk(profile.id, items, seen));
    if (!done) return;
    forget();
    onSaved(items.length, done.act);
  };
  return (
    <div class="exam">
      <div class="exam-main">
        <div class="segmented exam-parts" role="group" aria-label={m.exam_parts()}>
          {PARTS.map((one) => (
            <button key={one} type="button" aria-pressed={part === one} onClick={() => setPart(one)}>
              {partName(one)}
            </button>
          ))}
        </div>
        <How part={part} form={form} change={change} />
        {part === "gait" ? (
          <GaitAndBody form={form} change={change} />
        ) : (
          <ExaminationTable
            {...{ rows, form, records, locks }}
            load={profile.load}
            chosen={chosen ? keyOf(chosen) : ""}
            onChoose={(slot) => setKey(keyOf(slot))}
            onPain={(slot) =>
              change(({ figures }) => {
                const figure = figures[keyOf(slot)];
                if (!figure) return {};
                return { figures: { ...figures, [keyOf(slot)]: { ...figure, painful: !figure.painful } } };
              })
            }
          />
        )}
        {part === "strength" && <p class="small quiet">{m.exam_isometric()}</p>}
        {part === "tests" && <p class="small quiet">{m.exam_rehearsal()}</p>}
      </div>
      <div class="exam-side">
        {part !== "gait" && chosen && (
          <ExaminationPad
            slot={chosen}
            text={form.figures[keyOf(chosen)]?.text ?? ""}
            most={mostOf(chosen, locks) ?? 0}
            onText={(text) => {
              put(chosen, text);
              if (typedToTheEnd(chosen, text)) next();
            }}
            onDone={(text) => {
              put(chosen, text);
              next();
            }}
            onNext={next}
          />
        )}
        {unsaid.length > 0 && (
          <p class="field-error" role="alert">
            {m.exam_wrong({ what: unsaid.join("; ") })}
          </p>
        )}
        <Obstacle save={save} />
        <button
          type="button"
          class="button button-primary button-wide exam-save"
          disabled={!dirty || unsaid.length > 0 || save.busy}
          onClick={() => void press()}
        >
          {dirty ? m.exam_save({ count: sent.length }) : m.save()}
        </button>
      </div>
    </div>
  );
}

const rowsOf = (part: Part, form: Examined): Slot[][] =>
  part === "motion"
    ? motionRows(form.mode)
    : part === "strength"
      ? strengthRows(form.strength)
      : part === "tests"
        ? testRows()
        : [];

interface PartProps {
  form: Examined;
  change: (part: Partial<Examined>) => void;
}

/** How it is measured: figures that were taken in another way are not compared. */
function How({ part, form, change }: PartProps & { part: Part }) {
  const select = <T extends string>(
    label: string,
    value: T,
    options: readonly T[],
    name: (one: T) => string,
    set: (one: T) => void,
  ) => (
    <label class="exam-how">
      <span class="small strong">{label}</span>
      <select value={value} onChange={(event) => set((event.target as HTMLSelectElement).value as T)}>
        {options.map((one) => (
          <option key={one} value={one}>
            {name(one)}
          </option>
        ))}
      </select>
    </label>
  );
  if (part === "motion")
    return (
      <div class="row">
        <div class="segmented" role="group" aria-label={m.exam_mode()}>
          {MODES.map((mode) => (
            <button
              key={mode}
              type="button"
              aria-pressed={form.mode === mode}
              onClick={() => change({ mode })}
            >
              {modeName(mode)}
            </button>
          ))}
        </div>
        {select(m.exam_tool(), form.angles, ANGLE_TOOLS, toolName, (angles) => change({ angles }))}
      </div>
    );
  if (part === "strength")
    return (
      <div class="row">
        <div class="segmented" role="group" aria-label={m.exam_strength()}>
          {(["grade", "newtons"] as const).map((strength) => (
            <button
              key={strength}
              type="button"
              aria-pressed={form.strength === strength}
              onClick={() => change({ strength })}
            >
              {strength === "grade" ? m.exam_grade() : m.exam_newtons()}
            </button>
          ))}
        </div>
        {form.strength === "newtons" &&
          select(m.exam_tool(), form.forces, FORCE_TOOLS, toolName, (forces) => change({ forces }))}
      </div>
    );
  if (part === "tests" && WITH_AID.length > 0)
    return <div class="row">{select(m.log_aid(), form.aid, AIDS, aidName, (aid) => change({ aid }))}</div>;
  return null;
}

/** As it was typed, with a point; what is no number stays, so that it can be seen and corrected. */
const asTyped = (text: string): string => {
  const number = readNumber(text);
  return number === undefined ? "" : number === null ? text : String(number);
};

function GaitAndBody({ form, change }: PartProps) {
  const field = (key: "millimetres" | "kilograms", label: string, unit: string, wrong: boolean) => (
    <div class="field">
      <label for={`exam-${key}`}>{label}</label>
      <div class="field-with-unit">
        <input
          id={`exam-${key}`}
          inputMode="decimal"
          autocomplete="off"
          defaultValue={form[key]}
          aria-invalid={wrong}
          onInput={(event) => change({ [key]: asTyped((event.target as HTMLInputElement).value) })}
        />
        <span class="quiet">{unit}</span>
      </div>
    </div>
  );
  return (
    <div class="stack">
      <fieldset class="stack-tight">
        <legend class="strong">{m.exam_gait()}</legend>
        <div class="exam-gait">
          {LEGS.map((leg) => (
            <div key={leg} class="stack-tight">
              <span class={`side-mark side-${leg}`}>{sideName(leg)}</span>
              {GAITS.map((gait) => {
                const on = form.gait[leg].includes(gait);
                const list = on ? form.gait[leg].filter((one) => one !== gait) : [...form.gait[leg], gait];
                return (
                  <button
                    key={gait}
                    type="button"
                    class="chip"
                    aria-pressed={on}
                    aria-label={`${gaitName(gait)}, ${sideName(leg)}`}
                    onClick={() => change({ gait: { ...form.gait, [leg]: list }, gaitNone: false })}
                  >
                    {gaitName(gait)}
                  </button>
                );
              })}
            </div>
          ))}
        </div>
        <button
          type="button"
          class="chip"
          aria-pressed={form.gaitNone}
          onClick={() => change({ gaitNone: !form.gaitNone, gait: { left: [], right: [] } })}
        >
          {m.exam_gait_none()}
        </button>
      </fieldset>
      <fieldset class="stack-tight">
        <legend class="strong">{m.exam_leg_length()}</legend>
        <div class="row">
          <div class="segmented" role="group" aria-label={m.exam_shorter()}>
            {LEGS.map((leg) => (
              <button
                key={leg}
                type="button"
                aria-pressed={form.shorter === leg}
                onClick={() => change({ shorter: form.shorter === leg ? null : leg })}
              >
                {sideName(leg)}
              </button>
            ))}
          </div>
          {field("millimetres", m.exam_shorter_by(), "mm", wrongLength(form))}
        </div>
        {form.millimetres !== "" && form.shorter === null && (
          <p class="field-error">{m.exam_shorter_asked()}</p>
        )}
      </fieldset>
      {field("kilograms", m.weigh_field(), "kg", wrongWeight(form))}
    </div>
  );
}

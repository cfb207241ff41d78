import { useState } from "preact/hooks";
import type { CourseAnswer } from "~/api/desk";
import { recordAtDesk } from "~/api/desk-records";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { ResultForm } from "~/ui/result-form";
import { Sheet } from "~/ui/sheet";
import { speaksAgainst } from "./against";
import { Obstacle, useSave } from "./answers";
import { FallForm } from "./fall-form";
import { GoalForm } from "./goal-form";
import { LifeForm } from "./life-form";
import { MeasuredForm } from "./measured-form";
import { NoteForm } from "./notes";
import { Numbers } from "./numbers";
import { PauseForm } from "./pause-form";
import { Prescribe } from "./prescribe";
import { ProgrammeEditor } from "./programme-editor";
import { RecordForm, type RecordKind } from "./record-form";

const KINDS = [
  "diagnosis",
  "programme",
  "permission",
  "dexa",
  "imaging",
  "lab",
  "goal",
  "daily_life",
  "fall",
  "pause",
  "load_measurement",
  "medicine",
  "pregnancy",
  "dexa_date",
  "resolution",
  "note",
  "numbers",
] as const;
export type Act = (typeof KINDS)[number] | "prescription";

const actName = (act: (typeof KINDS)[number]) =>
  ({
    diagnosis: m.mark_diagnosis,
    programme: m.record_programme,
    permission: m.record_permission,
    dexa: m.mark_dexa,
    imaging: m.results_imaging,
    lab: m.results_lab,
    goal: m.goals_desk_title,
    daily_life: m.life_title,
    fall: m.fall_title,
    pause: m.pause_title,
    load_measurement: m.record_measured,
    medicine: m.record_medicine,
    pregnancy: m.record_pregnancy,
    dexa_date: m.record_dexa_date,
    resolution: m.record_resolution,
    note: m.record_note,
    numbers: m.record_numbers,
  })[act]();

interface Props {
  act: Act;
  data: CourseAnswer;
  onClose: () => void;
  onConflict: () => void;
  /** with what was done, in words */
  onSaved: (words: string, act?: string) => void;
}

/** Everything that a clinician decides or writes down about one patient, one kind at a time, in the field's own words. */
export function Acts({ act, data, onClose, onConflict, onSaved }: Props) {
  const { profile } = data;
  // what was on the screen when this opened, whichever kind is chosen in it afterwards
  const [revision] = useState(data.revision);
  const [kind, setKind] = useState(act === "prescription" ? "diagnosis" : act);
  const recorded = (act?: string) => onSaved(m.desk_done_record({ name: profile.name }), act);
  const common = { patient: profile.id, revision, onConflict };
  if (act === "prescription")
    return (
      <Prescribe
        {...common}
        load={profile.load}
        proposed={data.next_step}
        weight={profile.body_weight ?? null}
        onClose={onClose}
        onSaved={(act) => onSaved(m.desk_done_prescribe({ name: profile.name }), act)}
      />
    );
  return (
    <Sheet title={m.desk_record()} onClose={onClose}>
      <div class="field">
        <label for="record-kind">{m.record_kind()}</label>
        <select
          id="record-kind"
          value={kind}
          onChange={(event) => setKind((event.target as HTMLSelectElement).value as typeof kind)}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {actName(one)}
            </option>
          ))}
        </select>
      </div>
      {kind === "programme" ? (
        <ProgrammeEditor {...common} data={data} onSaved={() => recorded()} />
      ) : kind === "note" ? (
        <NoteForm {...common} onSaved={recorded} />
      ) : kind === "numbers" ? (
        <Numbers {...common} chosen={profile.thresholds ?? {}} onSaved={() => recorded()} />
      ) : (
        <OneRecord
          key={kind}
          kind={kind}
          {...common}
          records={data.records}
          against={(leg) => speaksAgainst(data, { leg, load: profile.load, mri: kind === "resolution" })}
          onSaved={recorded}
        />
      )}
    </Sheet>
  );
}

function OneRecord({
  kind,
  patient,
  records,
  revision,
  against,
  onConflict,
  onSaved,
}: {
  kind:
    | RecordKind
    | "dexa"
    | "imaging"
    | "lab"
    | "goal"
    | "daily_life"
    | "fall"
    | "pause"
    | "load_measurement";
  records: CourseAnswer["records"];
  patient: string;
  revision: number;
  against: (leg: "left" | "right" | undefined) => string[];
  onConflict: () => void;
  onSaved: (act?: string) => void;
}) {
  const save = useSave(revision, onConflict);
  const send = async (entries: NewEntry[]) => {
    const done = await save.save((seen) => recordAtDesk(patient, entries, seen));
    if (done) onSaved(done.act);
    return done !== null;
  };
  return (
    <>
      <Obstacle save={save} />
      {kind === "dexa" || kind === "imaging" || kind === "lab" ? (
        <ResultForm kind={kind} onSave={send} clinic />
      ) : kind === "load_measurement" ? (
        <MeasuredForm patient={patient} onSave={send} onTaken={() => onSaved()} />
      ) : kind === "daily_life" ? (
        <LifeForm records={records} onSave={send} />
      ) : kind === "goal" ? (
        <GoalForm records={records} onSave={send} />
      ) : kind === "fall" ? (
        <FallForm records={records} onSave={send} />
      ) : kind === "pause" ? (
        <PauseForm onSave={send} />
      ) : (
        <RecordForm kind={kind} against={against} onSave={send} />
      )}
    </>
  );
}

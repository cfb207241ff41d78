import { useState } from "preact/hooks";
import { addRecord } from "~/api/patients";
import { today as todayOf, WEEKDAYS, type Weekday } from "~/domain/days";
import { EXERCISES, type ExerciseCategory } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { Chips } from "~/ui/chips";
import { ResultForm } from "~/ui/result-form";
import { Sheet } from "~/ui/sheet";
import { exerciseName, sideName, siteName, weekdayName } from "~/ui/words";

const KINDS = [
  "diagnosis",
  "programme",
  "permission",
  "dexa",
  "imaging",
  "lab",
  "dexa_date",
  "resolution",
] as const;
type Kind = (typeof KINDS)[number];

const kindName = (kind: Kind) =>
  ({
    diagnosis: m.mark_diagnosis,
    programme: m.record_programme,
    permission: m.record_permission,
    dexa: m.mark_dexa,
    imaging: m.results_imaging,
    lab: m.results_lab,
    dexa_date: m.record_dexa_date,
    resolution: m.record_resolution,
  })[kind]();

/** What a clinician writes down besides the load: one kind at a time, in the field's own words. */
export function AddRecord({
  patient,
  onClose,
  onSaved,
}: {
  patient: string;
  onClose: () => void;
  onSaved: () => void;
}) {
  const [kind, setKind] = useState<Kind>("diagnosis");
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (entries: NewEntry[]) => {
    for (const entry of entries) {
      const answer = await addRecord(patient, entry);
      if (answer.kind !== "ok") {
        const first = answer.kind === "refused" ? answer.problem.errors[0] : null;
        return setProblem(
          answer.kind === "refused"
            ? m.desk_refused({ why: first?.detail ?? first?.expected ?? answer.problem.detail })
            : m.desk_not_saved(),
        );
      }
    }
    onSaved();
  };
  return (
    <Sheet title={m.desk_record()} onClose={onClose}>
      <div class="field">
        <label for="record-kind">{m.record_kind()}</label>
        <select
          id="record-kind"
          value={kind}
          onChange={(event) => {
            setKind((event.target as HTMLSelectElement).value as Kind);
            setProblem(null);
          }}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {kindName(one)}
            </option>
          ))}
        </select>
      </div>
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {kind === "dexa" || kind === "imaging" || kind === "lab" ? (
        <ResultForm key={kind} kind={kind} onSave={send} />
      ) : kind === "programme" ? (
        <ProgrammeForm onSave={send} />
      ) : (
        <PlainForm key={kind} kind={kind} onSave={send} />
      )}
    </Sheet>
  );
}

function PlainForm({
  kind,
  onSave,
}: {
  kind: "diagnosis" | "permission" | "dexa_date" | "resolution";
  onSave: (entries: NewEntry[]) => Promise<void>;
}) {
  const [fields, setFields] = useState<Record<string, string>>({
    date: todayOf(),
    site: "hip",
    side: "left",
    basis: kind === "diagnosis" ? "mri" : "clinical",
    granted: "yes",
    due_on: "",
  });
  const set = (key: string) => (event: Event) =>
    setFields({ ...fields, [key]: (event.target as HTMLInputElement).value });
  const select = (key: string, label: string, options: [string, string][]) => (
    <div class="field">
      <label for={`record-${key}`}>{label}</label>
      <select id={`record-${key}`} value={fields[key]} onChange={set(key)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
  const submit = (event: Event) => {
    event.preventDefault();
    const { date, site, side, basis, granted, due_on } = fields;
    const base = { kind, date };
    if (kind === "diagnosis") void onSave([{ ...base, site, side, basis }]);
    else if (kind === "permission") void onSave([{ ...base, granted: granted === "yes" }]);
    else if (kind === "dexa_date") void onSave([{ ...base, due_on }]);
    else void onSave([side === "whole" ? { ...base, basis } : { ...base, basis, site, side }]);
  };
  const sides: [string, string][] = ["left", "right", "both"].map((side) => [side, sideName(side)]);
  const sites: [string, string][] = ["hip", "knee", "ankle", "foot"].map((site) => [site, siteName(site)]);
  return (
    <form class="stack" onSubmit={submit}>
      <div class="field">
        <label for="record-date">{m.field_date()}</label>
        <input
          id="record-date"
          type="date"
          max={todayOf()}
          value={fields.date}
          onInput={set("date")}
          required
        />
      </div>
      {kind === "diagnosis" && (
        <>
          {select("site", m.field_site(), sites)}
          {select("side", m.field_side(), sides)}
          {select("basis", m.record_basis(), [
            ["mri", m.modality_mri()],
            ["xray", m.modality_xray()],
            ["bone_scan", m.modality_bone_scan()],
            ["clinical", m.basis_clinical()],
            ["other", m.imaging_other()],
          ])}
        </>
      )}
      {kind === "resolution" && (
        <>
          {select("side", m.field_side(), [["whole", m.record_whole_episode()], ...sides])}
          {fields.side !== "whole" && select("site", m.field_site(), sites)}
          {select("basis", m.record_basis(), [
            ["clinical", m.basis_clinical()],
            ["imaging", m.basis_imaging()],
            ["both", m.basis_both()],
          ])}
        </>
      )}
      {kind === "permission" && (
        <>
          {select("granted", m.record_permission(), [
            ["yes", m.permission_yes()],
            ["no", m.permission_no()],
          ])}
          <p class="small quiet">{m.permission_say()}</p>
        </>
      )}
      {kind === "dexa_date" && (
        <div class="field">
          <label for="record-due">{m.record_due()}</label>
          <input id="record-due" type="date" value={fields.due_on} onInput={set("due_on")} required />
        </div>
      )}
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}

function ProgrammeForm({ onSave }: { onSave: (entries: NewEntry[]) => Promise<void> }) {
  const [category, setCategory] = useState<ExerciseCategory>("range_of_motion");
  const [minutes, setMinutes] = useState("15");
  const [weekdays, setWeekdays] = useState<Weekday[]>([...WEEKDAYS]);
  const [until, setUntil] = useState("");
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave([
          {
            kind: "programme",
            date: todayOf(),
            category,
            minutes: Number(minutes) || undefined,
            weekdays,
            until_on: until || undefined,
          },
        ]);
      }}
    >
      <div class="field">
        <label for="programme-category">{m.record_category()}</label>
        <select
          id="programme-category"
          value={category}
          onChange={(event) => setCategory((event.target as HTMLSelectElement).value as ExerciseCategory)}
        >
          {EXERCISES.map((one) => (
            <option key={one} value={one}>
              {exerciseName(one)}
            </option>
          ))}
        </select>
      </div>
      <div class="settings-pair">
        <div class="field">
          <label for="programme-minutes">{m.field_minutes()}</label>
          <input
            id="programme-minutes"
            type="number"
            min="1"
            max="240"
            value={minutes}
            onInput={(event) => setMinutes((event.target as HTMLInputElement).value)}
          />
        </div>
        <div class="field">
          <label for="programme-until">{m.record_until()}</label>
          <input
            id="programme-until"
            type="date"
            min={todayOf()}
            value={until}
            onInput={(event) => setUntil((event.target as HTMLInputElement).value)}
          />
        </div>
      </div>
      <Chips
        label={m.record_weekdays()}
        options={WEEKDAYS}
        name={weekdayName}
        chosen={weekdays}
        onToggle={(day) =>
          setWeekdays(weekdays.includes(day) ? weekdays.filter((one) => one !== day) : [...weekdays, day])
        }
      />
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}

import { useState } from "preact/hooks";
import { correctRecord, enteredInError, fetchVersions, type Version } from "~/api/desk-records";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { describe } from "~/ui/describe";
import { ChevronIcon } from "~/ui/icons";
import { ResultForm } from "~/ui/result-form";
import { Sheet } from "~/ui/sheet";
import { sayDay } from "~/ui/words";
import { Obstacle, useSave } from "./answers";
import { RecordForm, type RecordKind } from "./record-form";
import type { Undo } from "./undo";
import { sayMoment } from "./worklist-row";

const RESULTS = ["dexa", "imaging", "lab"] as const;
const PLAIN = ["diagnosis", "permission", "dexa_date", "resolution", "medicine", "pregnancy"] as const;
/** words about findings are taken back by their acts */
const NOT_HERE = ["acknowledge", "resolve_finding", "deletion"];
const SHOWN = 8;

interface Props {
  patient: string;
  name: string;
  records: readonly AnyRecord[];
  revision: number;
  undo: Undo;
  onChanged: () => void;
}

/** What clinicians decided and wrote down, newest first: each can be corrected or marked as entered in error, with a reason. */
export function RecordedHere({ patient, name, records, revision, undo, onChanged }: Props) {
  const [open, setOpen] = useState<AnyRecord | null>(null);
  const [all, setAll] = useState(false);
  const ours = records
    .filter((row) => row.author?.role === "clinician" && !NOT_HERE.includes(row.kind))
    .reverse();
  const done = (words: string, act: string) => {
    setOpen(null);
    undo.did({ words, act });
    onChanged();
  };
  return (
    <details class="fold section">
      <summary>
        <h2>
          {m.recorded_title()} <span class="quiet">{ours.length}</span>
        </h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      {ours.length === 0 && <p class="small quiet">{m.recorded_none()}</p>}
      <ul class="lines small">
        {ours.slice(0, all ? undefined : SHOWN).map((row) => (
          <li key={row.id} class="act-line row-apart">
            <div>
              <p>{describe(row)}</p>
              <p class="quiet">
                {[sayDay(row.date), row.author?.name, row.supersedes ? m.recorded_corrected() : null]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <button
              type="button"
              class="button button-plain"
              aria-label={`${m.recorded_change()}: ${describe(row)}`}
              onClick={() => setOpen(row)}
            >
              {m.recorded_change()}
            </button>
          </li>
        ))}
      </ul>
      {ours.length > SHOWN && !all && (
        <button type="button" class="button button-plain" onClick={() => setAll(true)}>
          {m.recorded_all({ count: ours.length })}
        </button>
      )}
      {open && (
        <Change
          {...{ patient, name, revision }}
          row={open}
          onClose={() => setOpen(null)}
          onConflict={onChanged}
          onDone={done}
        />
      )}
    </details>
  );
}

/** Another version with a reason; or that it should not be there at all. */
function Change({
  patient,
  name,
  row,
  revision,
  onClose,
  onConflict,
  onDone,
}: {
  patient: string;
  name: string;
  row: AnyRecord;
  revision: number;
  onClose: () => void;
  onConflict: () => void;
  onDone: (words: string, act: string) => void;
}) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const save = useSave(revision, onConflict);
  const given = () => {
    setAsked(true);
    return reason.trim() !== "";
  };
  const correct = async (entries: NewEntry[]): Promise<boolean> => {
    const entry = entries[0];
    if (!entry || !given()) return false;
    const { kind: _, date, supersedes: __, ...fields } = entry as Record<string, unknown>;
    const record = JSON.parse(JSON.stringify(fields)) as Record<string, unknown>;
    const body = { reason: reason.trim(), record, ...(date ? { date: String(date) } : {}) };
    const made = await save.save((seen) => correctRecord(patient, row.id, body, seen));
    if (made) onDone(m.recorded_done({ name }), made.act);
    return made !== null;
  };
  const remove = async () => {
    if (!given()) return;
    const made = await save.save((seen) => enteredInError(patient, row.id, reason.trim(), seen));
    if (made) onDone(m.recorded_error_done({ name }), made.act);
  };
  const result = RESULTS.find((kind) => kind === row.kind);
  const plain = PLAIN.find((kind) => kind === row.kind);
  return (
    <Sheet title={m.recorded_change()} onClose={onClose}>
      <div class="stack">
        <p>
          <span class="strong">{describe(row)}</span>{" "}
          <span class="quiet">
            {sayDay(row.date)}, {row.author?.name}
          </span>
        </p>
        {row.supersedes && <History patient={patient} record={row.id} />}
        <div class="field">
          <label for="change-reason">{m.recorded_why()}</label>
          <textarea
            id="change-reason"
            maxLength={2000}
            value={reason}
            aria-invalid={asked && !reason.trim()}
            aria-describedby={asked && !reason.trim() ? "change-reason-asked" : undefined}
            onInput={(event) => setReason((event.target as HTMLTextAreaElement).value)}
          />
          {asked && !reason.trim() && (
            <p id="change-reason-asked" class="field-error" role="alert">
              {m.recorded_why_asked()}
            </p>
          )}
        </div>
        <Obstacle save={save} />
        {result && <ResultForm kind={result} entry={row} onSave={correct} clinic />}
        {plain && <RecordForm kind={plain as RecordKind} entry={row} onSave={correct} />}
        {!result && !plain && <p class="small quiet">{m.recorded_anew()}</p>}
        <button type="button" class="button button-danger" disabled={save.busy} onClick={() => void remove()}>
          {m.recorded_error()}
        </button>
        <p class="small quiet">{m.recorded_error_say()}</p>
      </div>
    </Sheet>
  );
}

/** The versions before this one, with the reasons. */
function History({ patient, record }: { patient: string; record: string }) {
  const [versions, setVersions] = useState<Version[] | null>(null);
  const load = async () => {
    const answer = await fetchVersions(patient, record);
    if (answer.kind === "ok") setVersions(answer.data);
  };
  return (
    <details
      class="small"
      onToggle={(event) => (event.currentTarget as HTMLDetailsElement).open && !versions && void load()}
    >
      <summary>{m.recorded_history()}</summary>
      <ul class="lines">
        {(versions ?? []).map((one) => (
          <li key={one.id}>
            <p>{one.kind === "deletion" ? m.recorded_error() : describe(one)}</p>
            <p class="quiet">
              {[
                one.author?.name,
                typeof one.received_at === "string" ? sayMoment(one.received_at) : null,
                one.why || null,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

import "./bars.css";
import { useEffect, useState } from "preact/hooks";
import { acknowledgeMany, stampReview, type WorklistRow } from "~/api/desk";
import { get } from "~/api/http";
import { uuid7 } from "~/domain/ids";
import type { Finding } from "~/domain/records";
import { URGENCIES } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { Sheet } from "~/ui/sheet";
import { urgencyName } from "~/ui/words";
import { onceMore } from "./once-more";
import type { Undo } from "./undo";

/** The findings of a row that wait to be acknowledged. */
export const openOf = (row: WorklistRow): string[] =>
  row.findings.filter((finding) => finding.state === "open").map((finding) => finding.id);

export const namesOf = (rows: readonly WorklistRow[]): string =>
  rows.length === 1 ? rows[0]!.patient.name : m.desk_patients({ count: rows.length });

/** Acknowledges what is open of `rows` as one act; answers whether it was done. */
export async function acknowledgeRows(
  rows: readonly WorklistRow[],
  undo: Undo,
  note?: string,
): Promise<boolean> {
  const findings = rows.flatMap(openOf);
  if (findings.length === 0) {
    undo.did({ words: m.desk_bulk_nothing() });
    return true;
  }
  const act = uuid7();
  const answer = await onceMore(() => acknowledgeMany(findings, act, note));
  if (answer.kind !== "ok") {
    undo.did({ words: m.desk_not_saved() });
    return false;
  }
  const count = answer.data.results.filter((one) => one.result === "acknowledged").length;
  if (count === 0) undo.did({ words: m.desk_bulk_nothing() });
  else undo.did({ words: m.desk_done_acknowledge({ count, name: namesOf(rows) }), act: answer.data.act });
  return true;
}

/** Marks `rows` as reviewed: one act, said once and taken back once, however many they are. */
export async function stampRows(rows: readonly WorklistRow[], undo: Undo): Promise<void> {
  const act = uuid7();
  const done: WorklistRow[] = [];
  const missed: WorklistRow[] = [];
  for (const row of rows) {
    const answer = await onceMore(() => stampReview(row.patient.id, { act }));
    (answer.kind === "ok" ? done : missed).push(row);
  }
  const words = [
    done.length > 0 ? m.desk_done_stamp({ name: namesOf(done) }) : null,
    missed.length > 0 ? `${namesOf(missed)}: ${m.desk_not_saved()}` : null,
  ];
  if (rows.length > 0)
    undo.did({ words: words.filter(Boolean).join(" · "), act: done.length > 0 ? act : null });
}

/** The findings of one patient in words, the most pressing first. */
function Told({ patient }: { patient: string }) {
  const [findings, setFindings] = useState<Finding[]>([]);
  useEffect(() => {
    void get<Finding[]>(`/api/v1/patients/${patient}/findings?state=open`).then(
      (answer) =>
        answer.kind === "ok" &&
        setFindings(
          [...answer.data].sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency)),
        ),
    );
  }, [patient]);
  return (
    <ul class="lines">
      {findings.map((finding) => (
        <li key={finding.id}>
          <span class={`finding-word finding-${finding.urgency}`}>{urgencyName(finding.urgency)}</span>{" "}
          {finding.text.seen}
        </li>
      ))}
    </ul>
  );
}

/** Several patients at once: says how many first, and asks for a note. */
export function BulkAcknowledge({
  rows: chosen,
  undo,
  onClose,
  onDone,
}: {
  rows: readonly WorklistRow[];
  undo: Undo;
  onClose: () => void;
  onDone: () => void;
}) {
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  // as they were when this opened: the list behind goes on refreshing while it is being written
  const [rows] = useState(chosen);
  const concerned = rows.filter((row) => openOf(row).length > 0);
  const open = rows.flatMap((row) => row.findings.filter((finding) => finding.state === "open"));
  const count = open.length;
  const urgent = open.filter((finding) => finding.urgency === "now").length;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const done = await acknowledgeRows(concerned, undo, note.trim() || undefined);
    setBusy(false);
    if (done) onDone();
  };
  return (
    <Sheet title={m.desk_bulk_title()} onClose={onClose}>
      {count === 0 ? (
        <p>{m.desk_bulk_nothing()}</p>
      ) : (
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <p>
            {m.desk_bulk_say({ count, patients: m.desk_patients({ count: concerned.length }) })}{" "}
            {urgent > 0 && <strong>{m.desk_bulk_now({ count: urgent })}</strong>}
          </p>
          <ul class="lines small bulk-names">
            {concerned.map((row) => (
              <li key={row.patient.id} class="bulk-line">
                <span class="strong">{row.patient.name}</span>{" "}
                <span class="quiet">{concerned.length > 1 && row.reason}</span>
                {concerned.length === 1 && <Told patient={row.patient.id} />}
              </li>
            ))}
          </ul>
          <div class="field">
            <label for="bulk-note">{m.desk_bulk_note()}</label>
            <textarea
              id="bulk-note"
              maxLength={2000}
              value={note}
              onInput={(event) => setNote((event.target as HTMLTextAreaElement).value)}
            />
          </div>
          <button type="submit" class="button button-primary button-wide" disabled={busy}>
            {m.desk_acknowledge()}
          </button>
        </form>
      )}
    </Sheet>
  );
}

import { byMoment } from "~/domain/moment";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { useLive } from "~/sync/hooks";
import { sayDay } from "~/ui/words";

/** What the clinic wrote to this patient, newest first. Internal notes never reach the phone. */
export function ClinicNotes() {
  const notes = useLive(async (db) =>
    (await db.records.where("kind").equals("note").toArray())
      .filter((row) => row.current === 1)
      .map((row) => row as unknown as AnyRecord)
      .filter((row) => !row.internal && typeof row.text === "string")
      .sort((a, b) => byMoment(b, a)),
  );
  if (!notes || notes.length === 0) return null;
  return (
    <section class="section">
      <h2>{m.note_sent_title()}</h2>
      <ul class="lines">
        {notes.map((note) => (
          <li key={note.id} class="message">
            <p class="small quiet">
              {m.note_from({ name: note.author?.name ?? "", when: sayDay(note.date) })}
              {note.supersedes ? ` · ${m.recorded_by_clinic()}` : ""}
            </p>
            <p class="pre-line">{String(note.text)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

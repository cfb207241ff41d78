import { useState } from "preact/hooks";
import { recordAtDesk } from "~/api/desk-records";
import { today } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { sayDay } from "~/ui/words";
import { Obstacle, useSave } from "./answers";

const SHOWN = 6;

/** What was written about and to the patient. Internal notes never leave the clinic. */
export function Notes({
  patient,
  records,
  revision,
  onChanged,
}: {
  patient: string;
  records: readonly AnyRecord[];
  revision: number;
  onChanged: () => void;
}) {
  const [writing, setWriting] = useState(false);
  const notes = records.filter((row) => row.kind === "note").reverse();
  return (
    <section class="section">
      <div class="row-apart">
        <h2>{m.desk_notes()}</h2>
        <button
          type="button"
          class="button button-plain"
          aria-expanded={writing}
          onClick={() => setWriting(!writing)}
        >
          {m.desk_note_write()}
        </button>
      </div>
      {writing && (
        <NoteForm
          {...{ patient, revision }}
          onConflict={onChanged}
          onSaved={() => {
            setWriting(false);
            onChanged();
          }}
        />
      )}
      {notes.length === 0 && !writing && <p class="small quiet">{m.desk_notes_none()}</p>}
      <ul class="lines small">
        {notes.slice(0, SHOWN).map((note) => (
          <li key={note.id} class="act-line">
            <p class="quiet">
              {note.author?.name} · {sayDay(note.date)} ·{" "}
              {note.internal ? m.desk_note_tag_internal() : m.desk_note_tag_patient()}
            </p>
            <p class="pre-line">{String(note.text)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function NoteForm({
  patient,
  revision,
  onConflict,
  onSaved,
}: {
  patient: string;
  revision: number;
  onConflict: () => void;
  onSaved: (act: string) => void;
}) {
  const [text, setText] = useState("");
  const [internal, setInternal] = useState(true);
  const save = useSave(revision, onConflict);
  const submit = async (event: Event) => {
    event.preventDefault();
    const record = { kind: "note", date: today(), text: text.trim(), internal };
    const done = await save.save((seen) => recordAtDesk(patient, [record], seen));
    if (done) onSaved(done.act);
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <fieldset class="stack-tight">
        <legend class="small strong">{m.desk_note_kind()}</legend>
        {[true, false].map((one) => (
          <label key={String(one)} class="check">
            <input
              type="radio"
              name="note-for"
              checked={internal === one}
              onChange={() => setInternal(one)}
            />
            {one ? m.desk_note_internal() : m.desk_note_to_patient()}
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="note-text">{m.desk_note_text()}</label>
        <textarea
          id="note-text"
          required
          maxLength={2000}
          value={text}
          onInput={(event) => setText((event.target as HTMLTextAreaElement).value)}
        />
      </div>
      <Obstacle save={save} />
      <button type="submit" class="button button-primary button-wide" disabled={save.busy}>
        {m.save()}
      </button>
    </form>
  );
}

import { useState } from "preact/hooks";
import type { Day } from "~/domain/days";
import { byMoment } from "~/domain/moment";
import type { AnyRecord } from "~/domain/records";
import { isOwn } from "~/domain/statements";
import { kindOf } from "~/kinds";
import * as m from "~/paraglide/messages";
import { currentOnDay } from "~/store/current-rows";
import type { StoredRecord } from "~/store/db";
import { useLive } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { EditEntry } from "~/ui/edit-entry";
import { ChevronIcon } from "~/ui/icons";
import { KeptLine } from "~/ui/kept-line";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";
import { sayDay } from "~/ui/words";

/** The latest stand open; a day of many entries leaves the way to the next one short. */
const AT_ONCE = 5;

/** What is already said about this day, each with a way to change or take it back. */
export function DayEntries({ day }: { day: Day }) {
  const [editing, setEditing] = useState<StoredRecord | null>(null);
  const [deleting, setDeleting] = useState<StoredRecord | null>(null);
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const [keep, notKept] = useKeep();
  const entries = useLive((db) => currentOnDay(db, day), [day]);
  const mine = (entries ?? []).filter((entry) => kindOf(entry.kind)?.list).sort(byMoment);
  if (mine.length === 0 && !kept) return null;
  const drop = async (entry: StoredRecord) => {
    const gone = { kind: "deletion", date: entry.date, supersedes: entry.id };
    if (await keep([gone], undefined, setKept)) setDeleting(null);
  };
  return (
    <section class="section">
      <h2>{m.log_entries({ day: sayDay(day) })}</h2>
      <Lines entries={mine.slice(-AT_ONCE)} onEdit={setEditing} />
      {kept && <KeptLine rows={kept} />}
      {mine.length > AT_ONCE && (
        <details class="fold">
          <summary>
            <span class="strong">{m.today_more_findings({ count: mine.length - AT_ONCE })}</span>
            <span class="turn">
              <ChevronIcon />
            </span>
          </summary>
          <Lines entries={mine.slice(0, -AT_ONCE)} onEdit={setEditing} />
        </details>
      )}
      {editing && (
        <EditEntry
          entry={editing}
          onClose={() => setEditing(null)}
          onKept={setKept}
          supersedes={editing.id}
          onDelete={() => {
            setDeleting(editing);
            setEditing(null);
          }}
        />
      )}
      {deleting && (
        <Sheet title={m.log_delete_ask()} onClose={() => setDeleting(null)}>
          <p>{describe(deleting)}</p>
          {notKept}
          <div class="row">
            <button type="button" class="button button-danger" onClick={() => void drop(deleting)}>
              {m.delete()}
            </button>
            <button type="button" class="button" onClick={() => setDeleting(null)}>
              {m.cancel()}
            </button>
          </div>
        </Sheet>
      )}
    </section>
  );
}

function Lines({ entries, onEdit }: { entries: StoredRecord[]; onEdit: (entry: StoredRecord) => void }) {
  return (
    <ul class="lines">
      {entries.map((entry) => (
        <li key={entry.id} class="entry-line">
          <div class="grow">
            <p class="log-said">{describe(entry)}</p>
            {entry.sync === "queued" && <p class="small quiet">{m.log_waiting()}</p>}
          </div>
          {isOwn(entry) ? (
            <button type="button" class="button button-plain" onClick={() => onEdit(entry)}>
              {m.edit()}
            </button>
          ) : (
            <span class="small quiet">{entry.author?.name}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

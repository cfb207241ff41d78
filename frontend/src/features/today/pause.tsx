import { useState } from "preact/hooks";
import { addDays, type Day } from "~/domain/days";
import { endedOn, pauseOn } from "~/domain/pause";
import type { AnyRecord } from "~/domain/records";
import { isOwn } from "~/domain/statements";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { PauseFields, type PauseSaid } from "~/ui/pause-fields";
import { Sheet } from "~/ui/sheet";
import { useDraft } from "~/ui/use-draft";
import { useKeep } from "~/ui/use-keep";
import { sayDay } from "~/ui/words";

/** The pauses on this phone; undefined until they are read. */
export const usePauses = () => useLive((db) => currentOfKind(db, "pause"));

/** During a pause: until when, and its end. Otherwise the way into one. */
export function Pause({ day, pauses }: { day: Day; pauses: readonly AnyRecord[] }) {
  const [open, setOpen] = useState(false);
  const [keep, notKept] = useKeep();
  const here = pauseOn(pauses, day);
  if (!here)
    return (
      <>
        <button type="button" class="button button-plain" onClick={() => setOpen(true)}>
          {m.pause_begin()}
        </button>
        {open && <Begin day={day} onClose={() => setOpen(false)} />}
      </>
    );
  // one that the clinic wrote down is the clinic's to end
  const mine = pauses.filter(isOwn);
  return (
    <>
      <p>{m.pause_now({ day: sayDay(String(here.until_on)) })}</p>
      {isOwn(here) && (
        <div class="row">
          <button type="button" class="button" onClick={() => void keep(endedOn(mine, day))}>
            {m.pause_end()}
          </button>
          <button type="button" class="button button-plain" onClick={() => setOpen(true)}>
            {m.pause_change()}
          </button>
        </div>
      )}
      {notKept}
      {open && <Begin day={day} row={here} onClose={() => setOpen(false)} />}
    </>
  );
}

function Begin({ day, row, onClose }: { day: Day; row?: AnyRecord; onClose: () => void }) {
  const [keep, notKept] = useKeep();
  const [said, change, forget] = useDraft<PauseSaid>(`pause-${row?.id ?? "new"}`, () => ({
    until_on: String(row?.until_on ?? addDays(day, 6)),
    reason: (row?.reason as PauseSaid["reason"]) ?? null,
  }));
  const submit = async (event: Event) => {
    event.preventDefault();
    const entry = {
      kind: "pause",
      date: row?.date ?? day,
      until_on: said.until_on,
      reason: said.reason ?? undefined,
      supersedes: row?.id,
    };
    if (!(await keep([entry]))) return;
    forget();
    onClose();
  };
  return (
    <Sheet title={m.pause_title()} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>{m.pause_say()}</p>
        <PauseFields from={day} said={said} change={change} />
        {notKept}
        <button type="submit" class="button button-primary button-wide">
          {row ? m.save() : m.pause_save()}
        </button>
      </form>
    </Sheet>
  );
}

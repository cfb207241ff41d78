import { useState } from "preact/hooks";
import type { Attention } from "~/domain/attention";
import { uuid7 } from "~/domain/ids";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { useKeep } from "~/ui/use-keep";
import { sayDay, sayDayOf, sayTime } from "~/ui/words";
import { Spoken } from "./spoken";

/**
 * "I have called": an entry of its own, and afterwards whom one spoke with and what was decided. The reminder to call ends with it;
 * the finding stays until the clinic closes it.
 */
export function Called({ card, whom }: { card: Attention; whom: string }) {
  const { finding, opened_on, acknowledged_on } = card.first;
  const rows = useLive(
    async (db) =>
      (await currentOfKind(db, "spoken_with"))
        .filter((row) => row.date >= opened_on)
        .sort((a, b) => (a.recorded_at < b.recorded_at ? -1 : 1)),
    [finding, opened_on],
  );
  const [keep, notKept] = useKeep();
  const [more, setMore] = useState(false);
  if (rows === undefined) return null;
  const called = rows.findLast((row) => row.finding === finding) ?? null;
  // one call is about everything on the card
  const said = called?.group ? rows.filter((row) => row.group === called.group) : called ? [called] : [];
  const undo = () => keep(said.map((row) => ({ kind: "deletion", date: row.date, supersedes: row.id })));
  const call = () => {
    const group = uuid7();
    const about = [...new Set([finding, ...card.others.map((one) => one.finding)])];
    return keep(about.map((one) => ({ kind: "spoken_with", group, whom, finding: one })));
  };
  return (
    <>
      {called ? (
        <>
          <div class="stack-tight">
            <p class="saved">
              {m.called_at({ day: sayDayOf(called.recorded_at), time: sayTime(called.recorded_at) })}
            </p>
            {typeof called.decision === "string" && <p class="pre-line">{called.decision}</p>}
            <p class="small quiet">
              {acknowledged_on ? m.spoken_confirmed({ day: sayDay(acknowledged_on) }) : m.spoken_stays()}
            </p>
          </div>
          <button type="button" class="button" onClick={() => setMore(true)}>
            {called.decision ? m.spoken_change() : m.spoken_more()}
          </button>
          <button type="button" class="button button-plain" onClick={() => void undo()}>
            {m.undo()}
          </button>
          {more && (
            <Spoken
              rows={said}
              since={opened_on}
              onNobody={() => void undo().then((done) => done && setMore(false))}
              onClose={() => setMore(false)}
            />
          )}
        </>
      ) : (
        <button type="button" class="button" onClick={() => void call()}>
          {m.called()}
        </button>
      )}
      {notKept}
    </>
  );
}

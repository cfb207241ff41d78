import type { Attention } from "~/domain/attention";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { useKeep } from "~/ui/use-keep";
import { sayDayOf, sayTime } from "~/ui/words";

/** "I have called": an entry of its own. The finding stays until the clinic closes it. */
export function Called({ card, whom }: { card: Attention; whom: string }) {
  const { finding, opened_on } = card.first;
  const called = useLive(
    async (db) =>
      (await currentOfKind(db, "spoken_with"))
        .filter((row) => row.finding === finding && row.date >= opened_on)
        .sort((a, b) => (a.recorded_at < b.recorded_at ? -1 : 1))
        .at(-1) ?? null,
    [finding, opened_on],
  );
  const [keep, notKept] = useKeep();
  if (called === undefined) return null;
  return (
    <>
      {called ? (
        <>
          <p class="saved">
            {m.called_at({ day: sayDayOf(called.recorded_at), time: sayTime(called.recorded_at) })}
          </p>
          <button
            type="button"
            class="button button-plain"
            onClick={() => void keep([{ kind: "deletion", date: called.date, supersedes: called.id }])}
          >
            {m.undo()}
          </button>
        </>
      ) : (
        <button
          type="button"
          class="button"
          onClick={() => void keep([{ kind: "spoken_with", whom, finding }])}
        >
          {m.called()}
        </button>
      )}
      {notKept}
    </>
  );
}

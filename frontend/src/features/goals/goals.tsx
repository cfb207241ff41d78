import { useState } from "preact/hooks";
import { today as todayOf } from "~/domain/days";
import { goalsOf } from "~/domain/goals";
import { byMoment } from "~/domain/moment";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive, useRead } from "~/sync/hooks";
import { GoalFields, type GoalsSaid, goalEntries, NOTHING_SAID } from "~/ui/goal-fields";
import { GoalList } from "~/ui/goal-list";
import { KeptLine } from "~/ui/kept-line";
import { PageHead } from "~/ui/page";
import { useDraft } from "~/ui/use-draft";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";

/** What the person wants to do again: how well it goes today, and what it came to so far. */
export function Goals() {
  const read = useRead();
  const rows = useLive(async (db) => (await currentOfKind(db, "goal")).sort(byDay));
  const [keep, notKept] = useKeep();
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const [tried, setTried] = useState(false);
  const [said, change, forget] = useDraft<GoalsSaid>("goals", () => NOTHING_SAID);
  if (!read || !rows) return <Waiting title={m.goals_title()} back="/more" />;
  const goals = goalsOf(rows);
  const submit = async (event: Event) => {
    event.preventDefault();
    const entries = goalEntries(said, { date: todayOf() });
    setTried(entries === null);
    if (!entries || !(await keep(entries, undefined, setKept))) return;
    forget();
  };
  return (
    <>
      <PageHead title={m.goals_title()} back="/more" />
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>{m.goals_ask()}</p>
        <GoalFields key={kept?.[0]?.id} {...{ goals, said, change }} />
        {tried && (
          <p class="field-error" role="alert">
            {m.goals_missing()}
          </p>
        )}
        {notKept}
        <button type="submit" class="button button-primary button-wide">
          {m.save()}
        </button>
      </form>
      {goals.length > 0 && (
        <section class="section">
          <h2>{m.goals_course()}</h2>
          <GoalList goals={goals} />
          <p class="small quiet">{m.goals_say()}</p>
        </section>
      )}
      {kept && (
        <div class="kept-float">
          <KeptLine rows={kept} />
        </div>
      )}
    </>
  );
}

const byDay = (a: AnyRecord, b: AnyRecord) => (a.date === b.date ? byMoment(a, b) : a.date < b.date ? -1 : 1);

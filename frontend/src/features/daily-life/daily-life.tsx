import { useState } from "preact/hooks";
import { changedSince, lifeOf } from "~/domain/daily-life";
import { today as todayOf } from "~/domain/days";
import { byMoment } from "~/domain/moment";
import type { AnyRecord } from "~/domain/records";
import { isOwn } from "~/domain/statements";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { LifeLine } from "~/ui/life-line";
import { openFindings } from "~/ui/local-findings";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { DOINGS, type Doing, doingName } from "~/ui/words/daily-life";

/** Driving, work, stairs: what the patient asks, and reads what was decided. */
export function DailyLife() {
  const read = useRead();
  const profile = useProfile();
  const rows = useLive(async (db) => (await currentOfKind(db, "daily_life")).sort(byMoment));
  const findings = useLive((db) => openFindings(db, todayOf()));
  const [asking, setAsking] = useState<Doing | null>(null);
  const [keep, notKept] = useKeep();
  if (!read || !rows || !findings || profile === undefined)
    return <Waiting title={m.life_title()} back="/more" />;
  const known = new Map(lifeOf(rows).map((life) => [life.doing, life]));
  const drop = (row: AnyRecord) => void keep([{ kind: "deletion", date: row.date, supersedes: row.id }]);
  return (
    <>
      <PageHead title={m.life_title()} back="/more" />
      <p>{m.life_say()}</p>
      {notKept}
      <ul class="lines">
        {DOINGS.map((doing) => {
          const life = known.get(doing) ?? { doing, decision: null, question: null };
          const changed = life.decision ? changedSince(life.decision, findings, profile?.load_terms) : false;
          return (
            <li key={doing} class="life-row">
              <LifeLine life={life} changed={changed} />
              {!life.question ? (
                <button
                  type="button"
                  class="button"
                  aria-label={m.life_ask_about({ what: doingName(doing) })}
                  onClick={() => setAsking(doing)}
                >
                  {life.decision ? m.life_ask_again() : m.life_ask()}
                </button>
              ) : (
                isOwn(life.question) && (
                  <button type="button" class="button button-plain" onClick={() => drop(life.question!)}>
                    {m.life_take_back()}
                  </button>
                )
              )}
            </li>
          );
        })}
      </ul>
      {asking && <Ask doing={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

function Ask({ doing, onClose }: { doing: Doing; onClose: () => void }) {
  const [keep, notKept] = useKeep();
  const [words, setWords] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    const question = words.trim() || undefined;
    if (await keep([{ kind: "daily_life", date: todayOf(), doing, question }])) onClose();
  };
  return (
    <Sheet title={m.life_ask_about({ what: doingName(doing) })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p>{m.life_until_then()}</p>
        <div class="field">
          <label for="life-question">{m.life_question()}</label>
          <textarea
            id="life-question"
            maxLength={500}
            value={words}
            onInput={(event) => setWords((event.target as HTMLTextAreaElement).value)}
          />
        </div>
        {notKept}
        <button type="submit" class="button button-primary button-wide">
          {m.life_ask()}
        </button>
      </form>
    </Sheet>
  );
}

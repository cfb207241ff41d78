import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { today as todayOf } from "~/domain/days";
import {
  type Asked,
  asked,
  isDue,
  type RequestRecord,
  type ResponseRecord,
  type Score,
} from "~/domain/questionnaires";
import type { AnyRecord } from "~/domain/records";
import { isOwn } from "~/domain/statements";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { currentOfKind } from "~/store/current-rows";
import { writeDraft } from "~/store/draft";
import { useLive, useRead } from "~/sync/hooks";
import { NotebookDrawing } from "~/ui/drawings";
import { KeptLine } from "~/ui/kept-line";
import { PageHead } from "~/ui/page";
import { ScoreCharts } from "~/ui/score-chart";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { sayDate, sayDay } from "~/ui/words";
import { AnswerForm } from "./form";

function useAsked(): Asked[] | undefined {
  return useLive(async (db) =>
    asked(
      (await currentOfKind(db, "questionnaire")) as unknown as RequestRecord[],
      (await currentOfKind(db, "questionnaire_response")) as unknown as ResponseRecord[],
      todayOf(),
    ),
  );
}

const hasScores = (row: ResponseRecord): row is ResponseRecord & { scores: Score[] } =>
  row.scores !== undefined;

/** What the clinic asks from time to time: what is due first, and what the earlier answers came to. */
export function Questionnaires() {
  const read = useRead();
  const all = useAsked();
  const [changing, setChanging] = useState<Asked | null>(null);
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  if (!read || !all) return <Waiting title={m.questionnaires_title()} back="/more" />;
  const day = todayOf();
  const close = (written: readonly AnyRecord[]) => {
    setKept(written);
    setChanging(null);
  };
  return (
    <>
      <PageHead title={m.questionnaires_title()} back="/more" />
      {all.length === 0 && (
        <div class="empty">
          <NotebookDrawing size={96} />
          <p>{m.questionnaires_none()}</p>
        </div>
      )}
      {all.map((one) => {
        const scored = one.responses.filter(hasScores);
        const unscored = one.responses.length - scored.length;
        return (
          <section key={one.request.questionnaire} class="section">
            <h2>{one.request.title ?? m.questionnaires_title()}</h2>
            <p class="quiet">{when(one, day)}</p>
            {one.due !== null && (
              <div>
                <a
                  class={`button ${isDue(one, day) ? "button-primary" : ""}`}
                  href={`/more/questionnaires/${one.request.questionnaire}`}
                >
                  {isDue(one, day) ? m.questionnaire_answer() : m.questionnaire_answer_early()}
                </a>
              </div>
            )}
            {one.responses.some(mayChange) && (
              <div>
                <button type="button" class="button button-plain" onClick={() => setChanging(one)}>
                  {m.questionnaire_change()}
                </button>
              </div>
            )}
            {scored.length > 0 && <ScoreCharts rows={scored} />}
            {unscored > 0 && <p class="small quiet">{m.questionnaire_unsent({ count: unscored })}</p>}
          </section>
        );
      })}
      {all.length > 0 && <p class="small quiet">{m.questionnaires_whose()}</p>}
      {kept && (
        <div class="kept-float">
          <KeptLine rows={kept} />
        </div>
      )}
      {changing && <ChangeAnswers one={changing} onClose={() => setChanging(null)} onKept={close} />}
    </>
  );
}

/** Whose answers they are says them differently, or takes them back; what the clinic entered, the clinic corrects. */
const mayChange = (row: ResponseRecord) => isOwn(row as unknown as AnyRecord);

function ChangeAnswers({
  one,
  onClose,
  onKept,
}: {
  one: Asked;
  onClose: () => void;
  onKept: (written: readonly AnyRecord[]) => void;
}) {
  const [keep, notKept] = useKeep();
  const entry = one.responses.filter(mayChange).at(-1)!;
  const drop = () =>
    void keep([{ kind: "deletion", date: entry.date, supersedes: entry.id }], undefined, onKept);
  return (
    <Sheet title={one.request.title ?? m.questionnaires_title()} onClose={onClose}>
      <p class="quiet">{m.questionnaire_last({ day: sayDate(entry.date) })}</p>
      <AnswerForm questionnaire={one.request.questionnaire} form={one.form} entry={entry} onSaved={onKept} />
      {notKept}
      <button type="button" class="button button-danger" onClick={drop}>
        {m.delete()}
      </button>
    </Sheet>
  );
}

function when(one: Asked, day: string): string {
  const last = one.responses.at(-1);
  if (isDue(one, day)) return m.questionnaire_due({ day: sayDay(one.due!) });
  if (one.due) return m.questionnaire_next({ day: sayDate(one.due) });
  return last ? m.questionnaire_last({ day: sayDate(last.date) }) : m.questionnaire_ended();
}

export function QuestionnairePage() {
  const { id } = useRoute().params;
  const read = useRead();
  const all = useAsked();
  const [saved, setSaved] = useState<readonly AnyRecord[] | null>(null);
  if (!read || !all) return <Waiting title={m.questionnaires_title()} back="/more/questionnaires" />;
  const one = all.find((other) => other.request.questionnaire === id);
  if (!one) return <PageHead title={m.questionnaires_none()} back="/more/questionnaires" />;
  const last = one.responses.at(-1);
  const due = isDue(one, todayOf());
  return (
    <>
      <PageHead title={one.request.title ?? m.questionnaires_title()} back="/more/questionnaires" />
      {saved ? (
        <div class="stack">
          <p role="status">{m.questionnaire_saved()}</p>
          <KeptLine
            rows={saved}
            onUndone={() => {
              // what was taken back stands on the page again, to be said differently
              writeDraft(storeNow(), one.request.questionnaire, saved[0]?.answers ?? null);
              setSaved(null);
            }}
          />
          <div>
            <a class="button button-primary" href="/more/questionnaires">
              {m.questionnaire_done()}
            </a>
          </div>
        </div>
      ) : (
        <>
          {/* An empty form must not look as if the answers were lost. */}
          {last && !due && <p class="notice">{m.questionnaire_last({ day: sayDate(last.date) })}</p>}
          <AnswerForm questionnaire={one.request.questionnaire} form={one.form} onSaved={setSaved} />
        </>
      )}
    </>
  );
}

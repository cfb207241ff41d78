import type { Life } from "~/domain/daily-life";
import { today } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { sayDate, sayDay } from "./words";
import { type Doing, doingName } from "./words/daily-life";

/** One thing of daily life: what was decided, by whom, from when; and what was asked since. */
export function LifeLine({ life, changed }: { life: Life; changed: boolean }) {
  const { decision, question } = life;
  const from = decision?.from_on ? String(decision.from_on) : null;
  return (
    <div class="stack-tight">
      <p class="strong">{doingName(life.doing as Doing)}</p>
      {decision && (
        <>
          <p>
            {decision.answer === "yes" ? m.life_yes() : m.life_not_yet()}
            {from &&
              (from > today()
                ? `: ${m.life_only_from({ day: sayDate(from) })}`
                : ` ${m.life_from({ day: sayDate(from) })}`)}
          </p>
          {typeof decision.for_patient === "string" && <p class="pre-line">{decision.for_patient}</p>}
          <p class="small quiet">
            {m.life_decided({ name: decision.author?.name ?? m.life_clinic(), day: sayDay(decision.date) })}
          </p>
          {changed && <p class="notice notice-soon">{m.life_changed()}</p>}
        </>
      )}
      {question && (
        <p class="small">
          {m.life_asked_on({ day: sayDay(question.date) })}
          {typeof question.question === "string" && ` ${question.question}`}
        </p>
      )}
      {!decision && !question && <p class="small quiet">{m.life_nothing()}</p>}
    </div>
  );
}

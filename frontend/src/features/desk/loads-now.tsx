import type { LoadTerm, Profile } from "~/domain/records";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { FootMark } from "~/ui/legs";
import { aidName, loadTerm, sayDay, sideName } from "~/ui/words";

/** The load in force on each leg, with its aid, who decided it, and what of the body weight is in question. */
export function LoadsNow({ profile }: { profile: Profile }) {
  return (
    <div class="panel-load">
      {LEGS.map((leg) => {
        const load = profile.load[leg];
        const ended = load ? null : endedByItself(profile, leg);
        return (
          <div key={leg} class="panel-leg">
            <FootMark load={load} side={leg} size={40} />
            <div>
              <p class={`side-mark side-${leg} small`}>{sideName(leg)}</p>
              <p class="strong">{load ? loadTerm(load) : m.desk_load_none()}</p>
              <p class="small quiet">
                {[
                  load?.aid ? aidName(load.aid) : null,
                  load?.decided_on ? m.desk_load_since({ day: sayDay(load.decided_on) }) : null,
                  load?.review_on ? m.today_review({ day: sayDay(load.review_on) }) : null,
                  load?.weigh
                    ? load.weighed_on
                      ? m.desk_weight_old({ day: sayDay(load.weighed_on) })
                      : m.desk_weight_unknown()
                    : null,
                  ended?.until ? m.desk_load_ended({ day: sayDay(ended.until) }) : null,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** The last load of an earlier illness: history, never what is in force. */
const endedByItself = (profile: Profile, leg: Leg): LoadTerm | undefined =>
  profile.load_terms?.[leg].findLast((term) => term.until !== null && term.end !== "replaced");

import "./load-review.css";
import type { Criterion, CriterionName, ReviewNumbers } from "~/domain/load-review";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { sayDate, sayNumber, sideName } from "./words";

const words: Record<CriterionName, (numbers: ReviewNumbers) => string> = {
  decision: (n) => m.review_decision({ days: n.review_prescription_days }),
  logged: (n) => m.review_logged({ need: n.review_logged_days, window: n.review_window_days }),
  pain: (n) => m.review_pain({ pain: sayNumber(n.review_pain), window: n.review_window_days }),
  quiet: () => m.review_quiet(),
  fracture: (n) => m.review_fracture({ days: n.review_after_fracture_days }),
};

/** The five criteria of each leg, one by one and never as a score; `ready`: the rules themselves have said so of these legs. */
export function LoadReview({
  criteria,
  ready,
  numbers,
  own = false,
}: {
  criteria: Record<Leg, Criterion[]>;
  ready: ReadonlySet<Leg>;
  numbers: ReviewNumbers;
  own?: boolean;
}) {
  const legs = LEGS.filter((leg) => criteria[leg].length > 0);
  if (legs.length === 0) return null;
  return (
    <section class="section">
      <h2>{m.review_title()}</h2>
      {legs.map((leg) => {
        // the rules know findings that are not for this reader's eyes: they have the last word
        const open = criteria[leg].every((one) => one.met) && !ready.has(leg);
        return (
          <div key={leg}>
            <p class={`strong side-${leg}`}>{sideName(leg)}</p>
            <ul class="review-list">
              {criteria[leg].map((one) => (
                <li key={one.name} class={one.met && !(open && one.name === "quiet") ? "review-met" : ""}>
                  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                    <circle cx="8" cy="8" r="7" />
                    {one.met && !(open && one.name === "quiet") && <path d="M4.5 8.5l2.5 2.5 4.5-5.5" />}
                  </svg>
                  <span>{words[one.name](numbers)}</span>
                  <span class="small quiet">
                    {open && one.name === "quiet" ? m.review_unsettled() : stateOf(one)}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      {own && <p>{m.review_ask()}</p>}
      <p class="small quiet">{m.review_ours()}</p>
    </section>
  );
}

function stateOf({ met, since, short }: Criterion): string {
  if (met) return since ? m.review_met_since({ day: sayDate(since) }) : m.review_met();
  return short === null ? m.review_not_met() : m.review_short({ count: short });
}

import "./progress-sentence.css";
import type { Progress } from "~/domain/progress";
import { DEFAULTS, type Numbers } from "~/domain/rules/numbers";
import { ERRORS } from "~/generated/errors";
import * as m from "~/paraglide/messages";
import { ChevronIcon } from "./icons";
import { progressSentence } from "./progress-words";
import { sayNumber } from "./words";

/** The answer for each place, and how it was come by; `own`: it is read by the person whose hip it is. */
export function ProgressSentence({
  answers,
  own = false,
  numbers = DEFAULTS,
}: {
  answers: readonly Progress[];
  own?: boolean;
  numbers?: Numbers;
}) {
  if (answers.length === 0) return null;
  return (
    <section class={`progress-answer ${own ? "progress-own" : ""}`}>
      {answers.map((one) => (
        <p key={one.place} class="progress-say">
          {progressSentence(one, own)}
        </p>
      ))}
      <details class="fold">
        <summary>
          <span class="small">{m.progress_how()}</span>
          <span class="turn">
            <ChevronIcon />
          </span>
        </summary>
        <div class="stack-tight small quiet">
          <p>{m.progress_how_window()}</p>
          <p>{m.progress_how_error({ error: sayNumber(ERRORS.pain) })}</p>
          <p>{m.progress_how_ours({ points: sayNumber(numbers.worsening_points) })}</p>
          <p>{m.progress_no_clearance()}</p>
        </div>
      </details>
    </section>
  );
}

import type { How, Measure, Verdict } from "~/domain/errors";
import { isAnError, sourceOf } from "~/domain/errors";
import * as m from "~/paraglide/messages";

const BECAUSE: Record<How, () => string> = {
  rater: m.verdict_rater,
  tool: m.verdict_tool,
  device: m.verdict_device,
  aid: m.verdict_aid,
  mode: m.verdict_mode,
  unit: m.verdict_unit,
};

/** Where the number is no error but what matters to people. */
const matters = (said: string) => (said === "more" ? m.verdict_matters() : m.verdict_matters_not());

/** The verdict alone, in words: more than the error, within it, or not comparable. */
export const verdictWords = ({ said, because }: Verdict): string =>
  said === "more"
    ? m.verdict_more()
    : said === "within"
      ? m.verdict_within()
      : said === "no_error"
        ? m.verdict_no_error()
        : because
          ? m.verdict_not_comparable({ why: BECAUSE[because]() })
          : m.verdict_not();

/** What may be said of a change, with the error and its source: never that somebody is better. */
export function ChangeVerdict({
  verdict,
  measure,
  error,
}: {
  verdict: Verdict;
  measure: Measure;
  /** the error in the figure's unit, in words */
  error: string | null;
}) {
  const source = sourceOf(measure);
  const told = verdict.said === "more" || verdict.said === "within";
  const anError = isAnError(measure);
  return (
    <>
      <span class={verdict.said === "more" ? "strong" : "quiet"}>
        {told && !anError ? matters(verdict.said) : verdictWords(verdict)}
      </span>
      {told && error && (
        <span class="small quiet">
          {" "}
          {!anError && source
            ? m.verdict_least_of({ error, source })
            : source
              ? m.verdict_error_of({ error, source })
              : m.verdict_error({ error })}
        </span>
      )}
    </>
  );
}

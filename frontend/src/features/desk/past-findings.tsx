import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { ChevronIcon } from "~/ui/icons";
import { sayDay } from "~/ui/words";

/** What was open once: its words, its dates, and what opened it. Last what was taken back, and by which version of the rules. */
export function PastFindings({
  findings,
  withdrawn,
  chosen,
  onChoose,
}: {
  findings: readonly Finding[];
  withdrawn: readonly Finding[];
  chosen: string | null;
  onChoose: (finding: Finding) => void;
}) {
  const past = findings.filter((finding) => finding.state === "resolved");
  const count = past.length + withdrawn.length;
  if (count === 0) return null;
  return (
    <details class="fold section">
      <summary>
        <h2>
          {m.course_past_findings()} <span class="quiet">{count}</span>
        </h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <ul class="lines small">
        {past.map((finding) => (
          <li key={finding.id} class="act-line">
            <p>{finding.text.seen}</p>
            <p class="quiet">
              {m.course_finding_closed({
                from: sayDay(finding.opened_on),
                to: finding.resolved_on ? sayDay(finding.resolved_on) : "–",
              })}
              {finding.resolved_note ? ` · ${finding.resolved_note}` : ""}
            </p>
            <button
              type="button"
              class="button button-plain"
              aria-pressed={finding.id === chosen}
              onClick={() => onChoose(finding)}
            >
              {m.finding_evidence({ count: finding.evidence.length })}
            </button>
          </li>
        ))}
        {withdrawn.map((finding) => (
          <li key={finding.id} class="act-line">
            <p>
              {m.finding_withdrawn()} {finding.text.seen}
            </p>
            <p class="quiet">
              {m.course_finding_closed({
                from: sayDay(finding.opened_on),
                to: finding.resolved_on ? sayDay(finding.resolved_on) : "–",
              })}{" "}
              · {takenBackBy(finding.resolved_reason)}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

const VERSION = "rule:guidance-";

const takenBackBy = (reason: string | null | undefined) =>
  reason?.startsWith(VERSION)
    ? m.finding_withdrawn_version({ version: reason.slice(VERSION.length) })
    : m.finding_withdrawn_records();

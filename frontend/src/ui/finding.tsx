import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { PhoneIcon } from "./icons";
import { sayDay, urgencyName } from "./words";

/** What was seen, what to do, and on asking: why, on which grounds. */
export function FindingCard({ finding, phone }: { finding: Finding; phone?: string | null }) {
  const urgent = finding.urgency === "now";
  return (
    <article class={`finding finding-${finding.urgency}`}>
      <p class="finding-word">{urgencyName(finding.urgency)}</p>
      <p class={urgent ? "large strong" : "strong"}>{finding.text.seen}</p>
      <p>{finding.text.do}</p>
      {urgent && phone && (
        <p>
          <a class="button button-primary" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
            <PhoneIcon size={20} />
            {m.call()} {phone}
          </a>
        </p>
      )}
      <details class="fold finding-why">
        <summary class="small">{m.why()}</summary>
        <div class="stack-tight small">
          <p>{finding.text.why}</p>
          {finding.text.number && <p>{finding.text.number}</p>}
          <p class="quiet">
            {m.finding_since({ day: sayDay(finding.opened_on) })}
            {finding.local ? ` · ${m.finding_local()}` : ""}
          </p>
          <p>
            <a class="more-link" href={`/more/learn/why/${finding.finding}`}>
              {m.why_more()}
            </a>
          </p>
        </div>
      </details>
    </article>
  );
}

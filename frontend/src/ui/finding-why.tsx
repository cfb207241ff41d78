import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { sayDay } from "./words";

/** On which grounds, of each finding on the card. What the card says already is not said again. */
export function Why({ findings }: { findings: readonly Finding[] }) {
  return (
    <details class="fold finding-why">
      <summary class="small">{m.why()}</summary>
      {findings.map((finding, index) => (
        <div key={finding.id} class="stack-tight small">
          {index > 0 && (
            <>
              <p class="strong">{finding.text.seen}</p>
              <p>{finding.text.do}</p>
            </>
          )}
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
      ))}
    </details>
  );
}

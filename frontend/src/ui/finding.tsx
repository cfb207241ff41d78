import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { Why } from "./finding-why";
import { PhoneIcon } from "./icons";
import { dial } from "./whom-to-call";
import { sideName, urgencyName } from "./words";

/** What was seen, what to do, and on asking: why, on which grounds. `others` are about the same leg and as urgent. */
export function FindingCard({
  finding,
  others = [],
  phone,
  named,
}: {
  finding: Finding;
  others?: readonly Finding[];
  phone?: string | null;
  /** says which leg it is about */
  named?: boolean;
}) {
  const urgent = finding.urgency === "now";
  const side = named && (finding.side === "left" || finding.side === "right") ? sideName(finding.side) : null;
  return (
    <article class={`finding finding-${finding.urgency}`}>
      <p class="finding-word">{[urgencyName(finding.urgency), side].filter(Boolean).join(" · ")}</p>
      <p class={urgent ? "large strong" : "strong"}>{finding.text.seen}</p>
      <p>{finding.text.do}</p>
      {urgent && phone && (
        <p>
          <a class="button button-primary" href={dial(phone)}>
            <PhoneIcon size={20} />
            {m.call()} {phone}
          </a>
        </p>
      )}
      <Why findings={[finding, ...others]} />
    </article>
  );
}

import { useState } from "preact/hooks";
import { acknowledgeFinding, resolveFinding } from "~/api/patients";
import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { sayDay, sideName, urgencyName } from "~/ui/words";

interface Props {
  finding: Finding;
  chosen: boolean;
  onChoose: () => void;
  onChanged: () => void;
}

/** One finding with its words, its evidence on asking, and what a clinician can do with it. */
export function FindingRow({ finding, chosen, onChoose, onChanged }: Props) {
  const [resolving, setResolving] = useState(false);
  const [reason, setReason] = useState("");
  const [failed, setFailed] = useState(false);
  const act = async (work: Promise<{ kind: string }>) => {
    const answer = await work;
    setFailed(answer.kind !== "ok");
    if (answer.kind === "ok") {
      setResolving(false);
      onChanged();
    }
  };
  return (
    <article class={`finding finding-${finding.urgency} desk-finding ${chosen ? "desk-finding-chosen" : ""}`}>
      <p class="finding-word">
        {urgencyName(finding.urgency)}
        {finding.side ? ` · ${sideName(finding.side)}` : ""}
      </p>
      <p class="strong">{finding.text.seen}</p>
      <p class="small">{finding.text.do}</p>
      <p class="small quiet">
        {m.finding_since({ day: sayDay(finding.opened_on) })}
        {finding.acknowledged_on && ` · ${m.finding_acknowledged({ day: sayDay(finding.acknowledged_on) })}`}
      </p>
      <div class="row">
        <button type="button" class="button button-quiet" aria-pressed={chosen} onClick={onChoose}>
          {m.finding_evidence({ count: finding.evidence.length })}
        </button>
        {finding.state === "open" && (
          <button
            type="button"
            class="button button-quiet"
            onClick={() => void act(acknowledgeFinding(finding.id))}
          >
            {m.finding_acknowledge()}
          </button>
        )}
        <button
          type="button"
          class="button button-quiet"
          aria-expanded={resolving}
          onClick={() => setResolving(!resolving)}
        >
          {m.finding_resolve()}
        </button>
      </div>
      {chosen && (
        <div class="stack-tight small">
          <p>{finding.text.why}</p>
          {finding.text.number && <p>{finding.text.number}</p>}
          <p class="quiet">
            {m.finding_rule({ rule: finding.finding, version: finding.rule_version ?? "" })}{" "}
            {finding.sources.length > 0 && m.finding_sources({ sources: finding.sources.join(", ") })}
          </p>
        </div>
      )}
      {resolving && (
        <form
          class="stack-tight"
          onSubmit={(event) => {
            event.preventDefault();
            void act(resolveFinding(finding.id, reason));
          }}
        >
          <div class="field">
            <label for={`reason-${finding.id}`}>{m.finding_resolve_why()}</label>
            <textarea
              id={`reason-${finding.id}`}
              required
              maxLength={1000}
              value={reason}
              onInput={(event) => setReason((event.target as HTMLTextAreaElement).value)}
            />
          </div>
          <div>
            <button type="submit" class="button button-primary">
              {m.finding_resolve()}
            </button>
          </div>
        </form>
      )}
      {failed && (
        <p class="field-error" role="alert">
          {m.desk_not_saved()}
        </p>
      )}
    </article>
  );
}

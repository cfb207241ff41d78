import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { acknowledgeFinding, resolveFinding } from "~/api/desk";
import type { Finding } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { sayDay, sideName, urgencyName } from "~/ui/words";
import { Obstacle, useSave } from "./answers";
import type { Undo } from "./undo";

interface Props {
  finding: Finding;
  name: string;
  revision: number;
  chosen: boolean;
  undo: Undo;
  onChoose: () => void;
  onChanged: () => void;
}

/** One finding with its words, its evidence on asking, and what a clinician can do with it. */
export function FindingRow({ finding, name, revision, chosen, undo, onChoose, onChanged }: Props) {
  const { params } = useRoute();
  const [resolving, setResolving] = useState(false);
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
        {finding.state === "open" && <Acknowledge {...{ finding, name, revision, undo, onChanged }} />}
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
          <p>
            <a class="more-link" href={`/patients/${params.id}/why/${finding.finding}`}>
              {m.why_more()}
            </a>
          </p>
        </div>
      )}
      {resolving && (
        <Resolve
          {...{ finding, name, revision, undo }}
          onConflict={onChanged}
          onChanged={() => {
            setResolving(false);
            onChanged();
          }}
        />
      )}
    </article>
  );
}

type Act = Pick<Props, "finding" | "name" | "revision" | "undo" | "onChanged">;

function Acknowledge({ finding, name, revision, undo, onChanged }: Act) {
  const save = useSave(revision, onChanged);
  const press = async () => {
    // what is acknowledged is this finding's own words: an older number on the screen does not matter for it
    const done = await save.save(() => acknowledgeFinding(finding.id));
    if (!done) return;
    undo.did({ words: m.desk_done_acknowledge({ count: 1, name }), act: done.act });
    onChanged();
  };
  return (
    <>
      <button type="button" class="button button-quiet" disabled={save.busy} onClick={() => void press()}>
        {m.finding_acknowledge()}
      </button>
      <Obstacle save={save} />
    </>
  );
}

function Resolve({ finding, name, revision, undo, onChanged, onConflict }: Act & { onConflict: () => void }) {
  const [reason, setReason] = useState("");
  const save = useSave(revision, onConflict);
  const submit = async (event: Event) => {
    event.preventDefault();
    const done = await save.save((seen) => resolveFinding(finding.id, reason.trim(), seen));
    if (!done) return;
    undo.did({ words: m.desk_done_resolve({ name }), act: done.act });
    onChanged();
  };
  return (
    <form class="stack-tight" onSubmit={(event) => void submit(event)}>
      <div class="field">
        <label for={`reason-${finding.id}`}>{m.finding_resolve_why()}</label>
        <textarea
          id={`reason-${finding.id}`}
          required
          maxLength={2000}
          value={reason}
          onInput={(event) => setReason((event.target as HTMLTextAreaElement).value)}
        />
        <p class="small quiet">{m.finding_resolve_say()}</p>
      </div>
      <Obstacle save={save} />
      <div>
        <button type="submit" class="button button-primary" disabled={save.busy}>
          {m.finding_resolve()}
        </button>
      </div>
    </form>
  );
}

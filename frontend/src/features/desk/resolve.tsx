import { useState } from "preact/hooks";
import { resolveFinding } from "~/api/desk";
import { addRecord } from "~/api/patients";
import { today } from "~/domain/days";
import { type Finding, stands } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { Obstacle, useSave } from "./answers";
import { actOn, useKnown } from "./known";
import type { Undo } from "./undo";
import { sayMoment } from "./worklist-row";

interface Props {
  patient: string;
  finding: Finding;
  name: string;
  revision: number;
  undo: Undo;
  onDone: () => void;
  onConflict: () => void;
}

/** Closing a finding with a reason. When it was closed by somebody else meanwhile, what was typed can become a note. */
export function Resolve({ patient, finding, name, revision, undo, onDone, onConflict }: Props) {
  const [reason, setReason] = useState("");
  const save = useSave(revision, onConflict);
  const standing = stands(finding);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (standing) {
      const done = await save.save((seen) => resolveFinding(finding.id, reason.trim(), seen));
      if (!done) return;
      undo.did({ words: m.desk_done_resolve({ name }), act: done.act });
    } else {
      const note = { kind: "note", date: today(), text: reason.trim(), internal: true };
      // what stood in the way is said above: a note among clinicians waits for nothing more
      if (!(await save.save(() => addRecord(patient, note)))) return;
      undo.did({ words: m.desk_done_record({ name }) });
    }
    onDone();
  };
  return (
    <form class="stack-tight" onSubmit={(event) => void submit(event)}>
      {!standing && <Closed finding={finding} />}
      <div class="field">
        <label for={`reason-${finding.id}`}>
          {standing ? m.finding_resolve_why() : m.finding_resolve_typed()}
        </label>
        <textarea
          id={`reason-${finding.id}`}
          required
          maxLength={2000}
          value={reason}
          onInput={(event) => setReason((event.target as HTMLTextAreaElement).value)}
        />
        {standing && <p class="small quiet">{m.finding_resolve_say()}</p>}
      </div>
      <Obstacle save={save} />
      <div class="row">
        <button type="submit" class="button button-primary" disabled={save.busy || !reason.trim()}>
          {standing ? m.finding_resolve() : m.finding_resolve_keep()}
        </button>
        <button type="button" class="button button-plain" onClick={onDone}>
          {standing ? m.cancel() : m.finding_resolve_discard()}
        </button>
      </div>
    </form>
  );
}

/** By whom and why it was closed while this one was typing. */
function Closed({ finding }: { finding: Finding }) {
  const act = actOn(useKnown(), "resolve_finding", finding);
  return (
    <div class="notice notice-soon stack-tight" role="alert">
      <p class="strong">{m.finding_closed_meanwhile()}</p>
      {act ? (
        <>
          <p>{String(act.reason ?? "")}</p>
          <p class="small quiet">
            {m.desk_conflict_line({
              name: act.author?.name ?? "",
              when: act.recorded_at ? sayMoment(act.recorded_at) : "",
            })}
          </p>
        </>
      ) : (
        <p>{m.finding_closed_by_rules()}</p>
      )}
    </div>
  );
}

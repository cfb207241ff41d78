import { useState } from "preact/hooks";
import { acknowledgeFinding } from "~/api/desk";
import type { Day } from "~/domain/days";
import { type Finding, stands } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { sourceName } from "~/ui/source-name";
import { sayDay, sideName, spokenWhom, urgencyName } from "~/ui/words";
import { Obstacle, useSave } from "./answers";
import { EvidenceList } from "./evidence";
import { actOn, spokenAbout, useKnown } from "./known";
import { Resolve } from "./resolve";
import type { Undo } from "./undo";

interface Props {
  patient: string;
  finding: Finding;
  name: string;
  revision: number;
  chosen: boolean;
  undo: Undo;
  onChoose: () => void;
  /** somebody began or ended typing here: until then the row stays, whatever others do */
  onHold: (on: boolean) => void;
  onChanged: () => void;
  /** brings a day of the evidence into sight */
  onDay: (day: Day) => void;
}

/** One finding with its words, its evidence on asking, and what a clinician can do with it. */
export function FindingRow(props: Props) {
  const { patient, finding, name, revision, chosen, undo, onChoose, onHold, onChanged, onDay } = props;
  const [resolving, setResolving] = useState(false);
  const known = useKnown();
  const acknowledged = actOn(known, "acknowledge", finding);
  const spoken = spokenAbout(known, finding);
  const resolve = (on: boolean) => {
    setResolving(on);
    onHold(on);
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
        {finding.acknowledged_on && acknowledged?.author ? `, ${acknowledged.author.name}` : ""}
      </p>
      {spoken.map((row) => (
        <p key={row.id} class="small">
          {m.spoken_desk({ day: sayDay(row.date), whom: spokenWhom(String(row.whom)) })}
          {typeof row.decision === "string" && (
            <>
              {": "}
              <q class="pre-line">{row.decision}</q>
            </>
          )}
        </p>
      ))}
      <div class="row">
        <button type="button" class="button button-quiet" aria-pressed={chosen} onClick={onChoose}>
          {m.finding_evidence({ count: finding.evidence.length })}
        </button>
        {finding.state === "open" && (
          <Acknowledge {...{ finding, name, revision, undo, onChanged }} spoken={spoken.length > 0} />
        )}
        {stands(finding) && (
          <button
            type="button"
            class="button button-quiet"
            aria-expanded={resolving}
            onClick={() => resolve(!resolving)}
          >
            {m.finding_resolve()}
          </button>
        )}
      </div>
      {chosen && (
        <div class="stack-tight small">
          <p>{finding.text.why}</p>
          {finding.text.number && <p>{finding.text.number}</p>}
          <EvidenceList ids={finding.evidence} onDay={onDay} />
          <p class="quiet">
            {m.finding_rule({ rule: finding.finding, version: finding.rule_version ?? "" })}{" "}
            {finding.sources.length > 0 &&
              m.finding_sources({ sources: finding.sources.map(sourceName).join("; ") })}
          </p>
          <p>
            <a class="more-link" href={`/patients/${patient}/why/${finding.finding}`}>
              {m.why_more()}
            </a>
          </p>
        </div>
      )}
      {resolving && (
        <Resolve
          {...{ patient, finding, name, revision, undo }}
          onConflict={onChanged}
          onDone={() => {
            resolve(false);
            onChanged();
          }}
        />
      )}
    </article>
  );
}

type Act = Pick<Props, "finding" | "name" | "revision" | "undo" | "onChanged"> & { spoken: boolean };

/** Where the patient says that they have spoken with somebody, it confirms that. It is the same act. */
function Acknowledge({ finding, name, revision, undo, onChanged, spoken }: Act) {
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
        {spoken ? m.spoken_confirm() : m.finding_acknowledge()}
      </button>
      <Obstacle save={save} />
    </>
  );
}

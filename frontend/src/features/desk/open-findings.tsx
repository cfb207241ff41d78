import { useState } from "preact/hooks";
import type { CourseAnswer } from "~/api/desk";
import type { Day } from "~/domain/days";
import { type Finding, stands } from "~/domain/records";
import { URGENCIES } from "~/domain/vocabulary";
import { FindingRow } from "./finding-row";
import type { Undo } from "./undo";

interface Props {
  data: CourseAnswer;
  chosen: string | null;
  undo: Undo;
  onChoose: (finding: Finding) => void;
  onChanged: () => void;
  onDay: (day: Day) => void;
}

export const openFindings = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => stands(finding) && finding.audience.includes("clinician")).sort(byUrgency);

/** What is open, worst first. A finding at which somebody is typing keeps its place when another closes it meanwhile. */
export function OpenFindings({ data, chosen, undo, onChoose, onChanged, onDay }: Props) {
  const [held, setHeld] = useState<ReadonlyMap<string, Finding>>(new Map());
  const hold = (finding: Finding, on: boolean) =>
    setHeld((before) => {
      const next = new Map(before);
      if (on) next.set(finding.id, finding);
      else next.delete(finding.id);
      return next;
    });
  const open = openFindings(data.findings);
  const closed = [...held.values()]
    .filter((one) => !open.some(({ id }) => id === one.id))
    .map((one) => data.findings.find(({ id }) => id === one.id) ?? { ...one, state: "withdrawn" as const });
  return (
    <>
      {[...open, ...closed].sort(byUrgency).map((finding) => (
        <FindingRow
          key={finding.id}
          patient={data.profile.id}
          finding={finding}
          name={data.profile.name}
          revision={data.revision}
          chosen={finding.id === chosen}
          undo={undo}
          onChoose={() => onChoose(finding)}
          onHold={(on) => hold(finding, on)}
          onChanged={onChanged}
          onDay={onDay}
        />
      ))}
    </>
  );
}

const byUrgency = (a: Finding, b: Finding) =>
  URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || (a.opened_on < b.opened_on ? 1 : -1);

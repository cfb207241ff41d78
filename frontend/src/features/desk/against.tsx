import type { AnyRecord, Finding, LoadDecision } from "~/domain/records";
import { stands } from "~/domain/records";
import { LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { legName, loadTerm, sayDay, sayNumber, urgencyName } from "~/ui/words";

const AT_HIP = ["hip", "groin", "thigh", "buttock"];

interface Known {
  findings: readonly Finding[];
  records: readonly AnyRecord[];
}

/** What is on the record and speaks against an act, in words; empty when nothing does. It is told, not judged. */
export function speaksAgainst(
  { findings, records }: Known,
  how: { leg?: Leg; load?: Record<Leg, LoadDecision | null>; mri?: boolean },
): string[] {
  const { leg } = how;
  const concerns = (side: unknown) => !leg || !side || side === "both" || side === "unknown" || side === leg;
  const open = findings
    .filter((one) => stands(one) && (one.urgency === "now" || one.urgency === "soon") && concerns(one.side))
    .map((one) => `${urgencyName(one.urgency)}: ${one.text.seen}`);
  const loads = LEGS.filter((side) => concerns(side)).flatMap((side) => {
    const load = how.load?.[side];
    return load && load.status !== "FWB" && load.status !== "WBAT"
      ? [m.against_load({ leg: legName(side), load: loadTerm(load) })]
      : [];
  });
  const pain = records.findLast(
    (row) =>
      row.kind === "pain" &&
      typeof row.intensity === "number" &&
      AT_HIP.includes(String(row.site)) &&
      concerns(row.side),
  );
  const hurts = pain && Number(pain.intensity) > 0;
  const mri = records.some((row) => row.kind === "imaging" && row.modality === "mri");
  return [
    ...open,
    ...loads,
    ...(hurts ? [m.against_pain({ value: sayNumber(Number(pain.intensity)), day: sayDay(pain.date) })] : []),
    ...(how.mri && !mri ? [m.against_mri()] : []),
  ];
}

/** The list, and the second touch that it asks for. */
export function Against({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <div class="notice notice-soon stack-tight" role="group" aria-label={m.against_title()}>
      <p class="strong">{m.against_title()}</p>
      <ul class="stack-tight">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <label class="check">
        <input type="checkbox" required />
        {m.against_seen()}
      </label>
    </div>
  );
}

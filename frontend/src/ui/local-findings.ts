/** Findings that this phone raises by itself, in words, until the server's own arrive. */

import type { Day } from "~/domain/days";
import { type AnyRecord, type Finding, type Profile, stands } from "~/domain/records";
import { type RedFlag, redFlags } from "~/domain/redflags";
import { DEFAULTS, type Numbers, numbersOf } from "~/domain/rules/numbers";
import { currentOfKind } from "~/store/current-rows";
import { readMeta, type TohDatabase } from "~/store/db";
import { keepGuidanceSoon } from "~/sync/guidance";
import { locale } from "./language";
import { redFlagText } from "./red-flag-text";
import { byUrgency, openForPatient } from "./server-findings";

export { knownLoads } from "./known-loads";

/** What the phone sees and the server has not said yet. A finding that the server already holds is left to the server. */
export function localFindings(
  records: readonly AnyRecord[],
  today: Day,
  server: readonly Finding[],
  numbers: Numbers = DEFAULTS,
): Finding[] {
  const held = (flag: RedFlag) =>
    server.some(
      (finding) =>
        finding.finding === flag.finding &&
        finding.urgency === "now" &&
        (finding.side ?? "") === (flag.side ?? "") &&
        (stands(finding) || (finding.state === "resolved" && (finding.resolved_on ?? "") >= flag.since)),
    );
  return redFlags(records, today, numbers).flatMap((flag) => {
    const text = held(flag) ? null : redFlagText(flag, numbers, locale());
    if (!text) return [];
    return {
      id: `local:${flag.finding}:${flag.side ?? ""}`,
      finding: flag.finding,
      urgency: "now" as const,
      audience: ["patient"],
      side: (flag.side ?? null) as Finding["side"],
      site: flag.site,
      state: "open" as const,
      opened_on: flag.since,
      evidence: flag.evidence,
      sources: [],
      text,
      local: true,
    };
  });
}

const KINDS = [
  "pain",
  "change",
  "weight_bearing",
  "exercise",
  "pregnancy",
  "delivery",
  "imaging",
  "fracture",
  "fall",
  "diagnosis",
  "resolution",
  "previous_episode",
  "resolve_finding",
];
/** Everything that is open for the patient, the gravest first: the server's findings and this phone's own. */
export async function openFindings(db: TohDatabase, day: Day): Promise<Finding[]> {
  // Today asks once its first screen stands: the time to fetch the pages behind these findings, too.
  keepGuidanceSoon(db);
  const server = await db.findings.toArray();
  const records = (await Promise.all(KINDS.map((kind) => currentOfKind(db, kind)))).flat();
  const profile = await readMeta<Profile>(db, "profile");
  // a record that rests is not looked at, as the banner on every screen says
  const rests = profile?.rests_since || profile?.erasure_due_at;
  const own = rests ? [] : localFindings(records, day, server, numbersOf(profile?.numbers));
  return byUrgency([...openForPatient(server), ...own]);
}

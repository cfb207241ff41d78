/** Findings that this phone raises by itself, in words, until the server's own arrive. */

import type { Day } from "~/domain/days";
import { type AnyRecord, type Finding, type FindingText, type Profile, stands } from "~/domain/records";
import { type RedFlag, redFlags } from "~/domain/redflags";
import { DEFAULTS, type Numbers, numbersOf } from "~/domain/rules/numbers";
import * as m from "~/paraglide/messages";
import { readMeta, type TohDatabase } from "~/store/db";
import { currentOfKind } from "~/store/entries";
import { keepGuidanceSoon } from "~/sync/guidance";
import { byUrgency, openForPatient } from "./server-findings";
import { sayNumber } from "./words";

/** Whose numbers a sentence names: this software's, or where one was set, the clinic's. */
const whose = (numbers: Numbers, ...read: (keyof Numbers)[]) =>
  read.some((name) => numbers[name] !== DEFAULTS[name]) ? m.flag_numbers_chosen() : m.flag_numbers_ours();
/** Gestation as it is said: 28, or 28+3. */
const sayWeeks = (days: number) => `${Math.floor(days / 7)}${days % 7 ? `+${days % 7}` : ""}`;

const TEXTS: Record<string, (numbers: Numbers) => FindingText> = {
  "cannot-bear-weight": () => ({
    seen: m.flag_unable_seen(),
    do: m.flag_unable_do(),
    why: m.flag_unable_why(),
  }),
  "fracture-reported": () => ({
    seen: m.flag_fracture_seen(),
    do: m.flag_fracture_do(),
    why: m.flag_fracture_why(),
  }),
  "loading-despite-worsening-pain": (numbers) => ({
    seen: m.flag_loading_seen(),
    do: m.flag_loading_do(),
    why: m.flag_loading_why(),
    number: `${m.flag_loading_number({ points: sayNumber(numbers.worsening_points) })} ${whose(
      numbers,
      "worsening_points",
      "slow_rise_points",
      "slow_rise_recent_points",
      "change_report_days",
    )}`,
  }),
  "pregnancy-hip-pain": (numbers) => ({
    seen: m.flag_pregnancy_seen(),
    do: m.flag_pregnancy_do(),
    why: m.flag_pregnancy_why(),
    number: `${m.flag_pregnancy_number({
      weeks: sayWeeks(numbers.third_trimester_days),
      days: sayNumber(numbers.postpartum_days),
    })} ${whose(numbers, "third_trimester_days", "postpartum_days")}`,
  }),
  "pregnancy-back-pain-to-groin": () => ({
    seen: m.flag_back_seen(),
    do: m.flag_back_do(),
    why: m.flag_back_why(),
  }),
};

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
        (finding.side ?? "") === (flag.side ?? "") &&
        (stands(finding) || (finding.state === "resolved" && (finding.resolved_on ?? "") >= flag.since)),
    );
  return redFlags(records, today, numbers)
    .filter((flag) => !held(flag) && TEXTS[flag.finding])
    .map((flag) => ({
      id: `local:${flag.finding}:${flag.side ?? ""}`,
      finding: flag.finding,
      urgency: "now",
      audience: ["patient"],
      side: (flag.side ?? null) as Finding["side"],
      state: "open",
      opened_on: flag.since,
      evidence: flag.evidence,
      sources: [],
      text: TEXTS[flag.finding]!(numbers),
      local: true,
    }));
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
  const numbers = numbersOf((await readMeta<Profile>(db, "profile"))?.numbers);
  return byUrgency([...openForPatient(server), ...localFindings(records, day, server, numbers)]);
}

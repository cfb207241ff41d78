/** What Today shows: at once what it showed last, a moment later what the database says, then what the phone itself sees. */
import { useEffect, useState } from "preact/hooks";
import type { Day } from "~/domain/days";
import type {
  AnyRecord,
  BodyWeightRecord,
  Finding,
  PrescriptionRecord,
  Profile,
  ProgrammeRecord,
} from "~/domain/records";
import { untilThere } from "~/domain/until-there";
import { storeNow } from "~/store/account";
import { currentOfKind, currentOnDay } from "~/store/current-rows";
import { readSnapshot, writeSnapshot } from "~/store/snapshot";
import { sessionNow } from "~/sync/client";
import { useLive } from "~/sync/hooks";
import { serverFindings } from "~/ui/server-findings";

export interface TodayData {
  day: Day;
  profile: Profile | null;
  entries: AnyRecord[];
  programme: ProgrammeRecord[];
  /** missing in what an earlier version of this screen kept */
  prescriptions?: PrescriptionRecord[];
  weights?: BodyWeightRecord[];
  findings: Finding[];
  /** whether the phone's own rules have spoken in it */
  ruled?: boolean;
}
type Rules = typeof import("~/ui/local-findings");

/**
 * The red-flag rules of the phone come after the first screen stands, so that they do not hold it up; from then on they see
 * every entry at once. The server's findings and those that the phone saw last are there before.
 */
function useRules(firstScreenStands: boolean): Rules | null {
  const [rules, setRules] = useState<Rules | null>(null);
  useEffect(() => {
    if (!firstScreenStands) return;
    let live = true;
    const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 50));
    const load = () =>
      void untilThere(() => import("~/ui/local-findings")).then((module) => {
        if (live) setRules(module);
      });
    idle(load, { timeout: 500 });
    return () => {
      live = false;
    };
  }, [firstScreenStands]);
  return rules;
}

export function useToday(day: Day): TodayData | null {
  const account = storeNow();
  const [kept] = useState(() => readSnapshot<TodayData>(account));
  const [stands, setStands] = useState(kept !== null);
  const rules = useRules(stands);
  const fresh = useLive(
    async (db): Promise<TodayData> => {
      const profile = (await sessionNow()?.profile()) ?? null;
      return {
        day,
        entries: await currentOnDay(db, day),
        programme: (await currentOfKind(db, "programme")) as unknown as ProgrammeRecord[],
        prescriptions: (await currentOfKind(db, "prescription")) as unknown as PrescriptionRecord[],
        weights: (await currentOfKind(db, "body_weight")) as unknown as BodyWeightRecord[],
        profile: rules ? await rules.knownLoads(db, profile, day) : profile,
        findings: rules ? await rules.openFindings(db, day) : await serverFindings(db),
        ruled: rules !== null,
      };
    },
    [day, rules],
  );
  useEffect(() => {
    if (fresh) setStands(true);
    if (fresh?.profile && fresh.ruled) writeSnapshot(account, fresh);
  }, [fresh]);
  if (!fresh) return kept && { ...kept, entries: kept.day === day ? kept.entries : [] };
  if (fresh.ruled) return fresh;
  // until the rules have spoken (not only come), what they said last still stands
  const before = (kept?.findings ?? []).filter((finding) => finding.local);
  const profile = fresh.profile && { ...fresh.profile, load: kept?.profile?.load ?? fresh.profile.load };
  return { ...fresh, profile, findings: [...before, ...fresh.findings] };
}

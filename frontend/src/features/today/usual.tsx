import { useLocation } from "preact-iso";
import { emptyForm, type LogForm } from "~/domain/day-form";
import { type Day, daysBetween } from "~/domain/days";
import { uuid7 } from "~/domain/ids";
import type { AnyRecord, LoadRecord, PainRecord } from "~/domain/records";
import { usualForm, usualOf } from "~/domain/usual";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { currentOfKind } from "~/store/current-rows";
import { readDraft, writeDraft } from "~/store/draft";
import { useLive } from "~/sync/hooks";
import { useAllowedLoads } from "~/ui/allowed-loads";
import { inShort } from "~/ui/in-short";
import { useKeep } from "~/ui/use-keep";
import { sayDay } from "~/ui/words";

/** The day before, to be said again with one touch, as far as today is not said yet. */
export function UsualDay({
  day,
  entries,
  onKept,
}: {
  day: Day;
  entries: readonly AnyRecord[];
  onKept: (rows: readonly AnyRecord[]) => void;
}) {
  const { route } = useLocation();
  const [keep, notKept] = useKeep();
  // where it hurts is no answer to how much
  const hasPain = entries.some((row) => row.kind === "pain" && row.intensity != null);
  const hasLoad = entries.some((row) => row.kind === "weight_bearing");
  const known = useAllowedLoads();
  const usual = useLive(
    async (db) =>
      known &&
      usualOf(
        (await currentOfKind(db, "pain")) as unknown as PainRecord[],
        (await currentOfKind(db, "weight_bearing")) as unknown as LoadRecord[],
        day,
        { left: known.allowed.left.load, right: known.allowed.right.load },
      ),
    [day, known],
  );
  if (!usual) return null;
  const left = { day: usual.day, pains: hasPain ? [] : usual.pains, loads: hasLoad ? [] : usual.loads };
  const rows = [...left.pains, ...left.loads] as unknown as AnyRecord[];
  if (rows.length === 0) return null;
  const same = () => {
    const group = uuid7();
    const again = rows.map((row) => ({ ...onlySaid(row), date: day, group }));
    void keep(again, undefined, onKept);
  };
  const change = () => {
    const account = storeNow();
    const begun = { ...emptyForm(), ...readDraft<LogForm>(account, day) };
    writeDraft(account, day, usualForm(left, begun));
    route("/log");
  };
  return (
    <section class="section today-usual" aria-label={m.today_usual_title()}>
      <p class="large strong">
        {inShort(rows)}
        {": "}
        {daysBetween(usual.day, day) === 1
          ? m.today_usual_yesterday()
          : m.today_usual_as({ day: sayDay(usual.day) })}
      </p>
      {notKept}
      <div class="today-usual-acts">
        <button type="button" class="button button-primary" onClick={same}>
          {m.today_usual_same()}
        </button>
        <button type="button" class="button" onClick={change}>
          {m.today_usual_change()}
        </button>
      </div>
    </section>
  );
}

const SAID: Record<string, readonly string[]> = {
  pain: ["kind", "site", "side", "intensity", "circumstance"],
  weight_bearing: ["kind", "side", "status", "percent", "kg", "aid"],
};

/** Where, how strong and when; a note or a bad night belongs to its own day. */
const onlySaid = (row: AnyRecord): { kind: string } =>
  Object.assign(
    { kind: row.kind },
    ...SAID[row.kind]!.filter((field) => row[field] != null).map((field) => ({ [field]: row[field] })),
  );

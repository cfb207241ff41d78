/** What stands on Today under the drawing: the usual day, what else needs attention, exercises, what is left. */
import { useState } from "preact/hooks";
import { attentionOf } from "~/domain/attention";
import { type Cadence, cadenceOf, nextAsked } from "~/domain/cadence";
import { type Day, weekday } from "~/domain/days";
import { pauseOn } from "~/domain/pause";
import type { AnyRecord, ExerciseRecord, Finding } from "~/domain/records";
import { PATIENT_ENTRIES } from "~/generated/entries";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { CallList } from "~/ui/call-list";
import { DayMedicines } from "~/ui/day-medicines";
import { Fell } from "~/ui/fell";
import { FindingCard } from "~/ui/finding";
import { CheckIcon, ChevronIcon } from "~/ui/icons";
import { KeptLine } from "~/ui/kept-line";
import { sayDay } from "~/ui/words";
import type { TodayData } from "./data";
import { Exercise } from "./exercise";
import { DueGoals } from "./goals";
import { Pause, usePauses } from "./pause";
import { DueQuestionnaires } from "./questionnaires";
import { UsualDay } from "./usual";

export function Below({ data, urgent }: { data: TodayData; urgent: boolean }) {
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const { day, profile, entries, programme, findings } = data;
  const planned = programme.filter(
    (row) =>
      row.date <= day &&
      (!row.until_on || row.until_on >= day) &&
      (!row.weekdays?.length || row.weekdays.includes(weekday(day))),
  );
  const done = entries.filter((entry) => entry.kind === "exercise") as unknown as ExerciseRecord[];
  // where it hurts is no answer to how much
  const hasPain = entries.some((entry) => entry.kind === "pain" && entry.intensity != null);
  const hasLoad = entries.some((entry) => entry.kind === "weight_bearing");
  const pauses = usePauses();
  const paused = pauses !== undefined && pauseOn(pauses, day) !== null;
  const cadence = cadenceOf(profile, urgent || findings.some((one) => one.local));
  const seen = useLastDay(day, cadence.why !== "daily");
  const lastDay = cadence.why === "daily" ? null : seen;
  const next = lastDay === undefined ? null : nextAsked(lastDay, day, cadence);
  const asked = next === day;
  return (
    <>
      {!kept && pauses && !paused && asked && <UsualDay day={day} entries={entries} onKept={setKept} />}
      <Attentions findings={findings.filter((finding) => finding.urgency !== "now")} />
      <section class="section">
        <h2>{m.today_exercises()}</h2>
        {planned.length === 0 || paused ? (
          <p class="quiet">{paused ? m.pause_exercises() : m.today_exercises_none()}</p>
        ) : (
          <ul class="lines">
            {planned.map((row) => (
              <Exercise key={row.id} {...{ row, day }} entries={done} />
            ))}
          </ul>
        )}
      </section>
      <DayMedicines day={day} due title={m.medicines_today()} />
      <section class="section">
        <h2>{paused ? m.pause_title() : m.today_log()}</h2>
        {pauses && paused && <Pause day={day} pauses={pauses} />}
        {!paused && next && cadence.why !== "daily" && <Asked cadence={cadence} next={next} />}
        {paused || !asked ? null : hasPain && hasLoad ? (
          <p class="saved row">
            <CheckIcon /> {m.today_log_done()}
          </p>
        ) : (
          <ul class="lines">
            {!hasPain && <li class="today-left">{m.today_log_pain()}</li>}
            {!hasLoad && <li class="today-left">{m.today_log_load()}</li>}
          </ul>
        )}
        {!paused && <DueQuestionnaires day={day} />}
        {!paused && <DueGoals day={day} />}
        <a class="button button-wide" href="/log">
          {m.today_log_go()}
        </a>
        {pauses && !paused && <Pause day={day} pauses={pauses} />}
      </section>
      <Fell day={day} past={false} clinic={Boolean(profile?.clinic)} />
      {!urgent && profile && (
        <section class="section">
          <h2>{m.today_call()}</h2>
          <CallList profile={profile} />
        </section>
      )}
      {/* what it finds comes in above: Undo stays where the thumb is */}
      {kept && (
        <div class="kept-float">
          <KeptLine rows={kept} onUndone={() => setKept(null)} />
        </div>
      )}
    </>
  );
}

/** How often one is asked, and why. */
const Asked = ({ cadence, next }: { cadence: Cadence; next: Day }) => {
  const words = { days: cadence.days, next: sayDay(next) };
  return (
    <div class="stack-tight">
      <p>{cadence.why === "stable" ? m.asked_stable(words) : m.asked_resolved(words)}</p>
      <p class="small quiet">{m.asked_ours()}</p>
    </div>
  );
};

/** The last day before this one on which something was logged; null: none; undefined: not read yet. */
const useLastDay = (day: Day, needed: boolean) =>
  useLive(
    async (db) => {
      if (!needed) return null;
      const rows = await Promise.all(PATIENT_ENTRIES.map((kind) => currentOfKind(db, kind)));
      const before = rows.flat().flatMap((row) => (row.date < day ? [row.date] : []));
      return before.sort().at(-1) ?? null;
    },
    [day, needed],
  );

/** How many cards stand open; the others are one touch away. */
const AT_ONCE = 2;

function Attentions({ findings }: { findings: readonly Finding[] }) {
  const cards = attentionOf(findings);
  if (cards.length === 0) return null;
  const show = (some: typeof cards) => (
    <div class="findings">
      {some.map(({ key, first, others }) => (
        <FindingCard key={key} finding={first} others={others} named />
      ))}
    </div>
  );
  return (
    <section class="section">
      <h2>{m.today_attention()}</h2>
      {show(cards.slice(0, AT_ONCE))}
      {cards.length > AT_ONCE && (
        <details class="fold">
          <summary>
            <span class="strong">{m.today_more_findings({ count: cards.length - AT_ONCE })}</span>
            <span class="turn">
              <ChevronIcon />
            </span>
          </summary>
          {show(cards.slice(AT_ONCE))}
        </details>
      )}
    </section>
  );
}

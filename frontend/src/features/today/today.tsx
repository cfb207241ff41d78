import "./today.css";
import { useEffect, useState } from "preact/hooks";
import { type Day, formatDay, today as todayOf, weekday } from "~/domain/days";
import type {
  AnyRecord,
  ExerciseRecord,
  Finding,
  LoadDecision,
  Profile,
  ProgrammeRecord,
} from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { currentOfKind, currentOnDay } from "~/store/entries";
import { readSnapshot, writeSnapshot } from "~/store/snapshot";
import { save } from "~/sync/client";
import { useLive } from "~/sync/hooks";
import { AidDrawing, ExerciseDrawing } from "~/ui/drawings";
import { FindingCard } from "~/ui/finding";
import { CheckIcon, ChevronIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { LegsDrawing } from "~/ui/legs";
import { openFindings } from "~/ui/local-findings";
import { aidName, exerciseName, loadFigure, loadSentence, sayDay, sideName } from "~/ui/words";

interface TodayData {
  day: Day;
  profile: Profile | null;
  entries: AnyRecord[];
  programme: ProgrammeRecord[];
  findings: Finding[];
}

/** What the phone knew last, at once; what its database says, a moment later. */
function useToday(day: Day): TodayData | null {
  const account = readAccount()?.id ?? "";
  const fresh = useLive(
    async (db): Promise<TodayData> => {
      return {
        day,
        profile: ((await db.meta.get("profile"))?.value as Profile | undefined) ?? null,
        entries: await currentOnDay(db, day),
        programme: (await currentOfKind(db, "programme")) as unknown as ProgrammeRecord[],
        findings: await openFindings(db, day),
      };
    },
    [day],
  );
  useEffect(() => {
    if (fresh) writeSnapshot(account, fresh);
  }, [fresh]);
  if (fresh) return fresh;
  const kept = readSnapshot<TodayData>(account);
  return kept && { ...kept, entries: kept.day === day ? kept.entries : [] };
}

export function Today() {
  const day = todayOf();
  const data = useToday(day);
  if (!data) return <p class="opening">{m.loading()}</p>;
  const { profile, entries, programme, findings } = data;
  const load = profile?.load ?? { left: null, right: null };
  const someLoad = load.left || load.right;
  const open = findings;
  const urgent = open.filter((finding) => finding.urgency === "now").length;
  const first = open.slice(0, urgent + 2);
  const rest = open.slice(urgent + 2);
  const planned = programme.filter(
    (row) =>
      row.date <= day &&
      (!row.until_on || row.until_on >= day) &&
      (!row.weekdays?.length || row.weekdays.includes(weekday(day))),
  );
  const done = entries.filter((entry) => entry.kind === "exercise") as unknown as ExerciseRecord[];
  const hasPain = entries.some((entry) => entry.kind === "pain");
  const hasLoad = entries.some((entry) => entry.kind === "weight_bearing");

  return (
    <>
      <div class="today-head">
        <p class="quiet">{formatDay(day, intl(), "full")}</p>
        <h1>{m.today_title()}</h1>
      </div>
      <section class="today-load" aria-label={m.today_title()}>
        <div class="today-legs">
          <LegsDrawing left={load.left} right={load.right} />
        </div>
        <div class="today-sides">
          {(["left", "right"] as const).map((leg) => (
            <SideLoad
              key={leg}
              leg={leg}
              load={load[leg]}
              concerned={
                profile?.episodes.some(
                  (one) => one.state !== "resolved" && one.sites.some((site) => site.side === leg),
                ) ?? false
              }
            />
          ))}
        </div>
        {!someLoad && <p class="quiet small">{m.today_nothing_known()}</p>}
        {profile && profile.episodes.length === 0 && entries.length === 0 && (
          <a class="button" href="/welcome">
            {m.welcome_title()}
          </a>
        )}
      </section>
      {open.length > 0 && (
        <section class="section">
          <h2>{m.today_attention()}</h2>
          <div class="findings">
            {first.map((finding) => (
              <FindingCard key={finding.id} finding={finding} phone={profile?.clinic?.phone} />
            ))}
          </div>
          {rest.length > 0 && (
            <details class="fold">
              <summary>
                <span class="strong">{m.today_more_findings({ count: rest.length })}</span>
                <span class="turn">
                  <ChevronIcon />
                </span>
              </summary>
              <div class="findings">
                {rest.map((finding) => (
                  <FindingCard key={finding.id} finding={finding} phone={profile?.clinic?.phone} />
                ))}
              </div>
            </details>
          )}
        </section>
      )}
      <section class="section">
        <h2>{m.today_exercises()}</h2>
        {planned.length === 0 ? (
          <p class="quiet">{m.today_exercises_none()}</p>
        ) : (
          <ul class="lines">
            {planned.map((row) => (
              <Exercise key={row.id} row={row} done={done.find((one) => one.category === row.category)} />
            ))}
          </ul>
        )}
      </section>
      <section class="section">
        <h2>{m.today_log()}</h2>
        {hasPain && hasLoad ? (
          <p class="saved row">
            <CheckIcon /> {m.today_log_done()}
          </p>
        ) : (
          <ul class="lines">
            {!hasPain && <li class="today-left">{m.today_log_pain()}</li>}
            {!hasLoad && <li class="today-left">{m.today_log_load()}</li>}
          </ul>
        )}
        <a class="button button-wide" href="/log">
          {m.today_log_go()}
        </a>
      </section>
    </>
  );
}

function SideLoad({ leg, load, concerned }: { leg: Leg; load: LoadDecision | null; concerned: boolean }) {
  return (
    <div class={`today-side side-edge-${leg}`}>
      <p class={`side-mark side-${leg}`}>{sideName(leg)}</p>
      {load ? (
        <>
          <p class="today-figure">{loadFigure(load)}</p>
          <p>{loadSentence(load.status)}</p>
          {load.aid && load.aid !== "none" && (
            <p class="today-aid">
              <AidDrawing aid={load.aid} size={36} />
              {aidName(load.aid)}
            </p>
          )}
          <p class="small quiet">
            {load.decided_on &&
              (load.decided_by
                ? m.today_decided({ name: load.decided_by, day: sayDay(load.decided_on) })
                : m.today_decided_no_name({ day: sayDay(load.decided_on) }))}
            {load.review_on && (
              <>
                <br />
                {m.today_review({ day: sayDay(load.review_on) })}
              </>
            )}
          </p>
        </>
      ) : concerned ? (
        <>
          <p class="strong">{m.today_undecided()}</p>
          <p>{m.today_undecided_say()}</p>
        </>
      ) : (
        <p class="quiet">{m.today_not_concerned()}</p>
      )}
    </div>
  );
}

/** Either the clock runs and is stopped, or it is said afterwards. Both end in one entry. */
function Exercise({ row, done }: { row: ProgrammeRecord; done?: ExerciseRecord }) {
  const key = `toh.timer.${row.id}`;
  const [started, setStarted] = useState<number | null>(() => Number(sessionStorage.getItem(key)) || null);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!started) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [started]);
  const begin = () => {
    sessionStorage.setItem(key, String(Date.now()));
    setNow(Date.now());
    setStarted(Date.now());
  };
  const log = (minutes: number | null | undefined) => {
    sessionStorage.removeItem(key);
    setStarted(null);
    void save([{ kind: "exercise", category: row.category, minutes: minutes ?? undefined }]);
  };
  const seconds = started ? Math.max(0, Math.floor((now - started) / 1_000)) : 0;
  return (
    <li class="today-exercise">
      <ExerciseDrawing category={row.category} size={44} />
      <div class="grow">
        <p class="strong">{exerciseName(row.category)}</p>
        {row.minutes != null && <p class="small quiet">{m.minutes({ count: row.minutes })}</p>}
      </div>
      {done ? (
        <p class="saved small row">
          <CheckIcon size={20} /> {done.minutes ? m.exercise_logged({ count: done.minutes }) : m.done()}
        </p>
      ) : started ? (
        <div class="row">
          <span class="today-clock" role="timer">
            {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
          </span>
          <button
            type="button"
            class="button button-primary"
            onClick={() => log(Math.max(1, Math.round(seconds / 60)))}
          >
            {m.exercise_stop()}
          </button>
        </div>
      ) : (
        <div class="row">
          <button type="button" class="button" onClick={begin}>
            {m.exercise_start()}
          </button>
          <button type="button" class="button" onClick={() => log(row.minutes)}>
            {m.exercise_log()}
          </button>
        </div>
      )}
    </li>
  );
}

import "./today.css";
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Day, deviceZone, formatDay, sameClock, weekday } from "~/domain/days";
import { type ExerciseRecord, holdsLeg, type LoadDecision } from "~/domain/records";
import type { Aid, Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useRead, useSync } from "~/sync/hooks";
import { Decided } from "~/ui/decided";
import { FindingCard } from "~/ui/finding";
import { CheckIcon, ChevronIcon, PhoneIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { LegsDrawing } from "~/ui/legs";
import { useDay } from "~/ui/use-day";
import { aidName, loadFigure, loadSentence, sideName } from "~/ui/words";
import { useToday } from "./data";
import { LaterDrawing } from "./drawing";
import { Exercise } from "./exercise";

export function Today() {
  const day = useDay();
  const data = useToday(day);
  const { standing } = useSync();
  const read = useRead();
  // on a new phone the first reading is waited for, rather than a screen that says nothing is known
  if (!data || !(read ?? data.profile) || standing === "no_storage")
    return (
      <>
        <Head day={day} />
        <NotRead />
      </>
    );
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
  // where it hurts is no answer to how much
  const hasPain = entries.some((entry) => entry.kind === "pain" && entry.intensity != null);
  const hasLoad = entries.some((entry) => entry.kind === "weight_bearing");

  return (
    <>
      <Head day={day} />
      <section class="today-load" aria-label={m.today_title()}>
        <div class="today-legs">
          <LegsDrawing left={load.left} right={load.right} />
        </div>
        <div class="today-sides">
          {(["left", "right"] as const).map((leg) => (
            <SideLoad key={leg} leg={leg} load={load[leg]} concerned={holdsLeg(profile, leg)}>
              {/* before the profile is read, a leg without a load is not one that was seen so */}
              {profile && <Changed leg={leg} load={load[leg]} />}
            </SideLoad>
          ))}
        </div>
        {!someLoad && <p class="quiet small">{m.today_nothing_known()}</p>}
        {profile && profile.episodes.length === 0 && entries.length === 0 && (
          <a class="button" href="/welcome">
            {m.welcome_title()}
          </a>
        )}
      </section>
      {profile && !sameClock(deviceZone(), profile.timezone) && <Elsewhere profile={profile} />}
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
        <Asked day={day} />
        <a class="button button-wide" href="/log">
          {m.today_log_go()}
        </a>
      </section>
      {urgent === 0 && profile?.clinic?.phone && (
        <section class="section">
          <a class="line-link" href={`tel:${profile.clinic.phone.replace(/[^+\d]/g, "")}`}>
            <PhoneIcon />
            <span class="grow">
              {m.today_call({ clinic: profile.clinic.name })}
              <br />
              <bdi dir="ltr" class="small quiet">
                {profile.clinic.phone}
              </bdi>
            </span>
          </a>
        </section>
      )}
    </>
  );
}

const Head = ({ day }: { day: Day }) => (
  <div class="today-head">
    <p class="quiet">{formatDay(day, intl(), "full")}</p>
    <h1>{m.today_title()}</h1>
  </div>
);

function SideLoad({
  leg,
  load,
  concerned,
  children,
}: {
  leg: Leg;
  load: LoadDecision | null;
  concerned: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={`today-side side-edge-${leg}`}>
      <p class={`side-mark side-${leg}`}>{sideName(leg)}</p>
      {load ? (
        <>
          <p class="today-figure">{loadFigure(load)}</p>
          <p>{loadSentence(load.status)}</p>
          {load.aid && load.aid !== "none" && (
            <p class="today-aid">
              <AidLater aid={load.aid} />
              {aidName(load.aid)}
            </p>
          )}
          <Decided load={load} />
        </>
      ) : concerned ? (
        <>
          <p class="strong">{m.today_undecided()}</p>
          <p>{m.today_undecided_say()}</p>
        </>
      ) : (
        <p class="quiet">{m.today_not_concerned()}</p>
      )}
      {children}
    </div>
  );
}

const AidLater = ({ aid }: { aid: Aid }) => (
  <LaterDrawing size={36} draw={(all) => <all.AidDrawing aid={aid} size={36} />} />
);

/** A part that few people need: the first screen does not load it, and shows `meanwhile` until it is there. */
function later<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile?: () => ComponentChildren) {
  return (props: P) => {
    const [Part, setPart] = useState<ComponentType<P> | null>(null);
    useEffect(() => void load().then((part) => setPart(() => part)), []);
    return <>{Part ? <Part {...props} /> : meanwhile?.()}</>;
  };
}

/** The question about the clock, on a phone that is elsewhere than its record. */
const Elsewhere = later(() => import("~/ui/zone").then((module) => module.ZoneNotice));
/** What is new about a leg. */
const Changed = later(() => import("./changed").then((module) => module.Changed));
/** Questionnaires that wait. */
const Asked = later(() => import("./questionnaires").then((module) => module.DueQuestionnaires));
/** A phone that knows nothing yet, and why. */
const NotRead = later(
  () => import("~/ui/waiting").then((module) => module.NotRead),
  () => <p class="opening">{m.loading()}</p>,
);

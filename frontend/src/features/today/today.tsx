import "./today.css";
import type { ComponentChildren } from "preact";
import { allowedLoad, concerns } from "~/domain/allowed";
import { attentionOf } from "~/domain/attention";
import { type Day, deviceZone, formatDay, sameClock } from "~/domain/days";
import type { LoadDecision, WeightUnit } from "~/domain/records";
import type { Aid, Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useRead, useSync } from "~/sync/hooks";
import { Decided } from "~/ui/decided";
import { intl } from "~/ui/language";
import { LegsDrawing } from "~/ui/legs";
import { useDay } from "~/ui/use-day";
import { aidName, loadBeneath, loadFigure, sideName } from "~/ui/words";
import { useToday } from "./data";
import { LaterDrawing } from "./drawing";
import { later } from "./later";

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
  const { profile, entries, prescriptions, weights, findings } = data;
  const load = profile?.load ?? { left: null, right: null };
  const someLoad = load.left || load.right;
  const urgent = attentionOf(findings.filter((finding) => finding.urgency === "now"));
  const allowed = allowedLoad(load, findings, prescriptions ?? [], profile, weights ?? [], day);

  return (
    <>
      <Head day={day} />
      {urgent.length > 0 && (
        <div class="findings today-urgent">
          {urgent.map((card) => (
            <Urgent key={card.key} card={card} profile={profile} />
          ))}
        </div>
      )}
      <section class="today-load" aria-label={m.today_title()}>
        <div class="today-legs">
          <LegsDrawing left={allowed.left.load} right={allowed.right.load} />
        </div>
        <div class="today-sides">
          {(["left", "right"] as const).map((leg) => (
            <SideLoad
              key={leg}
              leg={leg}
              load={allowed[leg].load}
              held={allowed[leg].held !== undefined}
              concerned={concerns(profile, leg, findings)}
              unit={profile?.settings.weight_unit ?? "kg"}
            >
              {allowed[leg].held && (
                <Held {...allowed[leg].held} unit={profile?.settings.weight_unit ?? "kg"} />
              )}
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
      <Below data={data} urgent={urgent.length > 0} />
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
  held,
  concerned,
  unit,
  children,
}: {
  leg: Leg;
  load: LoadDecision | null;
  held: boolean;
  concerned: boolean;
  unit: WeightUnit;
  children: ComponentChildren;
}) {
  return (
    <div class={`today-side side-edge-${leg}`}>
      <p class={`side-mark side-${leg}`}>{sideName(leg)}</p>
      {load ? (
        <>
          <p class="today-figure">{loadFigure(load, unit)}</p>
          <p>{loadBeneath(load, leg, unit)}</p>
          <Felt leg={leg} load={load} unit={unit} held={held} />
          {load.aid && load.aid !== "none" && (
            <p class="today-aid">
              <AidLater aid={load.aid} />
              {aidName(load.aid)}
            </p>
          )}
          {load.decided_on && <Decided load={load} />}
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

/** With the telephone; what was seen and what to do stand there before it has come. */
const Urgent = later(
  () => import("./urgent").then((module) => module.Urgent),
  ({ card }) => (
    <article class="finding finding-now">
      <p class="large strong">{card.first.text.seen}</p>
      <p>{card.first.text.do}</p>
    </article>
  ),
);

/** The question about the clock, on a phone that is elsewhere than its record. */
const Elsewhere = later(() => import("~/ui/zone").then((module) => module.ZoneNotice));
/** The load as something that can be felt: a scale, its share of the body, practice. */
const Felt = later(() => import("./felt").then((module) => module.Felt));
/** What is new about a leg. */
const Changed = later(() => import("./changed").then((module) => module.Changed));
/** Why less is shown than was decided. */
const Held = later(() => import("~/ui/held").then((module) => module.Held));
/** Everything under the drawing. */
const Below = later(() => import("./below").then((module) => module.Below));
/** A phone that knows nothing yet, and why. */
const NotRead = later(
  () => import("~/ui/waiting").then((module) => module.NotRead),
  () => <p class="opening">{m.loading()}</p>,
);

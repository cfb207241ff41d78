import "./plan.css";
import { useState } from "preact/hooks";
import { homeProgramme } from "~/api/prints";
import { allowedLoad, concerns } from "~/domain/allowed";
import { courseOf, type LoadSpan } from "~/domain/course";
import { today as todayOf } from "~/domain/days";
import type {
  AnyRecord,
  BodyWeightRecord,
  LoadDecision,
  PrescriptionRecord,
  ProgrammeRecord,
  WeightUnit,
} from "~/domain/records";
import { type ExerciseCategory, LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive, useRead } from "~/sync/hooks";
import { CallList } from "~/ui/call-list";
import { Decided } from "~/ui/decided";
import { AidDrawing, ExerciseDrawing } from "~/ui/drawings";
import { Held } from "~/ui/held";
import { LockIcon } from "~/ui/icons";
import { useKnownProfile } from "~/ui/known-loads";
import { locale } from "~/ui/language";
import { quietly } from "~/ui/lazily";
import { FootMark } from "~/ui/legs";
import { LoadPath } from "~/ui/load-path";
import { openFindings } from "~/ui/local-findings";
import { Waiting } from "~/ui/waiting";
import { Weigh } from "~/ui/weigh";
import {
  aidName,
  exerciseName,
  legName,
  loadBeneath,
  loadFigure,
  roleName,
  sayDay,
  sayLimit,
  weekdayName,
} from "~/ui/words";

/** What opens when. The order is that of the guidance: gentle first, strength when released, loaded only behind two gates. */
const GENTLE: ExerciseCategory[] = ["other", "aquatic", "range_of_motion"];
const RELEASED: ExerciseCategory[] = ["strengthening", "balance"];

export function Plan() {
  const read = useRead();
  const profile = useKnownProfile();
  const decided = useLive(
    async (db) =>
      [
        ...(await currentOfKind(db, "prescription")),
        ...(await currentOfKind(db, "body_weight")),
      ] as unknown as AnyRecord[],
  );
  const programme = useLive(
    async (db) => (await currentOfKind(db, "programme")) as unknown as ProgrammeRecord[],
  );
  const findings = useLive((db) => openFindings(db, todayOf()));
  if (!read || profile === undefined || !decided || !programme || !findings)
    return <Waiting title={m.nav_plan()} />;
  const day = todayOf();
  const load = profile?.load ?? { left: null, right: null };
  const signed = decided.filter((row) => row.kind === "prescription") as unknown as PrescriptionRecord[];
  const weights = decided.filter((row) => row.kind === "body_weight") as unknown as BodyWeightRecord[];
  const allowed = allowedLoad(load, findings, signed, profile, weights, day);
  const unit = profile?.settings.weight_unit ?? "kg";
  const spans = courseOf(decided, day, null, profile?.load_terms).load;
  const running = programme.filter((row) => !row.until_on || row.until_on >= day);
  const gate = profile?.exercise_gate;
  const released =
    gate?.strengthening ||
    gate?.balance ||
    RELEASED.some((category) => running.some((row) => row.category === category));
  const open = gate?.weight_bearing ?? false;
  return (
    <>
      <div class="page-head">
        <h1>{m.nav_plan()}</h1>
      </div>
      <section class="section">
        <h2>{m.plan_load()}</h2>
        <p class="quiet">{m.plan_load_say()}</p>
        {LEGS.map((leg) => {
          const decision = load[leg];
          // a page that shows a load shows no more of it than Today does
          const { load: now, held } = allowed[leg];
          return (
            <div key={leg} class="plan-leg">
              <FootMark load={now} side={leg} size={56} />
              <div class="stack-tight">
                <p class={`side-mark side-${leg}`}>{legName(leg)}</p>
                {decision && now ? (
                  <>
                    <p class="plan-figure">{loadFigure(now, unit)}</p>
                    <p>{loadBeneath(now, leg, unit)}</p>
                    {held && <Held {...held} unit={unit} />}
                    {!held && <Share load={decision} unit={unit} />}
                    {decision.aid && decision.aid !== "none" && (
                      <p class="row">
                        <AidDrawing aid={decision.aid} size={32} /> {aidName(decision.aid)}
                      </p>
                    )}
                    {!held && decision.for_patient && <p class="pre-line">{decision.for_patient}</p>}
                    <Decided load={decision} day={day} />
                    {now.weigh && <WeighButton load={now} unit={unit} />}
                    {!held && (now.kg ?? 0) > 0 && (
                      <a class="button" href={`/more/practice/${leg}`}>
                        {m.practice_go()}
                      </a>
                    )}
                    {!held && <LoadPath {...{ leg, unit }} load={decision} before={spans[leg]} today={day} />}
                  </>
                ) : concerns(profile, leg, findings) ? (
                  <>
                    <p class="strong">{m.today_undecided()}</p>
                    <p>{m.today_undecided_say()}</p>
                    <Earlier spans={spans[leg]} />
                  </>
                ) : (
                  <p class="quiet">{m.today_not_concerned()}</p>
                )}
                <History {...{ leg, unit }} rows={decided} spans={spans[leg]} />
              </div>
            </div>
          );
        })}
      </section>
      <section class="section">
        <h2>{m.plan_programme()}</h2>
        {running.length > 0 && profile && (
          <p>
            <a href={homeProgramme(profile.id, locale())} target="_blank" rel="noopener">
              {m.plan_print()}
            </a>
          </p>
        )}
        {running.length === 0 ? (
          <p class="quiet">{m.plan_programme_none()}</p>
        ) : (
          <ul class="lines">
            {running.map((row) => (
              <li key={row.id} class="plan-row">
                <ExerciseDrawing category={row.category} size={44} />
                <div>
                  <p class="strong">{exerciseName(row.category)}</p>
                  <p class="small quiet">
                    {[
                      row.minutes ? m.minutes({ count: row.minutes }) : null,
                      row.weekdays && row.weekdays.length > 0 && row.weekdays.length < 7
                        ? row.weekdays.map(weekdayName).join(" ")
                        : m.every_day(),
                      row.until_on ? m.plan_until({ day: sayDay(row.until_on) }) : null,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                  {row.instructions && <p class="small pre-line">{row.instructions}</p>}
                  {row.items && row.items.length > 0 && <PlanItems items={row.items} />}
                </div>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="section">
        <h2>{m.life_title()}</h2>
        <a class="line-link" href="/more/daily-life">
          <span class="grow">{m.life_more()}</span>
        </a>
      </section>
      <section class="section">
        <h2>{m.plan_steps()}</h2>
        <Gate title={m.plan_gate_gentle()} say={m.plan_gate_gentle_say()} categories={GENTLE} open />
        <Gate
          title={m.plan_gate_strength()}
          say={released ? m.plan_gate_strength_open() : m.plan_gate_strength_locked()}
          categories={RELEASED}
          open={released === true}
        />
        <Gate
          title={m.plan_gate_loaded()}
          say={open ? m.plan_gate_loaded_open() : m.plan_gate_loaded_locked()}
          categories={["weight_bearing"]}
          open={open}
        />
      </section>
      {profile && profile.care_team.length > 0 && (
        <section class="section">
          <h2>{m.plan_team()}</h2>
          <ul class="lines">
            {profile.care_team.map((person) => (
              <li key={person.name} class="plan-row">
                <div>
                  <p class="strong">{person.name}</p>
                  <p class="small quiet">{roleName(person.role)}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {profile && (
        <section class="section">
          <h2>{m.call_title()}</h2>
          <CallList profile={profile} emergency />
        </section>
      )}
    </>
  );
}

/** The percent beside the kilograms; for those who read pounds the kilograms too. */
function Share({ load, unit }: { load: LoadDecision; unit: WeightUnit }) {
  const share = load.percent ?? load.share;
  if (load.status !== "PWB" || load.kg == null) return null;
  return (
    <p class="small quiet">
      {[unit === "lb" && sayLimit(load.kg), share != null && m.load_share({ percent: share })]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}

/** Why nothing is decided any more: what was, was of the earlier illness. */
function Earlier({ spans }: { spans: readonly LoadSpan[] }) {
  const last = spans.at(-1);
  return last?.ended ? <p class="small quiet">{m.today_earlier_load({ day: sayDay(last.to) })}</p> : null;
}

const PlanItems = quietly(() => import("./plan-items").then((one) => one.PlanItems));

/** Where the kilograms are not known, or of an old weight, the weight is asked for: without a limit nothing is practised. */
function WeighButton({ load, unit }: { load: LoadDecision; unit: WeightUnit }) {
  const [weighing, setWeighing] = useState(false);
  return (
    <>
      <button type="button" class="button" onClick={() => setWeighing(true)}>
        {m.weigh_title()}
      </button>
      {weighing && <Weigh load={load} unit={unit} onClose={() => setWeighing(false)} />}
    </>
  );
}

/** What was decided before, newest first. A load of an earlier illness is named as such. */
function History({
  leg,
  rows,
  spans,
  unit,
}: {
  leg: Leg;
  rows: readonly AnyRecord[];
  spans: readonly LoadSpan[];
  unit: WeightUnit;
}) {
  const authors = new Map(rows.map((row) => [row.id, row.author?.name]));
  const mine = spans.filter((span) => !span.open).reverse();
  if (mine.length === 0) return null;
  return (
    <details class="fold">
      <summary class="plan-history">{m.plan_history()}</summary>
      <ul class="lines small">
        {mine.map((span) => (
          <li key={span.id} class="plan-history-row">
            <FootMark load={span} side={leg} size={24} />
            <span class="strong">{loadFigure(span, unit)}</span>
            <span class="quiet">
              {[sayDay(span.from), authors.get(span.id)].filter(Boolean).join(", ")}
              {span.ended && (
                <>
                  <br />
                  {m.plan_earlier_episode({ day: sayDay(span.to) })}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Gate({
  title,
  say,
  categories,
  open,
}: {
  title: string;
  say: string;
  categories: ExerciseCategory[];
  open: boolean;
}) {
  return (
    <div class={`plan-gate ${open ? "" : "plan-locked"}`}>
      <div class="plan-gate-drawing">
        {open ? <ExerciseDrawing category={categories[0]!} size={44} /> : <LockIcon size={28} />}
      </div>
      <div>
        <h3>{title}</h3>
        <p class="small">{say}</p>
      </div>
    </div>
  );
}

import "./plan.css";
import { today as todayOf } from "~/domain/days";
import { legsOf } from "~/domain/pain";
import { holdsLeg, type PrescriptionRecord, type ProgrammeRecord } from "~/domain/records";
import { type ExerciseCategory, LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/entries";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { Decided } from "~/ui/decided";
import { AidDrawing, ExerciseDrawing } from "~/ui/drawings";
import { LockIcon } from "~/ui/icons";
import { FootMark } from "~/ui/legs";
import { Waiting } from "~/ui/waiting";
import {
  aidName,
  exerciseName,
  legName,
  loadFigure,
  loadSentence,
  roleName,
  sayDay,
  weekdayName,
} from "~/ui/words";

/** What opens when. The order is that of the guidance: gentle first, strength when released, loaded only behind two gates. */
const GENTLE: ExerciseCategory[] = ["other", "aquatic", "range_of_motion"];
const RELEASED: ExerciseCategory[] = ["strengthening", "balance"];

export function Plan() {
  const read = useRead();
  const profile = useProfile();
  const prescriptions = useLive(
    async (db) => (await currentOfKind(db, "prescription")) as unknown as PrescriptionRecord[],
  );
  const programme = useLive(
    async (db) => (await currentOfKind(db, "programme")) as unknown as ProgrammeRecord[],
  );
  if (!read || profile === undefined || !prescriptions || !programme) return <Waiting title={m.nav_plan()} />;
  const day = todayOf();
  const load = profile?.load ?? { left: null, right: null };
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
          return (
            <div key={leg} class="plan-leg">
              <FootMark load={decision} side={leg} size={56} />
              <div class="stack-tight">
                <p class={`side-mark side-${leg}`}>{legName(leg)}</p>
                {decision ? (
                  <>
                    <p class="plan-figure">{loadFigure(decision)}</p>
                    <p>{loadSentence(decision.status)}</p>
                    {decision.aid && decision.aid !== "none" && (
                      <p class="row">
                        <AidDrawing aid={decision.aid} size={32} /> {aidName(decision.aid)}
                      </p>
                    )}
                    <Decided load={decision} day={day} />
                  </>
                ) : holdsLeg(profile, leg) ? (
                  <>
                    <p class="strong">{m.today_undecided()}</p>
                    <p>{m.today_undecided_say()}</p>
                  </>
                ) : (
                  <p class="quiet">{m.today_not_concerned()}</p>
                )}
                <History leg={leg} rows={prescriptions} />
              </div>
            </div>
          );
        })}
      </section>
      <section class="section">
        <h2>{m.plan_programme()}</h2>
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
                </div>
              </li>
            ))}
          </ul>
        )}
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
          {profile.clinic?.phone && (
            <a class="button button-wide" href={`tel:${profile.clinic.phone.replace(/[^+\d]/g, "")}`}>
              {m.call()} {profile.clinic.name}
            </a>
          )}
        </section>
      )}
    </>
  );
}

function History({ leg, rows }: { leg: Leg; rows: readonly PrescriptionRecord[] }) {
  const mine = rows
    .filter((row) => legsOf(row.side).includes(leg))
    .sort((a, b) => (a.date < b.date ? 1 : -1));
  if (mine.length < 2) return null;
  return (
    <details class="fold">
      <summary class="plan-history">{m.plan_history()}</summary>
      <ul class="lines small">
        {mine.map((row) => (
          <li key={row.id} class="plan-history-row">
            <FootMark load={row} side={leg} size={24} />
            <span class="strong">{loadFigure(row)}</span>
            <span class="quiet">
              {sayDay(row.date)}
              {row.author ? `, ${row.author.name}` : ""}
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

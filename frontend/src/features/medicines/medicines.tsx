import { useState } from "preact/hooks";
import { type Day, isDay, today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import { type Course, gateOf, takenOn } from "~/domain/medicines";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { useProfile, useRead } from "~/sync/hooks";
import { DayMedicines, useCourses } from "~/ui/day-medicines";
import { PageHead } from "~/ui/page";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { sayDate, sayDay } from "~/ui/words";
import { medicineName, sayRhythm } from "~/ui/words/medicines";
import { AddMedicine } from "./add-medicine";
import { Intake } from "./intake";

/** Medicines, calcium and vitamin D: what is taken, and what was taken on a day, past days too. */
export function Medicines() {
  const read = useRead();
  const profile = useProfile();
  const courses = useCourses();
  const [day, setDay] = useState<Day>(todayOf());
  const [adding, setAdding] = useState(false);
  if (!read || profile === undefined || !courses) return <Waiting title={m.medicines_title()} back="/more" />;
  const now = courses.filter((one) => takenOn(one, todayOf()) || one.from > todayOf());
  return (
    <>
      <PageHead title={m.medicines_title()} back="/more" />
      <div class="field">
        <label for="medicines-day">{m.medicines_day()}</label>
        <input
          id="medicines-day"
          type="date"
          min={EARLIEST}
          max={todayOf()}
          value={day}
          onInput={(event) => {
            const { value } = event.target as HTMLInputElement;
            if (isDay(value) && value <= todayOf()) setDay(value);
          }}
        />
      </div>
      <DayMedicines key={day} day={day} title={m.medicines_of_day({ day: sayDay(day) })} />
      <Intake key={`intake-${day}`} day={day} />
      <section class="section">
        <h2>{m.medicines_list()}</h2>
        {now.length === 0 && <p class="quiet">{m.medicines_none()}</p>}
        <ul class="lines">
          {now.map((course) => (
            <Line key={course.id} {...{ course, profile }} />
          ))}
        </ul>
        {adding ? (
          <AddMedicine profile={profile} onDone={() => setAdding(false)} />
        ) : (
          <div>
            <button type="button" class="button" onClick={() => setAdding(true)}>
              {m.medicines_add()}
            </button>
          </div>
        )}
        <p class="small quiet">{m.medicines_say()}</p>
      </section>
    </>
  );
}

/** One of the list. What the clinic wrote down the clinic takes off it. */
function Line({ course, profile }: { course: Course; profile: Profile | null }) {
  const [keep, notKept] = useKeep();
  const gate = gateOf(course.medicineClass, profile);
  const name = medicineName(course.name);
  return (
    <li class="entry-line">
      <div class="grow">
        <p class="strong">{name}</p>
        <p class="small quiet">
          {sayRhythm(course)} · {m.medicines_since({ day: sayDate(course.from) })}
          {!course.own && ` · ${m.medicines_of_clinic()}`}
        </p>
        {gate && <p class="small">{gate === "ask" ? m.medicines_gate_ask() : m.medicines_gate_stop()}</p>}
      </div>
      {course.own && (
        <button
          type="button"
          class="button"
          aria-label={`${m.medicines_stop()}: ${name}`}
          onClick={() =>
            void keep([
              {
                kind: "medicine",
                name: course.name,
                class: course.medicineClass ?? undefined,
                action: "stop",
              },
            ])
          }
        >
          {m.medicines_stop()}
        </button>
      )}
      {notKept}
    </li>
  );
}

import { useState } from "preact/hooks";
import type { Day } from "~/domain/days";
import { type Course, coursesOf, dueOn, noteOf, takenOn } from "~/domain/medicines";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { KeptLine } from "./kept-line";
import { useKeep } from "./use-keep";
import { medicineName } from "./words/medicines";

const OUTCOMES = ["taken", "skipped"] as const;

export const useCourses = (): Course[] | undefined =>
  useLive(async (db) =>
    coursesOf((await currentOfKind(db, "medicine")).filter((row) => row.sync !== "refused")),
  );

/** The doses of a day, each to be noted as taken or left out. `due`: only those of that day, as Today has them. */
export function DayMedicines({ day, due = false, title }: { day: Day; due?: boolean; title: string }) {
  const courses = useCourses();
  const notes = useLive(
    async (db) =>
      (await currentOfKind(db, "medicine_taken")).filter(
        (row) => row.date === day && row.sync !== "refused",
      ) as AnyRecord[],
    [day],
  );
  const [keep, notKept] = useKeep();
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const shown = (courses ?? []).filter((one) => (due ? dueOn(one, day) : takenOn(one, day)));
  if (!notes || shown.length === 0) return null;
  const note = (course: Course, time: string | null, outcome: (typeof OUTCOMES)[number]) => {
    const before = noteOf(course, notes, time);
    // the same once more takes it back
    const entry =
      before?.outcome === outcome
        ? { kind: "deletion", date: day, supersedes: before.id }
        : {
            kind: "medicine_taken",
            date: day,
            name: course.name,
            outcome,
            time: time ?? undefined,
            supersedes: before?.id,
          };
    void keep([entry], undefined, setKept);
  };
  return (
    <section class="section">
      <h2>{title}</h2>
      <ul class="lines">
        {shown.flatMap((course) =>
          (course.times.length > 0 ? course.times : [null]).map((time) => {
            const name = medicineName(course.name);
            const words = [name, time].filter(Boolean).join(", ");
            const said = noteOf(course, notes, time)?.outcome;
            return (
              <li key={`${course.id} ${time}`} class="entry-line">
                <span class="grow">
                  <span class="strong">{name}</span>
                  {time && (
                    <>
                      <br />
                      <span class="small quiet">{time}</span>
                    </>
                  )}
                </span>
                <span class="chips">
                  {OUTCOMES.map((outcome) => (
                    <button
                      key={outcome}
                      type="button"
                      class="chip"
                      aria-pressed={said === outcome}
                      aria-label={`${outcome === "taken" ? m.medicine_taken() : m.medicine_skipped()}: ${words}`}
                      onClick={() => note(course, time, outcome)}
                    >
                      {outcome === "taken" ? m.medicine_taken() : m.medicine_skipped()}
                    </button>
                  ))}
                </span>
              </li>
            );
          }),
        )}
      </ul>
      {kept && <KeptLine rows={kept} />}
      {notKept}
    </section>
  );
}

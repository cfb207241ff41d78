// @vitest-environment happy-dom
/** Exercises one by one: drawn, ticked, too hard, on a clock; and none that the load of today does not allow. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { today } from "~/domain/days";
import { stepsOf } from "~/domain/exercise-steps";
import { offered } from "~/domain/programme";
import type { ExerciseRecord, ProgrammeExercise, ProgrammeRecord } from "~/domain/records";
import { ProgrammeItems } from "~/features/desk/programme-items";
import { ExerciseItems } from "~/features/today/exercise-items";
import { EXERCISES } from "~/generated/exercises";
import type { TohDatabase } from "~/store/db";
import { changeLanguage } from "~/ui/language";
import { doseOf, howOf, IDS, nameOf, watchOf } from "~/ui/words/exercises";
import * as dom from "./dom";

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);

const CLAM: ProgrammeExercise = { exercise: "clam", side: "left", sets: 2, repetitions: 8, rest_seconds: 45 };
const row = (category: string, items: ProgrammeExercise[]) =>
  ({ id: "p", kind: "programme", category, date: today(), items }) as unknown as ProgrammeRecord;
const allowed = (status: string) =>
  db.meta.put({
    key: "profile",
    value: { ...dom.PROFILE, load: { left: { status, decided_on: today() }, right: null } },
  });
const written = async () =>
  (await db.records.toArray()).filter(
    (one) => one.kind === "exercise" && one.current === 1,
  ) as unknown as ExerciseRecord[];

test("ticked, or too hard with the pain during it: one statement for each exercise of a day", async () => {
  await allowed("NWB");
  const items = [CLAM, { exercise: "side-leg-raise", sets: 1, repetitions: 5 }];
  const show = (done: ExerciseRecord[]) =>
    dom.show(<ExerciseItems row={row("strengthening", items)} day={today()} done={done} />);
  show([]);
  await dom.says("2 × 8, rest 45 s, Left");
  await dom.press("Too hard");
  await dom.until(() => document.querySelector(".kept-line"), "kept");
  const [first] = await written();
  expect(first).toMatchObject({ category: "strengthening", item: "side-leg-raise", too_hard: true });
  show([first!]);
  await dom.choose(4);
  await dom.until(() => document.querySelector(".kept-line"), "kept again");
  await vi.waitFor(async () => expect((await written()).map((one) => one.pain)).toEqual([4]));
  expect((await written())[0]).toMatchObject({ item: "side-leg-raise", too_hard: true, pain: 4 });
});

test("what the load of today does not allow is locked, and what the gate of weight-bearing exercise holds", async () => {
  await allowed("PWB");
  dom.show(
    <ExerciseItems row={row("strengthening", [{ exercise: "sit-to-stand" }])} day={today()} done={[]} />,
  );
  await dom.says("Not now: your load allows less.");
  expect(document.querySelectorAll("button")).toHaveLength(0);
  await allowed("FWB");
  dom.show(
    <ExerciseItems
      key="full"
      row={row("strengthening", [{ exercise: "sit-to-stand" }])}
      day={today()}
      done={[]}
    />,
  );
  await dom.button("Done");
  dom.show(
    <ExerciseItems key="gate" row={row("gait", [{ exercise: "walk-level" }])} day={today()} done={[]} />,
  );
  await dom.says("Not now");
});

test("nothing of the library that bears weight is offered below the weight it needs, in no language", () => {
  const loads = ["NWB", "TTWB", "PWB", "WBAT", "FWB"];
  for (const id of IDS) {
    const { weight, category } = EXERCISES[id];
    const least = { none: 0, PWB: 2, FWB: 4 }[weight];
    loads.forEach((load, step) => {
      expect(offered(weight, [load]), `${id} ${load}`).toBe(step >= least);
      expect(offered(weight, ["FWB", load])).toBe(step >= least);
    });
    expect(offered(weight, [null])).toBe(weight === "none");
    // what stands or walks outside water needs the whole weight
    if (["gait", "weight_bearing", "aerobic"].includes(category)) expect(weight).toBe("FWB");
    for (const language of ["en", "de"] as const) {
      changeLanguage(language);
      expect(nameOf(id)).not.toBe(id);
      expect(howOf(id).length).toBeGreaterThan(20);
      expect(watchOf(id).length).toBeGreaterThan(0);
      expect([nameOf(id), howOf(id), ...watchOf(id)].join(" ")).not.toMatch(
        /\b(safe|cleared|healed|geheilt|unbedenklich)\b/i,
      );
    }
    changeLanguage("en");
  }
  expect(IDS.length).toBeGreaterThanOrEqual(60);
});

test("a clock for each side and each hold, with rest between the rounds", () => {
  const kinds = (item: ProgrammeExercise) =>
    stepsOf(item).map(({ kind, seconds, side }) =>
      [kind, seconds, side].filter((one) => one !== null).join(" "),
    );
  expect(kinds({ exercise: "clam", side: "both", sets: 1, repetitions: 8 })).toEqual([
    "ready 5 left",
    "work left",
    "ready 5 right",
    "work right",
  ]);
  expect(kinds({ exercise: "clam", sets: 2, hold_seconds: 10, repetitions: 2, rest_seconds: 20 })).toEqual([
    "ready 5",
    "work 10",
    "let go 3",
    "work 10",
    "rest 20",
    "ready 5",
    "work 10",
    "let go 3",
    "work 10",
  ]);
  expect(kinds({ exercise: "clam" })).toEqual(["ready 5", "work"]);
});

test("the clock runs through the steps, stops at a touch, and keeps what was done", async () => {
  await allowed("NWB");
  const item = { exercise: "buttock-squeeze", sets: 1, hold_seconds: 5, repetitions: 1 };
  dom.show(<ExerciseItems row={row("strengthening", [item])} day={today()} done={[]} />);
  await dom.press("Start");
  await dom.says("Get ready");
  await dom.press("Next");
  await dom.says("Hold");
  await dom.press("Pause");
  const figure = () => document.querySelector(".timer-figure")!.textContent;
  const stood = figure();
  await new Promise((done) => setTimeout(done, 600));
  expect(figure()).toBe(stood);
  await dom.press("Next");
  await dom.says("That was all of it.");
  await dom.press("Done");
  await vi.waitFor(async () => expect(await written()).toHaveLength(1));
  expect((await written())[0]).toMatchObject({ item: "buttock-squeeze", minutes: 1 });
});

test("the desk picks by drawing, and asks why where the hip bears as much as in walking", async () => {
  let items: ProgrammeExercise[] = [];
  const take = (next: ProgrammeExercise[]) => {
    items = next;
    show();
  };
  const show = () =>
    dom.show(<ProgrammeItems category="strengthening" {...{ items }} restricted onChange={take} />);
  show();
  await dom.press("Add an exercise");
  await dom.type('input[type="search"]', "bridge");
  await dom.until(() => document.querySelectorAll(".item-choice").length === 1, "one");
  (document.querySelector(".item-choice") as HTMLElement).click();
  await dom.says("In this exercise the hip bears as much as in walking");
  expect(items).toEqual([{ exercise: "bridge", sets: 3, repetitions: 8 }]);
  const reason = [...document.querySelectorAll<HTMLInputElement>("input[required]")];
  expect(reason).toHaveLength(1);
  expect(doseOf({ exercise: "bridge", sets: 3, repetitions: 8, side: "both", tempo: "slow" })).toBe(
    "3 × 8, both sides, slowly",
  );
});

// @vitest-environment happy-dom
/** What a patient said of a day besides pain and load can be said differently, too. */
import { afterEach, expect, test } from "vitest";
import { today } from "~/domain/days";
import { DayEntries } from "~/features/log/day-entries";
import * as m from "~/paraglide/messages";
import type { TohDatabase } from "~/store/db";
import { Rests } from "~/ui/rests";
import * as dom from "./dom";

afterEach(dom.leave);

const standing = async (db: TohDatabase, kind: string) =>
  (await db.records.where("[kind+current]").equals([kind, 1]).toArray()).map(
    ({ calcium_mg, vitamin_d_iu, tobacco, alcohol_drinks_per_day }) => ({
      ...(calcium_mg != null && { calcium_mg }),
      ...(vitamin_d_iu != null && { vitamin_d_iu }),
      ...(tobacco != null && { tobacco }),
      ...(alcohol_drinks_per_day != null && { alcohol_drinks_per_day }),
    }),
  );

test("calcium and vitamin D are corrected in the sheet, which keeps what was typed, and taken back", async () => {
  const db = await dom.phone();
  await dom.entry(db, { kind: "intake", calcium_mg: 100, vitamin_d_iu: 800 });
  dom.show(<DayEntries day={today()} />);
  await dom.press(m.edit());
  await dom.type("#edit-calcium_mg", "1000");
  (await dom.field<HTMLDialogElement>("dialog[open]")).close();
  await dom.until(() => !document.querySelector("dialog"), "the sheet shut");
  await dom.press(m.edit());
  expect((await dom.field("#edit-calcium_mg")).value).toBe("1000");
  await dom.type("#edit-vitamin_d_iu", "");
  await dom.send("dialog form");
  await dom.says("Kept:");
  expect(await standing(db, "intake")).toEqual([{ calcium_mg: 1000 }]);
  await dom.press(m.undo());
  await dom.says("Taken back.");
  expect(await standing(db, "intake")).toEqual([{ calcium_mg: 100, vitamin_d_iu: 800 }]);
});

test("a habit is corrected", async () => {
  const db = await dom.phone();
  await dom.entry(db, { kind: "habit", tobacco: true, alcohol_drinks_per_day: 3 });
  dom.show(<DayEntries day={today()} />);
  await dom.press(m.edit());
  await dom.press(m.answer_no());
  await dom.type("#edit-alcohol_drinks_per_day", "0.5");
  await dom.send("dialog form");
  await dom.says("Kept:");
  expect(await standing(db, "habit")).toEqual([{ tobacco: false, alcohol_drinks_per_day: 0.5 }]);
});

test("a deletion asked for on another device is said as soon as this one has read of it, and its end as well", async () => {
  const db = await dom.phone();
  const account = { id: "a", name: "Maria", email: "", patient: true, staff: false } as never;
  dom.show(<Rests account={account} />);
  const told = (erasure_due_at: string | null) =>
    db.meta.put({ key: "profile", value: { ...dom.PROFILE, erasure_due_at } });
  await told("2026-12-24T10:00:00Z");
  await dom.says("will be deleted on");
  await told(null);
  await dom.until(() => !dom.text().includes("will be deleted on"), "the banner gone");
});

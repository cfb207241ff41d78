// @vitest-environment happy-dom
/** A fall is kept with one touch, and what more there is to say of it afterwards. */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { today } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import { Fell } from "~/ui/fell";
import { openFindings } from "~/ui/local-findings";
import * as dom from "./dom";

afterEach(dom.leave);

const falls = async (db: TohDatabase) =>
  (await currentOfKind(db, "fall")).map(({ outcome, side, hurt, could_stand }) => ({
    outcome,
    ...(side != null && { side }),
    ...(hurt != null && { hurt }),
    ...(could_stand != null && { could_stand }),
  }));
const unable = async (db: TohDatabase) =>
  (await currentOfKind(db, "weight_bearing")).map(({ side, status }) => `${side} ${status}`);

test("one touch keeps a fall without a connection, and Undo takes it back", async () => {
  const db = await dom.phone();
  dom.server(() => dom.unreachable());
  dom.show(<Fell day={today()} past={false} clinic />);
  await dom.press(m.fall_fell());
  await dom.says("Kept: Fall");
  expect(await falls(db)).toEqual([{ outcome: "fall" }]);
  await dom.press(m.undo());
  await dom.says("Taken back.");
  expect(await falls(db)).toEqual([]);
});

test("a leg that carried no weight afterwards is an urgent finding of this phone, once", async () => {
  const db = await dom.phone();
  dom.server(() => dom.unreachable());
  dom.show(<Fell day={today()} past={false} clinic />);
  await dom.press(m.fall_stumbled());
  await dom.press(m.fall_more());
  await dom.press(m.leg_left());
  await (await dom.field("dialog fieldset:last-of-type button:last-of-type")).click();
  await dom.says(m.fall_stand_no());
  await dom.send("dialog form");
  await dom.until(() => !document.querySelector("dialog"), "the sheet shut");
  expect(await falls(db)).toEqual([{ outcome: "stumble", side: "left", could_stand: false }]);
  expect(await unable(db)).toEqual(["left UNABLE"]);
  expect((await openFindings(db, today())).map((one) => one.finding)).toEqual(["cannot-bear-weight"]);
  // said once more, it is not a second one
  await dom.press(m.fall_more());
  await (await dom.field("dialog fieldset:nth-of-type(3) button")).click();
  await dom.send("dialog form");
  await dom.until(() => !document.querySelector("dialog"), "the sheet shut");
  expect(await falls(db)).toEqual([{ outcome: "stumble", side: "left", hurt: true, could_stand: false }]);
  expect(await unable(db)).toEqual(["left UNABLE"]);
});

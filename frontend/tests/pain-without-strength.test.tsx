// @vitest-environment happy-dom
/** "Where does it hurt?" answered, as by the first questions, is not yet "how is the pain?". */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { Progress } from "~/features/progress/progress";
import { Today } from "~/features/today/today";
import * as dom from "./dom";

afterEach(dom.leave);

const ASKED = "How is the pain today?";
const EMPTY = "It begins when you log how strong the pain is.";
const hip = { kind: "pain", site: "hip", side: "left" };

test("Today goes on asking, until a strength is said; 0 is one", async () => {
  dom.server(() => undefined);
  const db = await dom.phone();
  await dom.entry(db, hip);
  dom.show(<Today />);
  await dom.says(ASKED);
  await dom.entry(db, { ...hip, intensity: 0 });
  await dom.until(() => !dom.text().includes(ASKED), "the question is answered");
});

test.each([
  ["of a hip", hip],
  ["of a side that nobody said", { ...hip, side: "unknown" }],
  ["elsewhere", { ...hip, site: "knee" }],
])("Progress draws no empty chart, pain %s", async (_, pain) => {
  dom.server(() => undefined);
  const db = await dom.phone();
  await dom.entry(db, pain);
  dom.show(<Progress />);
  await dom.says(EMPTY);
  expect(document.querySelector("figure")).toBeNull();
  await dom.entry(db, { ...pain, intensity: 2 });
  await dom.until(() => document.querySelector("figure"), "a chart");
  expect(dom.text()).not.toContain(EMPTY);
});

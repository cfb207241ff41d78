// @vitest-environment happy-dom
/** The clock of an exercise outlives a reload of the page, and whatever tidies up after other people on the device. */

import { afterEach, test, vi } from "vitest";
import { today } from "~/domain/days";
import type { ProgrammeRecord } from "~/domain/records";
import { Exercise } from "~/features/today/exercise";
import { readAccount } from "~/store/account";
import { forgetKeys } from "~/store/other-people";
import * as dom from "./dom";

const ROW = { id: "r1", kind: "programme", category: "range_of_motion", minutes: 10 } as ProgrammeRecord;
afterEach(() => {
  vi.restoreAllMocks();
  return dom.leave();
});

test("it runs on after a reload, though others were tidied away; it goes with its person", async () => {
  await dom.phone();
  dom.show(<Exercise row={ROW} day={today()} entries={[]} />);
  await dom.press("Start");
  await dom.until(() => document.querySelector("[role=timer]") !== null);

  forgetKeys(readAccount()!.id);
  dom.show(<Exercise key="reloaded" row={ROW} day={today()} entries={[]} />);
  await dom.until(() => document.querySelector("[role=timer]") !== null);

  forgetKeys("somebody-else");
  dom.show(<Exercise key="another" row={ROW} day={today()} entries={[]} />);
  await dom.until(() => document.querySelector("[role=timer]") === null);
});

test("where the browser keeps nothing it runs as long as the page stands", async () => {
  await dom.phone();
  vi.spyOn(globalThis, "sessionStorage", "get").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  dom.show(<Exercise row={ROW} day={today()} entries={[]} />);
  await dom.press("Start");
  await dom.until(() => document.querySelector("[role=timer]") !== null);
});

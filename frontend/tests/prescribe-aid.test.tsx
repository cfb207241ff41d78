// @vitest-environment happy-dom
/** The desk's form asks with which aid a leg bears nothing or part; full load asks nothing. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Prescribe } from "~/features/desk/prescribe";
import * as dom from "./dom";

beforeEach(() => dom.phone());
afterEach(dom.leave);

const aid = () => document.querySelector<HTMLSelectElement>("#prescribe-aid")!;
const asks = () => aid().required && dom.text().includes("choose the aid");
const form = (left: object | null) =>
  dom.show(
    <Prescribe
      patient={{ id: "p1", name: "Maria" } as never}
      load={{ left, right: null } as never}
      proposed={{ left: null, right: null } as never}
      weight={null}
      revision={1 as never}
      onClose={() => {}}
      onConflict={() => {}}
      onSaved={() => {}}
    />,
  );
const button = (status: string) =>
  [...document.querySelectorAll<HTMLButtonElement>(".prescribe-step")].find((one) =>
    one.textContent!.includes(status),
  )!;
const step = async (status: string) => {
  button(status).click();
  await dom.until(() => button(status).getAttribute("aria-pressed") === "true");
};

test("part load and none ask for the aid until one is chosen, the others do not", async () => {
  form(null);
  await dom.until(aid);
  expect(asks()).toBe(false);
  for (const [status, asked] of [
    ["NWB", true],
    ["FWB", false],
    ["PWB", true],
  ] as const) {
    await step(status);
    await dom.until(() => asks() === asked);
  }
  aid().value = "two_crutches";
  aid().dispatchEvent(new Event("change", { bubbles: true }));
  await dom.until(() => !asks());
});

test("an aid that is in force goes on, and is not asked for again", async () => {
  form({ status: "NWB", aid: "two_crutches" });
  await dom.until(aid);
  await step("PWB");
  expect(asks()).toBe(false);
});

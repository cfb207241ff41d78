// @vitest-environment happy-dom
import type { FunctionComponent } from "preact";
import { afterEach, expect, test, vi } from "vitest";
import { lazily, quietly } from "~/ui/lazily";
import { swallowSecondTap } from "~/ui/second-tap";
import * as dom from "./dom";

afterEach(dom.leave);
afterEach(() => void vi.useRealTimers());

const Screen = () => <p>Here it is</p>;
const failing = (times: number) => {
  const load = vi.fn(async (): Promise<FunctionComponent> => {
    if (load.mock.calls.length <= times) throw new TypeError("Failed to fetch dynamically imported module");
    return Screen;
  });
  return load;
};

test("a screen that could not be loaded says so, and comes once there is a connection", async () => {
  const load = failing(2);
  const page = dom.at("/", "/", lazily(load));
  await vi.waitFor(() => expect(page.textContent).toContain("This page could not be loaded."));
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(page.textContent).toContain("Here it is"));
});

test("a part that nobody waits for is asked for again without a word", async () => {
  const load = failing(1);
  const page = dom.at("/", "/", quietly(load));
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
  expect(page.textContent).not.toContain("could not be loaded");
  dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(page.textContent).toContain("Here it is"));
});

test("a second tap is held back until the phone has shown the sheet gone for a while, wherever the phone is busy", () => {
  let painted = () => {};
  vi.stubGlobal("requestAnimationFrame", (work: () => void) => {
    painted = work;
    return 0;
  });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const beneath = vi.fn();
  const bar = document.body.appendChild(document.createElement("button"));
  bar.addEventListener("click", beneath);
  const tap = (x: number, y: number) =>
    bar.dispatchEvent(
      Object.defineProperty(new MouseEvent("click", { clientX: x, clientY: y, bubbles: true }), "timeStamp", {
        value: performance.now(),
      }),
    );
  swallowSecondTap({ x: 100, y: 700 });
  vi.advanceTimersByTime(2000); // the phone has not come to draw
  tap(104, 702);
  painted();
  vi.advanceTimersByTime(500);
  tap(104, 702);
  expect(beneath).not.toHaveBeenCalled();
  tap(300, 700); // another place
  expect(beneath).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(200);
  tap(104, 702);
  expect(beneath).toHaveBeenCalledTimes(2);
  bar.remove();
});

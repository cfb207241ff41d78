// @vitest-environment happy-dom
/** Two fast taps of a finger are meant for one thing, whatever comes to lie under it after the first. */
import { beforeEach, expect, test, vi } from "vitest";
import "~/ui/second-tap";

let beneath: Element | null = null;
let clock = 1_000;
let answered: string[] = [];

function button(name: string): HTMLButtonElement {
  const made = document.body.appendChild(document.createElement("button"));
  for (const type of ["pointerdown", "click"])
    made.addEventListener(type, () => answered.push(`${name} ${type}`));
  return made;
}

/** A tap at a place, on what lies there. */
function tap(on: Element, x = 100, y = 500, pointerType = "touch"): void {
  beneath = on;
  for (const type of ["pointerdown", "pointerup", "click"]) {
    const event = new MouseEvent(type, { clientX: x, clientY: y, bubbles: true, cancelable: true });
    Object.defineProperties(event, { timeStamp: { value: clock }, pointerType: { value: pointerType } });
    on.dispatchEvent(event);
  }
}

beforeEach(() => {
  document.body.replaceChildren();
  clock += 10_000;
  answered = [];
  document.elementFromPoint = vi.fn(() => beneath);
});

test("what took the place of what was tapped is not answered by the second tap", () => {
  const first = button("first day");
  tap(first);
  first.remove();
  const next = button("next day");
  clock += 150;
  tap(next);
  expect(answered).toEqual(["first day pointerdown", "first day click"]);
  clock += 600; // who has seen it means it
  tap(next);
  expect(answered.slice(2)).toEqual(["next day pointerdown", "next day click"]);
});

test.each([
  ["the same button twice", 100, "touch"],
  ["its neighbour, which stands where it stood", 128, "touch"],
  ["another place", 300, "touch"],
  ["a mouse", 100, "mouse"],
])("%s is taken", (what, x, kind) => {
  const first = button("4");
  const second = what.startsWith("the same") ? first : button("5");
  tap(first, 100, 500, kind);
  clock += 150;
  const still = what.startsWith("its neighbour") ? first : second;
  document.elementFromPoint = () => still;
  const before = answered.length;
  tap(second, x, 500, kind);
  expect(answered.slice(before).map((one) => one.split(" ")[1])).toEqual(["pointerdown", "click"]);
});

test("a touch that the system took away was no tap", () => {
  const first = button("4");
  first.addEventListener("pointerup", () => first.remove());
  tap(first);
  dispatchEvent(new Event("pointercancel"));
  const next = button("5");
  clock += 150;
  tap(next);
  expect(answered.filter((one) => one.startsWith("5"))).toEqual(["5 pointerdown", "5 click"]);
});

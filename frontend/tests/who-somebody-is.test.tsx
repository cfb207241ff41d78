// @vitest-environment happy-dom
/** Two of one name are told apart; a number is dialled; only what was changed is sent. */
import { afterEach, expect, test } from "vitest";
import type { Profile } from "~/domain/records";
import { Contact } from "~/features/desk/contact";
import { changesOf } from "~/features/desk/person-sheet";
import { bornAndNumber } from "~/features/desk/worklist-row";
import * as dom from "./dom";

afterEach(dom.leave);

const before = {
  id: "p",
  name: "Ana Costa",
  birth_year: 1980,
  birth_date: "1980-05-03",
  phone: "+351 258 000 101",
  email: "",
  clinic_number: "A-17",
} as Profile;
const typed = (more: Record<string, string> = {}) => {
  const form = new FormData();
  const fields = { name: "Ana Costa", birth_date: "1980-05-03", birth_year: "1980", email: "" };
  const rest = { phone: "+351 258 000 101", clinic_number: "A-17" };
  for (const [name, value] of Object.entries({ ...fields, ...rest, ...more })) form.set(name, value);
  return form;
};

test("only what is another than before is sent, and a day brings its year", () => {
  expect(changesOf(before, typed())).toEqual({});
  expect(changesOf(before, typed({ phone: "112" }))).toEqual({ phone: "112" });
  expect(changesOf(before, typed({ birth_date: "1981-05-03" }))).toEqual({ birth_date: "1981-05-03" });
  expect(changesOf(before, typed({ birth_date: "", birth_year: "1979" }))).toEqual({
    birth_date: null,
    birth_year: 1979,
  });
});

test("day of birth and number stand beside a name; without the day its year", () => {
  expect(bornAndNumber(before)).toMatch(/1980.*A-17/);
  expect(bornAndNumber({ birth_year: 1980 })).toBe("1980");
  expect(bornAndNumber({})).toBe("");
});

test("the patient's number is dialled with one touch, and its absence is said", () => {
  const undo = { did: () => undefined } as never;
  const page = dom.show(<Contact profile={before} undo={undo} onChanged={() => undefined} />);
  expect(page.querySelector("a")?.getAttribute("href")).toBe("tel:+351258000101");
  dom.leave();
  const none = dom.show(
    <Contact profile={{ ...before, phone: "" }} undo={undo} onChanged={() => undefined} />,
  );
  expect(none.querySelector("a")).toBeNull();
  expect(none.textContent).toContain("No telephone number is known");
});

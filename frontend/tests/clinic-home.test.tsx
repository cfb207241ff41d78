// @vitest-environment happy-dom
/** The administrator's home names people, second factors and what is in force, and asks for no list of patients. */
import { afterEach, expect, test } from "vitest";
import { ClinicHome } from "~/features/desk/clinic-home";
import * as dom from "./dom";

afterEach(dom.leave);

const ANSWERS: [RegExp, unknown][] = [
  [
    /members$/,
    [
      { id: 1, user: 1, name: "Ana", role: "physiotherapist", since: "2026-01-01", second_factor: true },
      { id: 2, user: 2, name: "Rui", role: "administrator", since: "2026-01-01", second_factor: false },
    ],
  ],
  [/invitations$/, [{ id: "i", role: "doctor", email: "a@b.example", state: "open" }]],
  [/telephone$/, { phone: "" }],
  [/lock$/, { lock_minutes: null, server_minutes: 15 }],
  [/keeping$/, { record_years: 12, server_years: 10 }],
  [
    /guidance/,
    {
      thresholds: [
        { name: "a", value: 4, default: 3, unit: "days", ours: true, source: null, description: "Ours." },
      ],
    },
  ],
];

test("an administrator sees people, second factors and what is in force; no patients are asked for", async () => {
  dom.account({
    patient: false,
    staff: true,
    jobs: [{ clinic: "c1", name: "Ponte", role: "administrator" }],
  });
  const asked: string[] = [];
  dom.server((address: string) => {
    asked.push(address);
    const found = ANSWERS.find(([shape]) => shape.test(address));
    return found ? Response.json(found[1]) : undefined;
  });
  const page = dom.show(<ClinicHome />);
  await dom.says("Ana");
  const words = page.textContent ?? "";
  for (const part of ["second factor set up", "no second factor yet", "not taken up: 1", "15 min"])
    expect(words).toContain(part);
  for (const part of ["12 years", "Ours.", "a default of this software", "instead of 3"])
    expect(words).toContain(part);
  expect(asked.filter((one) => /worklist|patients/.test(one))).toEqual([]);
});

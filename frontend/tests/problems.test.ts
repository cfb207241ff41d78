import { afterAll, describe, expect, test } from "vitest";
import type { Problem } from "~/api/http";
import { setLocale } from "~/paraglide/runtime";
import { sayProblem } from "~/ui/problems";

const problem = (field: string | null, detail: string, code = "invalid"): Problem => ({
  status: 400,
  title: "The request was not understood",
  detail: `${field}: ${detail}`,
  errors: [{ ...(field ? { field } : {}), detail, code }],
});

describe("why a form was not taken, in the language of the session", () => {
  afterAll(() => {
    setLocale("en");
  });
  test.each([
    [
      "date",
      "expected a day since 1900, and not in the future",
      "invalid",
      "Datum: Das darf nicht in der Zukunft",
    ],
    [
      "birth_year",
      "expected a year not in the future",
      "invalid",
      "Geburtsjahr: Das darf nicht in der Zukunft",
    ],
    [
      "review_on",
      "expected the day of the decision or a later one",
      "invalid",
      "Überprüfen am: Das darf nicht vor",
    ],
    [
      "review_on",
      "expected a day within two years of the decision",
      "too_far",
      "Überprüfen am: Das liegt mehr als",
    ],
    [
      "reason",
      "expected a reason: from NWB to FWB skips a step",
      "invalid",
      "Warum: Eine Stufe wird ausgelassen",
    ],
    [
      "reason",
      "expected a reason: PWB without an aid",
      "aid_missing",
      "Warum: Teil- oder Entlastung ohne Hilfe",
    ],
    ["reason", "expected a reason: FWB with two crutches", "aid_kept", "Warum: Volle Belastung mit zwei"],
    [
      "items.2.minutes",
      "expected whole minutes from 1 to 1440",
      "invalid",
      "Minuten: Nötig ist eine Zahl von 1 bis 1440.",
    ],
    ["name", "This field may not be blank.", "blank", "Name: Bitte ausfüllen."],
    ["site", "missing: expected one of hip, knee", "invalid", "Ort: Bitte ausfüllen."],
    ["site", "expected one of hip, knee", "invalid", "Ort: Bitte eines der angebotenen"],
    ["birth_year", "Ensure this value is greater than or equal to 1900.", "min_value", "mindestens 1900."],
    [
      "name",
      "expected text of 1 to 200 characters",
      "invalid",
      "Name: Nötig ist ein Text von 1 bis 200 Zeichen.",
    ],
    ["percent", "expected a number from 1 to 99, with PWB only", "invalid", "Eine Zahl von 1 bis 99 gehört"],
    ["text", "expected text of at most 2,000 characters", "invalid", "Notiz: Dieser Text ist zu lang."],
    ["email", "Enter a valid email address.", "invalid", "E-Mail für die Einladung: Das ist keine"],
  ])("%s: %s", (field, detail, code, said) => {
    setLocale("de");
    expect(sayProblem(problem(field, detail, code))).toContain(said);
  });
  test("what is not known stays in the server's words, behind the field's name where it has one", () => {
    setLocale("de");
    expect(sayProblem(problem("device", "expected no dragons"))).toBe(
      "Gerät, falls auf dem Blatt genannt: expected no dragons",
    );
    expect(sayProblem(problem("colour", "expected no dragons"))).toBe("expected no dragons");
    expect(sayProblem({ status: 403, title: "", detail: "Only the clinic.", errors: [] })).toBe(
      "Only the clinic.",
    );
  });
});

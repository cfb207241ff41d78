import { beforeAll, describe, expect, test } from "vitest";
import { setLocale } from "~/paraglide/runtime";
import { sayRefusal } from "~/ui/refusals";

describe("why an entry was not taken, in the person's words", () => {
  beforeAll(() => {
    setLocale("qps" as never);
  });
  const server = "expected a number from 0 to 10";
  test.each([
    "intensity",
    "date",
    "percent",
    "minutes",
    "side",
    "site",
    "t_score",
    "supersedes",
    "id",
    "colour",
    null,
  ])("%s: nothing of the server's English is left", (field) => {
    const said = sayRefusal(field, server);
    expect(said).not.toContain("expected");
    expect(said).toMatch(/^⟦.+⟧$/);
  });
  test("another's entry and one that is gone are told apart", () => {
    const theirs = sayRefusal(
      "supersedes",
      "expected an entry of your own; ask the clinic to correct theirs",
    );
    expect(theirs).not.toBe(sayRefusal("supersedes", "expected the id of an entry of this patient"));
  });
});

// @vitest-environment happy-dom
/** A refused consent to reminders stands in the settings as what it is, and no switch promises otherwise. */
import { afterEach, expect, test } from "vitest";
import { Consents } from "~/features/people/consents";
import { Notifications } from "~/features/settings/notifications";
import * as dom from "./dom";

afterEach(dom.leave);

const settings = (refused: string[]) => {
  dom.server(() => undefined);
  return dom.show(<Notifications profile={{ ...dom.PROFILE, refused }} keep={async () => true} />);
};

test("who refused mail sees no switch for it, but where to agree", async () => {
  await dom.phone();
  const page = settings(["email_reminders"]);
  await dom.says("No reminders by e-mail");
  expect(dom.text()).not.toContain("Remind me by e-mail too");
  expect(page.querySelector("a")?.getAttribute("href")).toBe("/more/consents");
});

test("who refused nothing sees the switch", async () => {
  await dom.phone();
  settings([]);
  await dom.says("Remind me by e-mail too");
  expect(dom.text()).not.toContain("No reminders");
});

test("a box left empty is a no of that day, not something taken back", async () => {
  await dom.phone();
  const when = "2026-03-12T10:00:00Z";
  const row = {
    kind: "email_reminders",
    title: "Mail",
    says: "Says",
    follows: "",
    holds: false,
    version: "1",
  };
  const history = [{ version: "1", given_at: when, withdrawn_at: when }];
  dom.server((path) => (path.includes("/consents") ? Response.json([{ ...row, history }]) : undefined));
  dom.show(<Consents />);
  await dom.says("You did not agree on");
});

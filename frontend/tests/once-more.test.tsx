// @vitest-environment happy-dom
/** The act of a session that had ended is done once, after signing in over the work, without another press. */
import { afterEach, expect, test } from "vitest";
import type { Profile } from "~/domain/records";
import { Contact } from "~/features/desk/contact";
import * as dom from "./dom";

afterEach(dom.leave);

test("a contact noted in a session that had ended is written once the person is back, and once only", async () => {
  dom.account({ patient: false, staff: true });
  let over = true;
  const asked = dom.server((path) => {
    if (!path.endsWith("/contacts")) return undefined;
    return over ? dom.problem(401) : Response.json({ act: "a1" }, { status: 201 });
  });
  const done: unknown[] = [];
  const undo = { did: (what: unknown) => done.push(what) } as never;
  const profile = { id: "p", name: "Ana", phone: "" } as Profile;
  dom.show(<Contact profile={profile} undo={undo} onChanged={() => undefined} />);
  (await dom.button("reached")).click();
  const sent = () => asked.filter((one) => one.startsWith("POST") && one.includes("/contacts")).length;
  await dom.until(() => sent() === 1);
  await dom.settled();
  expect(done).toEqual([]);
  over = false;
  dispatchEvent(new Event("toh:back"));
  await dom.until(() => done.length === 1);
  dispatchEvent(new Event("toh:back"));
  await dom.settled();
  expect(sent()).toBe(2);
  expect(done[0]).toMatchObject({ act: "a1" });
});

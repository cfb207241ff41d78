// @vitest-environment happy-dom
/** Only an address that is open is offered to be closed. */
import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { Notifications } from "~/features/settings/notifications";
import * as dom from "./dom";

afterEach(dom.leave);

const CLOSE = "Close my calendar address";
async function settings(open: boolean | null): Promise<void> {
  dom.server((path, method) => {
    if (!path.endsWith("/calendar")) return undefined;
    if (open === null) return dom.unreachable();
    if (method === "POST") return Response.json({ url: "https://toh.example/c.ics" }, { status: 201 });
    return method === "DELETE" ? new Response(null, { status: 204 }) : Response.json({ open });
  });
  await dom.phone();
  dom.show(<Notifications profile={dom.PROFILE} keep={() => Promise.resolve(true)} />);
  await dom.button("Address for my calendar");
  await dom.settled();
  await dom.settled();
}

test("none is open: it is opened, and then can be closed", async () => {
  await settings(false);
  expect(dom.text()).not.toContain(CLOSE);
  await dom.press("Address for my calendar");
  await dom.says("https://toh.example/c.ics");
  await dom.press(CLOSE);
  await dom.says("The address does not work any more.");
  await dom.until(() => !dom.text().includes(CLOSE));
});

test("one is open, from another day or another phone", async () => {
  await settings(true);
  await dom.says(CLOSE);
});

test("without a connection nobody knows", async () => {
  await settings(null);
  expect(dom.text()).not.toContain(CLOSE);
});

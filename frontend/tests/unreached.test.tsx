// @vitest-environment happy-dom
/** A screen that needs the server says why it cannot, and asks again: when it is told to, and once there is a connection. */
import "fake-indexeddb/auto";
import type { FunctionComponent } from "preact";
import { afterEach, describe, expect, test } from "vitest";
import { Consents } from "~/features/people/consents";
import { People } from "~/features/people/people";
import { Privacy } from "~/features/privacy/privacy";
import { Seen } from "~/features/privacy/seen";
import { Security } from "~/features/security/security";
import { Settings } from "~/features/settings/settings";
import * as dom from "./dom";

afterEach(dom.leave);

const wish = { state: "none", grace_days: 14, password: true, due_at: null };
const TEAM = /team|invitations|transfers/;
interface Screen {
  name: string;
  Part: FunctionComponent;
  /** what it asks for */
  path: RegExp;
  answer?: (path: string) => Response;
  /** what it says when it has been answered */
  there: string;
  open?: () => Promise<void>;
}
const SCREENS: Screen[] = [
  { name: "People", Part: People, path: TEAM, there: "Nobody helps you here yet." },
  {
    name: "Consents",
    Part: Consents,
    path: /consents/,
    answer: () =>
      Response.json([{ kind: "care", title: "Care", says: "Says", holds: false, version: "1", history: [] }]),
    there: "Says",
  },
  {
    name: "Seen",
    Part: Seen,
    path: /seen/,
    answer: () => Response.json({ results: [], next: null }),
    there: "Nobody else has looked at your record.",
  },
  {
    name: "Security",
    Part: () => <Security />,
    path: /_allauth/,
    answer: () => Response.json({ status: 200, data: [] }),
    there: "Where you are signed in",
  },
  {
    name: "A copy of everything",
    Part: Privacy,
    path: /exports/,
    there: "Make a copy",
  },
  {
    name: "Delete everything",
    Part: Privacy,
    path: /erasure/,
    answer: () => Response.json(wish),
    there: "For 14 days you can take it back.",
  },
  {
    name: "Devices and programs",
    Part: () => <Settings onLeave={() => undefined} />,
    path: /tokens/,
    answer: () => Response.json([{ id: "t", name: "My script", scope: "read" }]),
    there: "My script",
    open: async () => {
      const fold = await dom.until(() =>
        [...document.querySelectorAll("details")].find((one) => one.textContent?.includes("Devices")),
      );
      fold.open = true;
      fold.dispatchEvent(new Event("toggle"));
    },
  },
];
const TROUBLE: [string, () => Response | Promise<Response>, string][] = [
  ["no connection", dom.unreachable, "No connection. This needs one, logging does not."],
  ["503", dom.status(503), "The server cannot answer now. Please try again in a minute."],
  ["signed out", dom.status(401), "You are signed out. Please sign in again."],
];

describe.each(SCREENS)("$name", ({ Part, path, answer, there, open }) => {
  const works = (one: string) =>
    path.test(one)
      ? (answer?.(one) ?? Response.json([]))
      : one.includes("erasure")
        ? Response.json(wish)
        : undefined;
  const begin = async (trouble: () => Response | Promise<Response>) => {
    dom.server((one) => (path.test(one) ? trouble() : works(one)));
    await dom.phone();
    dom.show(<Part />);
    await open?.();
  };

  test.each(TROUBLE)("%s: says why, and what to do", async (kind, trouble, why) => {
    await begin(trouble);
    await dom.says(why);
    const said = document.querySelectorAll("[role=alert]");
    expect(said).toHaveLength(1);
    expect(dom.text()).not.toContain(there);
    if (kind === "signed out") {
      expect((await dom.button("Sign in")).getAttribute("href")).toBe("/signin");
    } else {
      const asked = dom.server((one) => works(one));
      await dom.press("Try again");
      await dom.says(there);
      expect(asked.length).toBeGreaterThan(0);
      expect(document.querySelectorAll("[role=alert]")).toHaveLength(0);
    }
  });

  test("asks by itself once there is a connection", async () => {
    await begin(dom.unreachable);
    await dom.says("No connection.");
    await dom.settled();
    dom.server((one) => works(one));
    dispatchEvent(new Event("online"));
    await dom.says(there);
  });
});

test("a page that has gone asks nothing more", async () => {
  dom.server(dom.unreachable);
  await dom.phone();
  dom.show(<Consents />);
  await dom.says("No connection.");
  await dom.settled();
  dom.show(<p>elsewhere</p>);
  const asked = dom.server(() => undefined);
  dispatchEvent(new Event("online"));
  await dom.settled();
  expect(asked.filter((one) => one.includes("consents"))).toEqual([]);
});

// @vitest-environment happy-dom
/** What a doctor reads who was given a link, in each of its endings; and what its patient reads of it. */
import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { HealthLink } from "~/api/health-links";
import * as health from "~/domain/health-link";
import { Viewer } from "~/features/link/viewer";
import { Share } from "~/features/share/share";
import * as m from "~/paraglide/messages";
import * as dom from "./dom";

afterEach(async () => {
  vi.restoreAllMocks();
  await dom.leave();
});

const KEY = "A".repeat(43);
const hash = (more: object = {}) => {
  const payload = { url: `${location.origin}/api/v1/shl/x`, key: KEY, ...more };
  return `#shlink:/${btoa(JSON.stringify(payload)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")}`;
};
const type = (id: string, value: string) => {
  document.querySelector<HTMLInputElement>(`#${id}`)!.value = value;
};
const open = () =>
  document.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));

describe("whoever was given a link", () => {
  const answers = (answer: health.Opened) => vi.spyOn(health, "openLink").mockResolvedValue(answer);

  test.each([
    ["#", m.link_none],
    [hash({ v: 2 }), m.link_newer],
    [hash({ url: "https://elsewhere.example/x" }), m.link_elsewhere],
  ])("%s is told what is wrong with it before anybody is asked", async (link, say) => {
    dom.show(<Viewer hash={link} />);
    await dom.says(say());
    expect(document.querySelector("form")).toBeNull();
  });

  test.each<[health.Opened, string]>([
    [{ kind: "passcode", left: 3 }, m.link_wrong({ count: 3 })],
    [{ kind: "passcode", left: 1 }, m.link_wrong_last()],
    [{ kind: "passcode", left: 0 }, m.link_locked()],
    [{ kind: "gone" }, m.link_gone()],
    [{ kind: "offline" }, m.link_offline()],
    [{ kind: "later" }, m.link_later()],
    [{ kind: "unreadable" }, m.link_unreadable_say()],
    [{ kind: "ok", document: { resourceType: "Patient" } }, m.link_unreadable()],
  ])("is told what became of it: %o", async (answer, say) => {
    const asked = answers(answer);
    dom.show(<Viewer hash={hash({ flag: "P" })} />);
    type("recipient", "Dr Meyer");
    type("passcode", "1234");
    open();
    await dom.says(say);
    expect(asked.mock.calls[0]![1]).toEqual({ recipient: "Dr Meyer", passcode: "1234" });
  });

  test("is told that it has run out, where it has", async () => {
    answers({ kind: "gone" });
    dom.show(<Viewer hash={hash({ exp: 1_700_000_000 })} />);
    expect(document.querySelector("#passcode")).toBeNull();
    open();
    await dom.says(m.link_over());
  });

  test("reads the lines of the narratives, and nothing in them becomes part of the page", async () => {
    const div =
      '<div><ul><li>Left: no load &lt; 20 kg</li><li>a<img src="x" onerror="globalThis.hurt = 1">b<script>globalThis.hurt = 1</script></li></ul></div>';
    const resources = [
      { resourceType: "Composition", title: "Summary", section: [{ title: "Plan", text: { div } }] },
      { resourceType: "Patient", name: [{ text: "<b>Maria</b>" }], birthDate: "1986" },
    ];
    answers({ kind: "ok", document: { entry: resources.map((resource) => ({ resource })) } });
    dom.show(<Viewer hash={hash()} />);
    open();
    await dom.says("Left: no load < 20 kg");
    await dom.says("<b>Maria</b>");
    expect(document.querySelector("main img, main script, main b")).toBeNull();
    expect("hurt" in globalThis).toBe(false);
  });
});

test("a patient reads who opened each link, and ends the one that is open", async () => {
  const base: HealthLink = {
    id: "l1", label: "For Dr Meyer", language: "en", follows: true, passcode: true, attempts_left: 3,
    made_at: "2026-12-01T10:00:00Z", expires_at: "2026-12-08T10:00:00Z", revoked_at: null, state: "open",
    openings: [{ at: "2026-12-01T11:00:00Z", name: "Dr Meyer, Lisboa", network: "192.0.2.0/24" }],
  }; // biome-ignore format: a table
  const states = (["expired", "locked", "revoked"] as const).map((state) => ({
    ...base, id: state, label: state, state, openings: [],
  })); // biome-ignore format: a table
  const asked = dom.server((path, method) =>
    method === "GET" && path.endsWith("/health-links") ? Response.json([base, ...states]) : undefined,
  );
  const db = await dom.phone();
  await db.meta.put({ key: "profile", value: dom.PROFILE });
  dom.show(<Share />);
  await dom.says("Dr Meyer, Lisboa");
  for (const say of [m.share_over(), m.share_locked(), m.share_ended(), m.share_wrong({ count: 2 })])
    await dom.says(say);
  const ends = [...document.querySelectorAll("button")].filter((one) => one.textContent === m.share_end());
  expect(ends).toHaveLength(1);
  ends[0]!.click();
  await vi.waitFor(() => expect(asked).toContain("DELETE /api/v1/patients/p1/health-links/l1"));
});

test("a link that is wished for without a connection says so and keeps what was typed", async () => {
  dom.server((path) => (path.includes("health-links") ? dom.unreachable() : undefined));
  const db = await dom.phone();
  await db.meta.put({ key: "profile", value: dom.PROFILE });
  dom.show(<Share />);
  await dom.says(m.share_new());
  const label = document.querySelector<HTMLInputElement>("#share-label")!;
  label.value = "For Dr Meyer";
  label.dispatchEvent(new Event("input", { bubbles: true }));
  open();
  await vi.waitFor(() =>
    expect(document.querySelector("form [role=alert]")?.textContent).toBe(m.needs_connection()),
  );
  expect(label.value).toBe("For Dr Meyer");
});

test.each([
  ["too_many", m.share_too_many],
  ["rests", m.share_rests],
])("a refusal by %s is said in words of ours", async (code, say) => {
  dom.server((path, method) =>
    method === "POST" && path.endsWith("/health-links")
      ? dom.problem(400, { errors: [{ field: null, code, detail: "expected" }] })
      : undefined,
  );
  await dom.phone();
  dom.show(<Share />);
  await dom.says(m.share_new());
  open();
  await dom.says(say());
});

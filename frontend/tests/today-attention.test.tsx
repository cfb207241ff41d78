// @vitest-environment happy-dom
/** Today: what is urgent comes first, one card for each leg, with somebody to call; and nothing shows more load than it allows. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { allowedLoad } from "~/domain/allowed";
import { attentionOf } from "~/domain/attention";
import { addDays, today } from "~/domain/days";
import { emergencyNumber } from "~/domain/emergency";
import type { Finding, LoadDecision, PrescriptionRecord, Profile } from "~/domain/records";
import type { TodayData } from "~/features/today/data";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { currentOfKind } from "~/store/current-rows";
import type { TohDatabase } from "~/store/db";
import { readSnapshot } from "~/store/snapshot";
import * as dom from "./dom";

const found = (finding: string, side: string | null, urgency = "now", more = {}) =>
  ({
    id: `${finding}:${side}`,
    finding,
    side,
    urgency,
    audience: ["patient"],
    state: "open",
    opened_on: today(),
    evidence: [],
    sources: [],
    text: { seen: `Seen ${finding} ${side}.`, do: "Do it.", why: "Because." },
    ...more,
  }) as unknown as Finding;
const full: LoadDecision = { status: "FWB", aid: "cane", decided_by: "Sofia", decided_on: "2026-01-01" };
const NINE = [
  found("pregnancy-hip-pain", "left"),
  found("loading-despite-worsening-pain", "left"),
  found("cannot-bear-weight", "left"),
  found("fracture-reported", "right"),
  found("pregnancy-back-pain-to-groin", null),
  found("pain-worse", "left", "soon"),
  found("morning-stiffness", null, "soon"),
  found("mri-for-diagnosis", "left", "soon"),
  found("ready-for-load-review", "left", "routine"),
];

let db: TohDatabase;
beforeEach(async () => {
  dom.server(dom.unreachable);
  db = await dom.phone();
});
afterEach(dom.leave);
const know = (more: Partial<Profile>) =>
  db.meta.put({ key: "profile", value: { ...dom.PROFILE, load: { left: full, right: null }, ...more } });

test("one card for each urgency and leg; the gravest of a leg speaks", () => {
  const cards = attentionOf(NINE);
  expect(cards.map(({ key, first, others }) => [key, first.finding, others.length])).toEqual([
    ["now:left", "cannot-bear-weight", 2],
    ["now:right", "fracture-reported", 0],
    ["now:", "pregnancy-back-pain-to-groin", 0],
    ["soon:left", "pain-worse", 1],
    ["soon:", "morning-stiffness", 0],
    ["routine:left", "ready-for-load-review", 0],
  ]);
});

test("urgent cards stand above the drawing, with the clinic's number; the leg shows no load meanwhile", async () => {
  await know({ clinic: { name: "Ponte", phone: "+351 258 000 000" } });
  await db.findings.bulkPut(NINE);
  dom.show(<Today />);
  const call = await dom.until(() => document.querySelector<HTMLAnchorElement>(".finding-now a[href^=tel]"));
  expect(call.href).toBe("tel:+351258000000");
  const urgent = document.querySelectorAll(".finding-now");
  expect(urgent).toHaveLength(3);
  const legs = document.querySelector(".today-legs")!;
  for (const card of urgent)
    expect(card.compareDocumentPosition(legs) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  await dom.says("Less for now. Seen cannot-bear-weight left.");
  const left = document.querySelector(".side-edge-left")!;
  expect(left.querySelector(".today-figure")?.textContent).toBe("None");
  expect(left.textContent).toContain("Decided before: Full");
  // said once, kept, and taken back
  (await dom.field(".finding-now button.button")).click();
  await dom.says("You called: today");
  const about = async () =>
    (await currentOfKind(db, "spoken_with")).map((row) => `${row.finding} ${row.whom} ${row.decision ?? ""}`);
  expect((await about()).sort()).toEqual([
    "cannot-bear-weight clinic ",
    "loading-despite-worsening-pain clinic ",
    "pregnancy-hip-pain clinic ",
  ]);
  // with whom, and what was decided; the card stays
  await dom.press(m.spoken_more());
  await dom.press(m.spoken_own_doctor());
  await dom.type("#spoken-decision", "MRI tomorrow, no weight until then");
  await dom.send("dialog form");
  await dom.says("MRI tomorrow, no weight until then");
  expect((await about()).filter((one) => one.includes("own_doctor MRI tomorrow"))).toHaveLength(3);
  expect(document.querySelectorAll(".finding-now")).toHaveLength(3);
  await dom.press("Undo");
  await dom.until(() => !dom.text().includes("You called"));
  expect(await about()).toEqual([]);
});

test.each([
  [{ clinic: null, settings: { doctor_phone: "+49 30 1234" } }, "tel:+49301234", "Call your doctor"],
  [
    { clinic: { name: "Ponte", phone: "" }, settings: {} },
    `tel:${emergencyNumber(PROFILE_ZONE())}`,
    "emergency",
  ],
])("without a number of the clinic: %o", async (more, href, words) => {
  await know(more as never);
  await db.findings.bulkPut([NINE[2]!]);
  dom.show(<Today />);
  const call = await dom.until(() => document.querySelector<HTMLAnchorElement>(".finding-now a[href^=tel]"));
  expect(call.href).toBe(href);
  expect(call.textContent).toContain(words);
});

function PROFILE_ZONE() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

test("emergency numbers are those of where the phone is", () => {
  expect(
    ["Europe/Lisbon", "America/Chicago", "Australia/Perth", "Pacific/Auckland", "UTC"].map(emergencyNumber),
  ).toEqual(["112", "911", "000", "111", "112"]);
});

test.each([
  ["could not bear weight", found("cannot-bear-weight", "left"), [], "NWB"],
  ["of the other leg", found("cannot-bear-weight", "right"), [], "FWB"],
  ["pain is back", found("pain-returned", "left", "soon"), [], "NWB"],
  ["worse, which names no load", found("pain-worse", "left", "soon"), [], "FWB"],
  [
    "signed since, by somebody who knew of it",
    found("cannot-bear-weight", "left", "now", { load_decided_since: true }),
    [],
    "FWB",
  ],
  [
    "signed since, by somebody who had not heard of it",
    found("cannot-bear-weight", "left", "now", { opened_on: "2025-12-31", load_decided_since: false }),
    [{ side: "left", status: "FWB", recorded_at: "2026-01-01T11:00:00Z" }],
    "NWB",
  ],
  ["of no side, where that of the illness is not known", found("fracture-reported", null), [], "NWB"],
  [
    "worse after more weight: the step before",
    found("relapse-after-load-increase", "left", "soon"),
    [
      { side: "left", status: "FWB", recorded_at: "2026-01-01T11:00:00Z" },
      { side: "left", status: "PWB", percent: 50, recorded_at: "2025-12-01T11:00:00Z" },
    ],
    "PWB",
  ],
] as [string, Finding, PrescriptionRecord[], string][])(
  "the load that may be shown: %s",
  (_, finding, signed, status) => {
    const allowed = allowedLoad({ left: full, right: null }, [finding], signed, null, [], today());
    expect(allowed.left.load?.status).toBe(status);
    expect(allowed.left.held?.decided).toEqual(status === "FWB" ? undefined : full);
    expect(allowed.right.load).toBeNull();
  },
);

const hip = { kind: "pain", site: "hip", side: "left", intensity: 3 };
const toes = { kind: "weight_bearing", side: "left", status: "TTWB", aid: "two_crutches" };
const yesterday = addDays(today(), -1);
const ofToday = async () =>
  (await db.records.where("[date+current]").equals([today(), 1]).toArray()).map((row) => [
    row.kind,
    row.intensity ?? row.status,
    row.aid,
  ]);

test("the day before is said again with one touch, once however often it is touched, and taken back", async () => {
  await dom.entry(db, { ...hip, date: yesterday, note: "on the stairs" });
  await dom.entry(db, { ...toes, date: yesterday });
  dom.show(<Today />);
  await dom.says("Left hip 3 · Toes only · Two crutches: as yesterday?");
  const same = await dom.button("Same");
  same.click();
  same.click();
  await dom.says("Kept: Left hip 3 · Toes only · Two crutches");
  const kept = [
    ["pain", 3, undefined],
    ["weight_bearing", "TTWB", "two_crutches"],
  ];
  expect((await ofToday()).sort()).toEqual(kept);
  expect(await db.records.where("date").equals(today()).count()).toBe(2);
  expect((await db.records.where("date").equals(today()).toArray()).some((row) => row.note)).toBe(false);
  await dom.press("Undo");
  await dom.says("as yesterday?");
  expect(await ofToday()).toEqual([]);
  expect(await db.outbox.count()).toBe(4); // two entries, and what takes each back
});

test("no day is offered after one on which the leg could bear nothing, nor more load than is decided", async () => {
  await dom.entry(db, { ...hip, date: yesterday });
  const could = await dom.entry(db, { ...toes, status: "UNABLE", date: yesterday });
  dom.show(<Today />);
  await dom.says("How is the pain today?");
  await dom.settled();
  expect(dom.text()).not.toContain("as yesterday?");
  await db.records.update(could.id, { status: "FWB" });
  await know({ load: { left: { ...full, status: "PWB", percent: 20 }, right: null } });
  await dom.says("Left hip 3: as yesterday?");
});

test("what the phone itself noticed stays on the screen, and open, while its rules come again", async () => {
  await know({});
  await dom.entry(db, { kind: "weight_bearing", side: "left", status: "UNABLE", date: today() });
  dom.show(<Today />);
  await dom.until(() => document.querySelector(".finding-now .finding-why"));
  await dom.until(() => readSnapshot<TodayData>(storeNow())?.findings.some((one) => one.local));
  dom.show(<Today />);
  const why = await dom.until(() => document.querySelector<HTMLDetailsElement>(".finding-now .finding-why"));
  why.open = true;
  let gone = 0;
  const watching = new MutationObserver(() => {
    if (!document.querySelector(".finding-now")) gone += 1;
  });
  watching.observe(document.body, { childList: true, subtree: true });
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setTimeout(done, 20));
  watching.disconnect();
  expect(gone).toBe(0);
  expect(why.isConnected).toBe(true);
  expect(why.open).toBe(true);
});

import "fake-indexeddb/auto";
import { liveQuery } from "dexie";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ownPregnancy } from "~/domain/own-pregnancy";
import { ownProfile } from "~/domain/own-profile";
import type { AnyRecord, Profile } from "~/domain/records";
import { currentOfKind } from "~/store/current-rows";
import { TohDatabase, writeMeta } from "~/store/db";
import { discard, makeEntry, type NewEntry, putEntries } from "~/store/entries";
import { readProfile, riskEntries } from "~/store/profile";

const DAY = "2026-11-21";
let count = 0;
const row = (kind: string, fields: Record<string, unknown>, date = DAY): AnyRecord => ({
  id: `id-${String(++count).padStart(4, "0")}`,
  kind,
  date,
  recorded_at: `${date}T08:00:00Z`,
  timezone: "Europe/Lisbon",
  ...fields,
});
const profile = (fields: Partial<Profile> = {}): Profile =>
  ({
    id: "p",
    sex: "female",
    settings: { email: true, quiet_from: "22:00" },
    risk_factors: ["alcohol", "tobacco"],
    risk_factors_held: ["alcohol"],
    pregnancy: { status: "unknown" },
    revision: 40,
    ...fields,
  }) as Profile;

describe("the profile with this phone's own entries", () => {
  test("a setting of this phone stands over what the server told; the latest wins, the rest stays", () => {
    const rows = [
      row("setting", { email: true }, DAY),
      row("setting", { email: false, log_reminder_at: "09:15" }, DAY),
      row("setting", { log_reminder_at: "07:00" }, "2026-11-20"),
    ];
    expect(ownProfile(profile(), rows).settings).toEqual({
      email: false,
      quiet_from: "22:00",
      log_reminder_at: "09:15",
    });
  });

  test("risk factors are those of the profile and those that stand in entries, each once", () => {
    const rows = [row("risk_factor", { name: "alcohol" }), row("risk_factor", { name: "hypothyroidism" })];
    expect(ownProfile(profile(), rows).risk_factors).toEqual(["alcohol", "hypothyroidism"]);
    // its entry was taken back, whatever the server last told of it
    expect(ownProfile(profile(), []).risk_factors).toEqual(["alcohol"]);
  });

  test("a phone that has not read its profile since an update loses no risk factor", () => {
    const old = profile({ risk_factors_held: undefined });
    expect(ownProfile(old, []).risk_factors).toEqual(["alcohol", "tobacco"]);
  });

  test("pregnancy and birth by the same rules as the server's", () => {
    const on = (...rows: AnyRecord[]) => ownPregnancy(profile(), rows, DAY);
    const pregnant = row("pregnancy", { gestation_week: 30 }, "2026-11-14");
    expect(on(pregnant)).toMatchObject({ status: "pregnant", gestation_weeks: 31, delivered_on: null });
    expect(on(pregnant, row("delivery", {}, "2026-11-19"))).toMatchObject({
      status: "postpartum",
      delivered_on: "2026-11-19",
    });
    expect(on(pregnant, row("pregnancy", { ended: true })).status).toBe("none");
    expect(on(row("breastfeeding", { status: "yes" }))).toMatchObject({
      status: "unknown",
      breastfeeding: "yes",
    });
    // what is dated later has not come yet
    expect(on(row("delivery", {}, "2026-11-22")).status).toBe("unknown");
  });
});

describe("on the phone", () => {
  const open: TohDatabase[] = [];
  afterEach(async () => {
    for (const db of open.splice(0)) await db.delete();
  });
  const phone = async (told: Profile, ...entries: NewEntry[]) => {
    const db = new TohDatabase(`own-${count++}`);
    open.push(db);
    await writeMeta(db, "profile", told);
    await putEntries(
      db,
      entries.map((entry) => makeEntry(entry)),
    );
    return db;
  };

  test("before the first reading nobody is known", async () => {
    const db = new TohDatabase(`own-${count++}`);
    open.push(db);
    expect(await readProfile(db)).toBeNull();
  });

  test("what was changed without a connection is seen; what was refused or taken back is not", async () => {
    const db = await phone(
      profile(),
      { kind: "setting", log_reminder_at: "09:15" },
      { kind: "setting", email: false },
      { kind: "risk_factor", name: "hypothyroidism" },
    );
    expect(await readProfile(db)).toMatchObject({
      settings: { log_reminder_at: "09:15", email: false },
      risk_factors: ["alcohol", "hypothyroidism"],
    });
    const refused = (await db.records.where("kind").equals("setting").toArray()).find(
      (one) => one.email === false,
    )!;
    await db.records.update(refused.id, { sync: "refused" });
    expect((await readProfile(db))!.settings.email).toBe(true);
    await discard(db, refused.id);
    const [said] = await riskEntries(db, "hypothyroidism");
    await putEntries(db, [makeEntry({ kind: "deletion", date: said!.date, supersedes: said!.id })]);
    expect((await readProfile(db))!.risk_factors).toEqual(["alcohol"]);
  });

  test("a live query that reads the profile first still hears of what it reads afterwards", async () => {
    const db = await phone(profile(), { kind: "pregnancy", gestation_week: 30 });
    const seen: number[] = [];
    const query = liveQuery(async () => {
      await readProfile(db);
      return (await currentOfKind(db, "exercise")).length;
    });
    const subscription = query.subscribe((count) => seen.push(count));
    await vi.waitFor(() => expect(seen).toEqual([0]));
    await putEntries(db, [makeEntry({ kind: "exercise", category: "aquatic" })]);
    await vi.waitFor(() => expect(seen).toEqual([0, 1]));
    subscription.unsubscribe();
  });

  test("where the server has thought about a pregnancy it keeps the last word", async () => {
    const db = await phone(profile({ pregnancy: { status: "none" } }), {
      kind: "pregnancy",
      gestation_week: 30,
    });
    expect((await readProfile(db))!.pregnancy.status).toBe("pregnant");
    const [entry] = await db.records.toArray();
    await db.records.update(entry!.id, { seq: 40 });
    expect((await readProfile(db))!.pregnancy.status).toBe("none");
    await db.records.update(entry!.id, { seq: 41 });
    expect((await readProfile(db))!.pregnancy.status).toBe("pregnant");
  });
});

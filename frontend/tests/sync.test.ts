import "fake-indexeddb/auto";
import { afterEach, describe, expect, test } from "vitest";
import type { Change } from "~/api/sync";
import { currentOfKind } from "~/store/current-rows";
import { TohDatabase } from "~/store/db";
import { discard, makeEntry, type NewEntry, putEntries } from "~/store/entries";
import { SyncEngine } from "~/sync/engine";
import { LaterEngine } from "~/sync/engine-later";
import { FakeServer, type Fault } from "./fake-server";

let count = 0;
const open: TohDatabase[] = [];
const database = () => {
  const db = new TohDatabase(`test-${count++}`);
  open.push(db);
  return db;
};
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete();
});

/** An engine whose clock and timers are ours: nothing runs before the test says so. */
function engineFor(db: TohDatabase, server: FakeServer) {
  const timers: { work: () => void; ms: number }[] = [];
  const engine = new SyncEngine({
    db,
    transport: server,
    now: () => 1_000_000,
    random: () => 0.5,
    setTimer: (work, ms) => {
      const timer = { work, ms };
      timers.push(timer);
      return timer;
    },
    clearTimer: (timer) => {
      const index = timers.indexOf(timer as (typeof timers)[number]);
      if (index >= 0) timers.splice(index, 1);
    },
  });
  return { engine, timers };
}

const pain = (intensity: number, extra: Partial<NewEntry> = {}) =>
  makeEntry({ kind: "pain", site: "hip", side: "left", intensity, ...extra });

async function write(db: TohDatabase, ...items: ReturnType<typeof pain>[]) {
  await putEntries(db, items);
  return items;
}

describe("pushing", () => {
  test("sends in order, in batches of at most 200, and empties the outbox", async () => {
    const db = database();
    const server = new FakeServer();
    const items = Array.from({ length: 450 }, (_, index) => pain(index % 11));
    await write(db, ...items);
    const { engine } = engineFor(db, server);
    await engine.nudge();
    expect([...server.stored.keys()]).toEqual(items.map((item) => item.id));
    expect(server.largestBatch).toBe(200);
    expect(await db.outbox.count()).toBe(0);
    expect(engine.state.standing).toBe("idle");
  });

  test("an entry and its outbox item are written together or not at all", async () => {
    const db = database();
    await db.open();
    const item = pain(3);
    await db.outbox.add({ id: item.id, item, state: "queued" });
    await expect(putEntries(db, [pain(1), item])).rejects.toThrow();
    expect(await db.records.count()).toBe(0);
    expect(await db.outbox.count()).toBe(1);
  });

  test("503 means later: nothing leaves the outbox, and the server's wish is honoured", async () => {
    const db = database();
    const server = new FakeServer();
    server.fault = () => "503";
    server.retryAfter = 120;
    await write(db, pain(4));
    const { engine, timers } = engineFor(db, server);
    await engine.nudge();
    expect(engine.state.standing).toBe("later");
    expect(await db.outbox.count()).toBe(1);
    expect(timers.map((timer) => timer.ms)).toEqual([120_000]);
    expect(engine.state.retryAt).toBe(1_120_000);
  });

  test("waits grow with each failure, with jitter, up to a quarter of an hour", async () => {
    const db = database();
    const server = new FakeServer();
    server.fault = () => "drop before";
    await write(db, pain(4));
    const { engine, timers } = engineFor(db, server);
    const waits: number[] = [];
    for (let round = 0; round < 14; round += 1) {
      await engine.nudge();
      waits.push(timers.at(-1)!.ms);
    }
    expect(waits.slice(0, 4)).toEqual([1500, 3000, 6000, 12000]);
    expect(waits.at(-1)).toBe(675_000);
    expect(engine.state.standing).toBe("offline");
  });

  test("a connection that drops after the work is done does not double anything", async () => {
    const db = database();
    const server = new FakeServer();
    const faults: Fault[] = ["drop after", "half then drop", "none"];
    server.fault = () => faults.shift() ?? "none";
    const items = await write(db, pain(1), pain(2), pain(3));
    const { engine } = engineFor(db, server);
    await engine.nudge();
    await engine.nudge();
    await engine.nudge();
    expect([...server.stored.keys()].sort()).toEqual(items.map((item) => item.id).sort());
    expect(server.log).toHaveLength(3);
    expect(await db.outbox.count()).toBe(0);
  });

  test("a refused entry goes to the tray and holds up no other", async () => {
    const db = database();
    const server = new FakeServer();
    server.refuse = (item) =>
      item.intensity === 9 ? { field: "intensity", reason: "expected 0 to 8" } : null;
    const [first, bad, last] = await write(db, pain(1), pain(9), pain(2));
    const { engine } = engineFor(db, server);
    await engine.nudge();
    expect([...server.stored.keys()]).toEqual([first!.id, last!.id]);
    const left = await db.outbox.toArray();
    expect(left).toMatchObject([
      { id: bad!.id, state: "refused", field: "intensity", reason: "expected 0 to 8" },
    ]);
    expect((await db.records.get(bad!.id))!.sync).toBe("refused");
    const pushes = server.pushes;
    await engine.nudge();
    expect(server.pushes).toBe(pushes);
    await discard(db, bad!.id);
    expect(await db.outbox.count()).toBe(0);
    expect(await db.records.get(bad!.id)).toBeUndefined();
  });

  test("a batch that cannot be read as a whole is halved until the fault is found", async () => {
    const db = database();
    const server = new FakeServer();
    server.fault = () => "whole batch refused";
    await write(db, ...Array.from({ length: 9 }, () => pain(1)));
    const { engine } = engineFor(db, server);
    await engine.nudge();
    expect(server.stored.size).toBe(9);
    expect(await db.outbox.count()).toBe(0);
  });

  test("signed out: stands still without trying again by itself", async () => {
    const db = database();
    const server = new FakeServer();
    server.fault = () => "signed out";
    await write(db, pain(1));
    const { engine, timers } = engineFor(db, server);
    await engine.nudge();
    expect(engine.state.standing).toBe("signed_out");
    expect(timers).toHaveLength(0);
    expect(await db.outbox.count()).toBe(1);
    server.fault = () => "none";
    await engine.nudge();
    expect(server.stored.size).toBe(1);
  });

  test.each(["while it works", "while it waits for the lock"])(
    "a browser that keeps nothing: said %s",
    async (when) => {
      const db = database();
      const withLock = async (work: () => Promise<void>) => {
        if (when.includes("lock")) await new Promise((done) => setTimeout(done, 5));
        await work();
        return true;
      };
      const engine = new LaterEngine(
        async () => new SyncEngine({ db, transport: new FakeServer(), withLock }),
      );
      const round = engine.nudge();
      engine.withoutStorage();
      await round;
      expect(engine.state.standing).toBe("no_storage");
      expect(engine.state.lastSuccess).toBeNull();
    },
  );

  test("what is written during a round is sent by the round after it", async () => {
    const db = database();
    const server = new FakeServer();
    await write(db, pain(1));
    const { engine } = engineFor(db, server);
    const slow = server.pull.bind(server);
    let once = true;
    server.pull = async (after, limit) => {
      if (once) {
        once = false;
        await write(db, pain(2));
        void engine.nudge();
      }
      return slow(after, limit);
    };
    await engine.nudge();
    expect(server.stored.size).toBe(2);
  });

  test("thousands of entries under every kind of trouble: none lost, none doubled, order kept", async () => {
    const db = database();
    const server = new FakeServer();
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const kinds: Fault[] = ["503", "drop before", "drop after", "half then drop", "none", "none"];
    server.fault = () => kinds[Math.floor(random() * kinds.length)]!;
    const written: string[] = [];
    let { engine } = engineFor(db, server);
    for (let batch = 0; batch < 20; batch += 1) {
      const items = await write(db, ...Array.from({ length: 100 }, (_, index) => pain(index % 11)));
      written.push(...items.map((item) => item.id));
      await engine.nudge();
      // the app is closed and opened again now and then
      if (batch % 5 === 4) engine = engineFor(db, server).engine;
    }
    for (let round = 0; round < 400 && (await db.outbox.count()) > 0; round += 1) await engine.nudge();
    expect(await db.outbox.count()).toBe(0);
    expect(server.stored.size).toBe(2_000);
    expect([...server.stored.keys()]).toEqual(written);
    expect(server.log.filter((change) => change.type === "record")).toHaveLength(2_000);
  });
});

describe("pulling", () => {
  test("reads page after page up to the end, and goes on from there", async () => {
    const db = database();
    const server = new FakeServer();
    for (let index = 0; index < 1_200; index += 1) server.add(pain(1));
    const { engine } = engineFor(db, server);
    await engine.nudge();
    expect(await db.records.count()).toBe(1_200);
    expect((await db.meta.get("cursor"))!.value).toBe(1_200);
  });

  test("a forced resync reads everything again and keeps what is unsent", async () => {
    const db = database();
    const server = new FakeServer();
    server.add(pain(1));
    const { engine } = engineFor(db, server);
    await engine.nudge();
    await db.records.clear();
    server.fault = () => "drop before";
    const [unsent] = await write(db, pain(5));
    server.fault = () => "none";
    server.push = async () => ({ kind: "later", retryAfter: null });
    await engine.resync();
    expect(await db.outbox.where("id").equals(unsent!.id).count()).toBe(1);
    server.push = FakeServer.prototype.push.bind(server);
    await engine.nudge();
    expect(await db.records.count()).toBe(2);
  });

  test("a server restored from a backup gets back what came in since, and the phone forgets what it lost", async () => {
    const db = database();
    const server = new FakeServer();
    const [kept] = await write(db, pain(1));
    const { engine } = engineFor(db, server);
    await engine.nudge();
    const [lost, corrected] = await write(db, pain(2), pain(3, { supersedes: kept!.id }));
    await engine.nudge();
    const theirs = { ...pain(9), author: { name: "Sofia", role: "physiotherapist" } };
    server.add(theirs);
    await engine.nudge();
    expect(await db.records.count()).toBe(4);

    server.restore(1, "restored");
    server.fault = () => "503";
    const [waiting] = await write(db, pain(4, { supersedes: corrected!.id }));
    await engine.nudge();
    server.fault = () => "none";
    await engine.nudge();
    // what waits already goes first here, since the phone has not heard yet; nothing is doubled by that
    expect([...server.stored.keys()].sort()).toEqual(
      [kept, lost, corrected, waiting].map((row) => row!.id).sort(),
    );
    expect(server.stored.get(lost!.id)).toMatchObject({ intensity: 2 });
    expect(Object.keys(server.stored.get(lost!.id)!)).not.toContain("sync");
    expect(await db.records.get(theirs.id)).toBeUndefined();
    expect((await currentOfKind(db, "pain")).map((row) => row.id).sort()).toEqual(
      [lost!.id, waiting!.id].sort(),
    );
    expect(await db.outbox.count()).toBe(0);
    const pushes = server.pushes;
    await engine.nudge();
    expect(server.pushes).toBe(pushes);
  });

  test("a phone that heard nothing of histories yet, or reads for the first time, sends nothing twice", async () => {
    const db = database();
    const server = new FakeServer();
    server.history = "restored once";
    server.add(pain(1));
    const { engine } = engineFor(db, server);
    await engine.nudge();
    await engine.nudge();
    expect(server.pushes).toBe(0);
    await db.meta.delete("history");
    server.history = "again";
    await engine.nudge();
    expect(server.pushes).toBe(0);
  });

  test("words in another language are read again, with what was read before still there until then", async () => {
    const db = database();
    const server = new FakeServer();
    const found = (text: string) =>
      ({ seq: 1, type: "finding", finding: { id: "f1", text: { seen: text } } }) as unknown as Change;
    server.log = [found("Your right hip hurts more.")];
    const { engine } = engineFor(db, server);
    await engine.nudge();
    server.language = "de";
    server.log = [found("Ihre rechte Hüfte schmerzt mehr.")];
    server.fault = () => "503";
    await engine.nudge();
    expect(await db.findings.count()).toBe(1);
    server.fault = () => "none";
    await engine.nudge();
    expect((await db.findings.get("f1"))!.text.seen).toBe("Ihre rechte Hüfte schmerzt mehr.");
    expect(server.pushes).toBe(0);
  });

  test("two devices that correct the same entry end the same, whichever comes first", async () => {
    const server = new FakeServer();
    const first = database();
    const second = database();
    const one = engineFor(first, server).engine;
    const two = engineFor(second, server).engine;
    const [entry] = await write(first, pain(4));
    await one.nudge();
    await two.nudge();
    const low = makeEntry({ kind: "pain", site: "hip", side: "left", intensity: 5, supersedes: entry!.id });
    const high = makeEntry({ kind: "pain", site: "hip", side: "left", intensity: 6, supersedes: entry!.id });
    expect(high.id > low.id).toBe(true);
    await putEntries(first, [high]);
    await putEntries(second, [low]);
    await one.nudge();
    await two.nudge();
    await one.nudge();
    for (const db of [first, second]) {
      expect((await currentOfKind(db, "pain")).map((row) => row.id)).toEqual([high.id]);
    }
  });

  test("a clinician's entry, finding, message and profile reach the phone", async () => {
    const db = database();
    const server = new FakeServer();
    server.add(makeEntry({ kind: "prescription", side: "left", status: "NWB" }));
    server.log.push({ seq: 2, type: "profile", profile: { id: "p", name: "Maria" } as never });
    server.log.push({
      seq: 3,
      type: "message",
      message: { id: "m", text: "x", to: "patient", state: "sent" } as never,
    });
    server.log.push({ seq: 4, type: "finding", finding: { id: "f", state: "open" } as never });
    const { engine } = engineFor(db, server);
    await engine.nudge();
    expect(await currentOfKind(db, "prescription")).toHaveLength(1);
    expect(await db.messages.count()).toBe(1);
    expect(await db.findings.count()).toBe(1);
    expect((await db.meta.get("profile"))!.value).toMatchObject({ name: "Maria" });
  });
});

describe("the local rows", () => {
  test("a correction takes the place of what it corrects; a deletion leaves nothing", async () => {
    const db = database();
    const [entry] = await write(db, pain(4));
    const better = makeEntry({
      kind: "pain",
      site: "hip",
      side: "left",
      intensity: 6,
      supersedes: entry!.id,
    });
    await putEntries(db, [better]);
    expect((await currentOfKind(db, "pain")).map((row) => row.id)).toEqual([better.id]);
    await putEntries(db, [makeEntry({ kind: "deletion", supersedes: better.id })]);
    expect(await currentOfKind(db, "pain")).toEqual([]);
  });

  test("a refused correction that is taken off lets the first entry stand again", async () => {
    const db = database();
    const [entry] = await write(db, pain(4));
    const wrong = makeEntry({
      kind: "pain",
      site: "hip",
      side: "left",
      intensity: 99,
      supersedes: entry!.id,
    });
    await putEntries(db, [wrong]);
    await discard(db, wrong.id);
    expect((await currentOfKind(db, "pain")).map((row) => row.id)).toEqual([entry!.id]);
  });
});

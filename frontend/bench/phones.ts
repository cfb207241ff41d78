/**
 * The app's own engine, database and transport under Node, many phones at once, against a real server through a bad network.
 * Called by `bench.sync_faults`, which kills the server's processes meanwhile and compares afterwards.
 */
import "fake-indexeddb/auto";
import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync, writeFileSync } from "node:fs";
import { call, post } from "~/api/http";
import type { Pulled, PushResult } from "~/api/sync";
import { dayOf } from "~/domain/days";
import { uuid7 } from "~/domain/ids";
import { TohDatabase } from "~/store/db";
import { makeEntry, type NewEntry, putEntries } from "~/store/entries";
import { SyncEngine } from "~/sync/engine";
import { BadNetwork } from "./bad-network";

interface Task {
  target: string;
  /** one a phone; two phones may belong to one patient */
  phones: { name: string; token: string; account: string; clock_days: number; zone: string | null }[];
  /** entries that each phone writes */
  entries: number;
  seed: number;
  percent: number;
  /** waits of the engine are divided by this, so that it ends in minutes */
  hurry: number;
  answer: string;
}

/** A small generator with a seed, so that a run can be repeated. */
function generator(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

class Phone {
  db: TohDatabase;
  engine: SyncEngine;
  written: { id: string; note: string | null; supersedes: string | null; bad: boolean }[] = [];
  restarts = 0;
  visits = 0;
  private standing: string[] = [];

  constructor(
    readonly about: Task["phones"][number],
    private readonly task: Task,
    private readonly random: () => number,
  ) {
    this.db = new TohDatabase(about.name);
    this.engine = this.newEngine();
  }

  get name(): string {
    return this.about.name;
  }

  /** What this phone's clock shows. */
  private clock = () => Date.now() + this.about.clock_days * 86_400_000;

  /** Another person signs in in this browser while the tab is open, and goes again. */
  async visited(by: string): Promise<void> {
    visitors.set(this.name, by);
    await this.engine.nudge();
    await wait(this.random() * 300);
    visitors.delete(this.name);
    this.visits += 1;
    void this.engine.nudge();
  }

  private newEngine(): SyncEngine {
    return new SyncEngine({
      db: this.db,
      transport: {
        push: (items) =>
          post<{ results: PushResult[]; cursor: number }>("/api/v1/sync/push", {
            account: this.about.account,
            sent_at: new Date(this.clock()).toISOString(),
            items,
          }),
        pull: (after, limit) => call<Pulled>("GET", `/api/v1/sync/pull?after=${after}&limit=${limit}`),
      },
      random: this.random,
      setTimer: (work, ms) => setTimeout(work, ms / this.task.hurry),
    });
  }

  /** The app is thrown out of memory in the middle of whatever it was doing, and opened again. */
  restart(): void {
    this.engine.stop();
    this.db.close();
    this.db = new TohDatabase(this.name);
    this.engine = this.newEngine();
    this.restarts += 1;
    void this.engine.nudge();
  }

  private one(group: string): NewEntry {
    const dice = this.random();
    const serial = `${this.name}:${this.written.length}`;
    const pain = {
      kind: "pain",
      group,
      site: "hip",
      side: this.random() < 0.8 ? "left" : "right",
      intensity: Math.floor(this.random() * 11),
      note: serial,
    };
    if (dice < 0.005) return { ...pain, intensity: 11 }; // refused: it must wait in the tray
    if (this.standing.length > 20 && dice < 0.12) {
      const place = Math.floor(this.random() * this.standing.length);
      const [supersedes] = this.standing.splice(place, 1);
      if (dice < 0.03) return { kind: "deletion", supersedes };
      return { ...pain, supersedes };
    }
    if (dice < 0.3) return { kind: "weight_bearing", group, side: "left", status: "PWB", percent: 20 };
    if (dice < 0.4) return { kind: "exercise", group, category: "aquatic", minutes: 10 };
    return pain;
  }

  /** One day's page is saved: a few entries in one local transaction. */
  async day(): Promise<void> {
    const group = uuid7();
    const size = Math.min(1 + Math.floor(this.random() * 12), this.task.entries - this.written.length);
    const items = [];
    for (let count = 0; count < size; count += 1) {
      const entry = this.one(group);
      // a clock more than a day off is asked about: the person names the day
      const asked = Math.abs(this.about.clock_days) > 1 ? { date: dayOf(Date.now(), "Europe/Lisbon") } : {};
      const made = makeEntry({ ...asked, ...entry }, this.clock(), "Europe/Lisbon");
      const item = { ...made, timezone: this.about.zone } as typeof made;
      if (this.about.zone === null) delete (item as { timezone?: string }).timezone;
      items.push(item);
      const bad = entry.intensity === 11;
      const note = (entry.note as string | undefined) ?? null;
      this.written.push({ id: item.id, note, supersedes: entry.supersedes ?? null, bad });
      if (entry.kind === "pain" && !bad) this.standing.push(item.id);
    }
    await putEntries(this.db, items);
    void this.engine.nudge();
  }

  queued = () => this.db.outbox.where("state").equals("queued").count();

  async outcome() {
    const records = await this.db.records.toArray();
    return {
      name: this.name,
      written: this.written,
      restarts: this.restarts,
      visits: this.visits,
      refused: (await this.db.outbox.where("state").equals("refused").toArray()).map((row) => row.id),
      queued: await this.queued(),
      current: records.filter((row) => row.current === 1 && row.sync === "sent").map((row) => row.id),
      cursor: (await this.db.meta.get("cursor"))?.value ?? 0,
    };
  }
}

async function live(phone: Phone, task: Task, random: () => number): Promise<void> {
  while (phone.written.length < task.entries) {
    await phone.day();
    await wait(random() * 40);
    if (random() < 0.04) phone.restart();
    if (random() < 0.03) {
      const others = task.phones.filter((one) => one.account !== phone.about.account);
      await phone.visited(others[Math.floor(random() * others.length)]!.name);
    }
  }
  const until = Date.now() + 180_000;
  while ((await phone.queued()) > 0 && Date.now() < until) await wait(50);
}

/** Who has signed in in whose browser. */
const visitors = new Map<string, string>();
/** Each phone's requests carry its own token: in the app that is the cookie of its origin. */
const whose = new AsyncLocalStorage<string>();

function leadThrough(base: string, phones: Task["phones"]): void {
  const by = new Map(phones.map((one) => [one.name, one]));
  const network = globalThis.fetch;
  globalThis.fetch = (input, options) => {
    const name = whose.getStore() ?? "";
    const Authorization = `Bearer ${by.get(visitors.get(name) ?? name)!.token}`;
    const named = { "X-TOH-Account": by.get(name)!.account };
    const headers = { ...(options?.headers as Record<string, string>), Authorization, ...named };
    return network(base + String(input), { ...options, headers });
  };
}

export async function main([file]: string[]): Promise<number> {
  const task = JSON.parse(readFileSync(file!, "utf8")) as Task;
  const proxy = new BadNetwork(task.target, generator(task.seed));
  leadThrough(await proxy.start(), task.phones);
  proxy.percent = task.percent;
  const phones = task.phones.map(
    (about, index) => new Phone(about, task, generator(task.seed * 1000 + index)),
  );
  const started = Date.now();
  await Promise.all(
    phones.map((phone, index) =>
      whose.run(phone.name, () => live(phone, task, generator(task.seed * 2000 + index))),
    ),
  );
  const took = (Date.now() - started) / 1000;
  // The network is well again: what the phones show in the end is compared, too.
  proxy.percent = 0;
  await proxy.quiet();
  for (const phone of phones) await whose.run(phone.name, () => settled(phone));
  const outcomes = [];
  for (const phone of phones) outcomes.push(await phone.outcome());
  await proxy.stop();
  const network = Object.fromEntries(proxy.counts);
  writeFileSync(task.answer, JSON.stringify({ took, network, phones: outcomes }));
  return 0;
}

/** Rounds until one has gone through: the server may be coming back just now. */
async function settled(phone: Phone): Promise<void> {
  const since = Date.now();
  while ((phone.engine.state.lastSuccess ?? 0) < since && Date.now() < since + 60_000) {
    await phone.engine.nudge();
    await wait(100);
  }
}

import type { Answer } from "~/api/http";
import type { Change, PushResult, Transport } from "~/api/sync";
import type { AnyRecord, Profile } from "~/domain/records";
import { readMeta, type StoredRecord, type TohDatabase, writeMeta } from "~/store/db";
import { settleCurrent } from "~/store/entries";
import { isQuota } from "~/store/quota";
import { type IsOwn, ofPatient } from "./own";

export const BATCH = 200;
const PAGE = 500;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Why the queue stands still, or that it does not. The badge says exactly this. */
export type Standing =
  | "idle"
  | "working"
  | "offline"
  | "later"
  | "signed_out"
  | "consent"
  | "trouble"
  | "full"
  /** the browser keeps nothing for us */
  | "no_storage"
  /** it did, and its storage cannot be opened any more */
  | "lost";

export interface SyncState {
  standing: Standing;
  /** when the engine will try again by itself, in ms since 1970 */
  retryAt: number | null;
  lastSuccess: number | null;
}

export interface EngineOptions {
  db: TohDatabase;
  transport: Transport;
  /** runs the work while holding a lock that all tabs of this account share; answers false when another holds it */
  withLock?: (work: () => Promise<void>) => Promise<boolean>;
  /** which records this phone sends again to a server that was restored */
  isOwn?: IsOwn;
  now?: () => number;
  random?: () => number;
  setTimer?: (work: () => void, ms: number) => unknown;
  clearTimer?: (timer: unknown) => void;
}

class Halt extends Error {
  constructor(
    readonly standing: Standing,
    readonly retryAfter: number | null = null,
  ) {
    super(standing);
  }
}

/**
 * Pushes what was written, in order, in batches; then pulls what changed. Nothing leaves the outbox before the server has
 * said a final word about that very item. Trouble of any kind means: later.
 */
export class SyncEngine {
  state: SyncState = { standing: "idle", retryAt: null, lastSuccess: null };
  private listeners = new Set<(state: SyncState) => void>();
  private running: Promise<void> | null = null;
  private again = false;
  private failures = 0;
  private timer: unknown = null;
  private stopped = false;
  private batch = BATCH;

  constructor(private readonly options: EngineOptions) {}

  subscribe(listener: (state: SyncState) => void): () => void {
    this.listeners.add(listener);
    listener(this.state);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    this.stopped = true;
    this.clear();
  }

  /** Goes on after `stop`. */
  start(): void {
    this.stopped = false;
    this.failures = 0;
    this.say({ standing: "idle", retryAt: null });
    void this.nudge();
  }

  /** Asks for a round now. Calls during a round lead to one more round after it. */
  nudge(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.clear();
    this.running = this.rounds().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Forgets how far this phone has read and reads everything again. What is unsent stays. */
  async resync(): Promise<void> {
    await this.running;
    try {
      await writeMeta(this.options.db, "cursor", 0);
    } catch (error) {
      return this.fail(error);
    }
    await this.nudge();
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      const withLock = this.options.withLock ?? plainLock;
      const mine = await withLock(() => this.round());
      if (!mine) {
        // another tab is at work; look again soon, in case it had finished reading before this was written
        this.schedule(1_500);
        return;
      }
    } while (this.again && !this.stopped && ["idle", "consent"].includes(this.state.standing));
  }

  private async round(): Promise<void> {
    if (this.stopped) return; // while the lock was waited for
    this.say({ standing: "working", retryAt: null });
    try {
      const rested = await this.pushUnlessResting();
      await this.pullAll();
      if (this.stopped) return; // both loops end early then: that is no success
      this.failures = 0;
      const rests = await this.rests();
      // agreed again, here or on another device: what waited goes now
      if (rested && !rests) this.again = true;
      const waits = rests && (await this.options.db.outbox.count()) > 0;
      this.say({ standing: waits ? "consent" : "idle", retryAt: null, lastSuccess: this.now() });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (!(error instanceof Halt)) {
      // the server has nothing to do with a phone that is full
      if (!this.stopped) this.wait(isQuota(error) ? "full" : "trouble", null);
    } else if (error.standing === "signed_out") this.say({ standing: "signed_out", retryAt: null });
    else this.wait(error.standing, error.retryAfter);
  }

  /** Whether the patient has withdrawn the consent to keep entries, as far as this phone has read. */
  private async rests(): Promise<boolean> {
    return Boolean((await readMeta<Profile>(this.options.db, "profile"))?.rests_since);
  }

  /** What is new waits on the phone while the record rests; true where it does. The server may know before the phone. */
  private async pushUnlessResting(): Promise<boolean> {
    if (await this.rests()) return true;
    try {
      await this.pushAll();
      return false;
    } catch (error) {
      if (error instanceof Halt && error.standing === "consent") return true;
      throw error;
    }
  }

  private async pushAll(): Promise<void> {
    const { db } = this.options;
    while (!this.stopped) {
      const waiting = db.outbox.orderBy("n").filter((row) => row.state === "queued");
      const items = (await waiting.limit(this.batch).toArray()).map((row) => row.item);
      if (items.length === 0) return;
      await this.pushBatch(items);
    }
  }

  private async pushBatch(items: AnyRecord[]): Promise<void> {
    const answer = await this.options.transport.push(items);
    if (answer.kind === "ok") {
      if (!Array.isArray(answer.data?.results)) throw new Halt("later"); // not of this server
      await this.settle(items, answer.data.results);
      this.batch = Math.min(BATCH, Math.ceil(this.batch * 1.5)); // what was too large once need not be so for ever
      return;
    }
    // too large for somebody between here and the server, who decides nothing: next time in smaller parts
    if (answer.kind === "later" && answer.status === 413)
      this.batch = Math.max(1, Math.ceil(items.length / 2));
    if (answer.kind !== "refused") throw haltOf(answer);
    const { status, detail, title } = answer.problem;
    if (answer.problem.errors[0]?.code === "consent_withdrawn") throw new Halt("consent");
    // Too many or not readable as a whole: the fault is found by halving, so one bad item holds up no other.
    if (status === 400 || status === 413 || status === 422) {
      if (items.length > 1) {
        const half = Math.ceil(items.length / 2);
        if (status === 413) this.batch = Math.max(1, half);
        await this.pushBatch(items.slice(0, half));
        await this.pushBatch(items.slice(half));
        return;
      }
      const first = answer.problem.errors[0];
      const reason = first?.detail ?? first?.expected ?? (detail || title);
      await this.settle(items, [
        { id: items[0]!.id, result: "refused", field: first?.field ?? null, reason },
      ]);
      return;
    }
    throw new Halt("trouble");
  }

  private async settle(sent: AnyRecord[], results: PushResult[]): Promise<void> {
    const { db } = this.options;
    const ids = new Set(sent.map((item) => item.id));
    let settled = 0;
    await db.transaction("rw", db.outbox, db.records, async () => {
      for (const result of results) {
        if (!ids.has(result.id)) continue;
        if (result.result === "refused") {
          await db.outbox
            .where("id")
            .equals(result.id)
            .modify({ state: "refused", field: result.field ?? null, reason: result.reason ?? null });
          await db.records.update(result.id, { sync: "refused" });
          settled += 1;
        } else if (["created", "identical", "superseded"].includes(result.result)) {
          await db.outbox.where("id").equals(result.id).delete();
          await db.records.update(result.id, { sync: "sent" });
          settled += 1;
        }
      }
    });
    // an answer that speaks of none of the items would otherwise be asked for ever
    if (settled === 0) throw new Halt("later");
  }

  private async pullAll(): Promise<void> {
    const { db, transport } = this.options;
    let more = true;
    while (more && !this.stopped) {
      const after = (await readMeta<number>(db, "cursor")) ?? 0;
      const answer = await transport.pull(after, PAGE);
      if (answer.kind !== "ok") {
        if (answer.kind === "refused") throw new Halt("trouble");
        throw haltOf(answer);
      }
      if (!Array.isArray(answer.data?.changes)) throw new Halt("later"); // not of this server
      if (this.stopped) return; // what was read meanwhile belongs to a session that is over
      const { history = "", language } = answer.data;
      const before = await readMeta<string>(db, "history");
      if (before !== undefined && before !== history && after > 0) {
        // once in years: the first screen does not wait for what it takes
        const { startOver } = await import("./start-over");
        await startOver(db, history, this.options.isOwn ?? ofPatient);
        this.again = true; // first send again what may be missing there, then read all
        return;
      }
      if (before !== history) await writeMeta(db, "history", history);
      if (language !== (await readMeta(db, "language"))) {
        await writeMeta(db, "language", language);
        // what was read before is in other words: all is read again, and nothing taken away meanwhile
        if (after) {
          await writeMeta(db, "cursor", 0);
          continue;
        }
      }
      more = answer.data.more && answer.data.cursor > after;
      await this.apply(answer.data.changes, answer.data.cursor, more);
    }
  }

  private async apply(changes: Change[], cursor: number, more: boolean): Promise<void> {
    if (this.stopped) return;
    const { db } = this.options;
    await db.transaction("rw", db.records, db.outbox, db.findings, db.messages, db.meta, async () => {
      const touched: AnyRecord[] = [];
      for (const change of changes) {
        if (change.type === "record") {
          const row: StoredRecord = {
            ...change.record,
            current: change.record.is_current === false || change.record.kind === "deletion" ? 0 : 1,
            sync: "sent",
          };
          await db.records.put(row);
          await db.outbox.where("id").equals(row.id).delete();
          touched.push(row);
        } else if (change.type === "finding") await db.findings.put(change.finding);
        else if (change.type === "message") await db.messages.put(change.message);
        else if (change.type === "profile") await db.meta.put({ key: "profile", value: change.profile });
      }
      if (touched.length > 0) await settleCurrent(db, touched);
      // a phone that has read only the first pages ever does not speak of what it knows yet
      if (!more) await db.meta.delete("reading");
      else if (!(await db.meta.get("cursor"))) await db.meta.put({ key: "reading", value: true });
      await db.meta.put({ key: "cursor", value: cursor });
    });
  }

  /** Exponential back-off with jitter between half and the whole of the wait; the server's own wish is honoured. */
  private wait(standing: Standing, retryAfter: number | null): void {
    this.failures += 1;
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.failures - 1, 12));
    const random = this.options.random ?? Math.random;
    const own = ceiling / 2 + (ceiling / 2) * random();
    const ms = retryAfter === null ? own : Math.max(own, retryAfter * 1000);
    this.say({ standing, retryAt: this.now() + ms });
    this.schedule(ms);
  }

  private schedule(ms: number): void {
    this.clear();
    const set = this.options.setTimer ?? ((work, delay) => setTimeout(work, delay));
    this.timer = set(() => {
      this.timer = null;
      void this.nudge();
    }, ms);
  }

  private clear(): void {
    if (this.timer === null) return;
    const clear = this.options.clearTimer ?? ((timer) => clearTimeout(timer as number));
    clear(this.timer);
    this.timer = null;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  private say(change: Partial<SyncState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener(this.state);
  }
}

function haltOf(answer: Exclude<Answer<unknown>, { kind: "ok" } | { kind: "refused" }>): Halt {
  return new Halt(answer.kind, answer.kind === "later" ? answer.retryAfter : null);
}

async function plainLock(work: () => Promise<void>): Promise<boolean> {
  await work();
  return true;
}

/** One tab at a time: the others see its work through the shared database. */
export function webLock(name: string): EngineOptions["withLock"] {
  if (!globalThis.navigator?.locks) return undefined;
  return async (work) => {
    let mine = false;
    await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      mine = true;
      await work();
    });
    return mine;
  };
}

import type { Answer } from "~/api/http";
import type { Change, Pulled, PushResult, Transport } from "~/api/sync";
import { standing } from "~/domain/current";
import type { AnyRecord } from "~/domain/records";

export type Fault =
  | "none"
  | "503"
  | "drop before"
  | "drop after"
  | "half then drop"
  | "signed out"
  | "whole batch refused";

/** A server for the engine's tests: the same contract, and trouble on order. */
export class FakeServer implements Transport {
  stored = new Map<string, AnyRecord>();
  log: Change[] = [];
  pushes = 0;
  items = 0;
  largestBatch = 0;
  fault: () => Fault = () => "none";
  refuse: (item: AnyRecord) => { field: string; reason: string } | null = () => null;
  retryAfter: number | null = null;
  history = "";
  language = "en";

  /** As `manage.py restore` does: the server knows what it knew after `length` changes, and says so. */
  restore(length: number, history: string): void {
    this.log = this.log.slice(0, length);
    this.stored = new Map(
      this.log.flatMap((one) => (one.type === "record" ? [[one.record.id, one.record]] : [])),
    );
    this.history = history;
  }

  add(record: AnyRecord): void {
    this.write(record);
  }

  private write(item: AnyRecord): PushResult {
    const bad = this.refuse(item);
    if (bad) return { id: item.id, result: "refused", ...bad };
    if (this.stored.has(item.id)) return { id: item.id, result: "identical" };
    this.stored.set(item.id, item);
    const stands = new Set(standing([...this.stored.values()]).map((row) => row.id));
    this.log.push({
      seq: this.log.length + 1,
      type: "record",
      record: { ...item, is_current: stands.has(item.id) },
    });
    if (item.supersedes && this.stored.has(item.supersedes)) {
      const before = this.stored.get(item.supersedes)!;
      this.log.push({ seq: this.log.length + 1, type: "record", record: { ...before, is_current: false } });
    }
    return {
      id: item.id,
      result: stands.has(item.id) || item.kind === "deletion" ? "created" : "superseded",
    };
  }

  async push(items: AnyRecord[]): Promise<Answer<{ results: PushResult[]; cursor: number }>> {
    this.pushes += 1;
    this.items += items.length;
    this.largestBatch = Math.max(this.largestBatch, items.length);
    const fault = this.fault();
    if (fault === "503") return { kind: "later", retryAfter: this.retryAfter };
    if (fault === "drop before") return { kind: "offline" };
    if (fault === "signed out") return { kind: "signed_out" };
    if (fault === "whole batch refused" && items.length > 1) {
      return { kind: "refused", problem: { status: 400, title: "Bad request", detail: "", errors: [] } };
    }
    if (fault === "half then drop") {
      for (const item of items.slice(0, Math.floor(items.length / 2))) this.write(item);
      return { kind: "offline" };
    }
    const results = items.map((item) => this.write(item));
    if (fault === "drop after") return { kind: "offline" };
    return { kind: "ok", status: 200, data: { results, cursor: this.log.length } };
  }

  async pull(after: number, limit: number): Promise<Answer<Pulled>> {
    const fault = this.fault();
    if (fault === "503") return { kind: "later", retryAfter: this.retryAfter };
    if (fault === "signed out") return { kind: "signed_out" };
    if (fault !== "none" && fault !== "whole batch refused") return { kind: "offline" };
    const changes = this.log.filter((change) => change.seq > after).slice(0, limit);
    const cursor = changes.at(-1)?.seq ?? after;
    return {
      kind: "ok",
      status: 200,
      data: {
        changes,
        cursor,
        more: cursor < this.log.length,
        history: this.history,
        language: this.language,
      },
    };
  }
}

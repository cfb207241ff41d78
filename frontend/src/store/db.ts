import { Dexie, type Table } from "dexie";
import type { AnyRecord, Finding, Message } from "~/domain/records";

/** A record as the phone keeps it. `current` is 0 or 1 because a boolean cannot be an index key. */
export interface StoredRecord extends AnyRecord {
  current: 0 | 1;
  /** what the server has said about it so far */
  sync: "queued" | "sent" | "refused";
}

export interface OutboxItem {
  /** order of writing; pushing keeps it */
  n?: number;
  id: string;
  item: AnyRecord;
  state: "queued" | "refused";
  field?: string | null;
  reason?: string | null;
  tried?: number;
}

export interface MetaRow {
  key: string;
  value: unknown;
}

export class TohDatabase extends Dexie {
  records!: Table<StoredRecord, string>;
  outbox!: Table<OutboxItem, number>;
  findings!: Table<Finding, string>;
  messages!: Table<Message, string>;
  meta!: Table<MetaRow, string>;

  constructor(name: string) {
    super(name);
    // Version 1 had no marker of what still counts; version 2 adds it and derives it from `supersedes`.
    this.version(1).stores({
      records: "id, kind, date",
      outbox: "++n, &id",
      findings: "id, state",
      messages: "id",
      meta: "key",
    });
    this.version(2)
      .stores({
        records: "id, kind, date, supersedes, group, [kind+current], [date+current]",
        outbox: "++n, &id, state",
        findings: "id, state",
        messages: "id, state",
        meta: "key",
      })
      .upgrade(async (transaction) => {
        const superseded = new Set<string>();
        await transaction.table("records").each((row: StoredRecord) => {
          if (row.supersedes) superseded.add(row.supersedes);
        });
        const waiting = new Set<string>(
          await transaction
            .table("outbox")
            .toArray()
            .then((rows: OutboxItem[]) => rows.map((row) => row.id)),
        );
        await transaction
          .table("records")
          .toCollection()
          .modify((row: StoredRecord) => {
            row.current = row.kind === "deletion" || superseded.has(row.id) ? 0 : 1;
            row.sync = waiting.has(row.id) ? "queued" : "sent";
          });
        await transaction
          .table("outbox")
          .toCollection()
          .modify((row: OutboxItem) => {
            row.state ??= "queued";
          });
      });
  }
}

export const databaseName = (accountId: string) => `toh-${accountId}`;

let opened: { name: string; db: TohDatabase } | null = null;

/** The database of one account. Another account's entries live in another database and are never opened here. */
export function openDatabase(accountId: string): TohDatabase {
  const name = databaseName(accountId);
  if (opened?.name !== name) {
    opened?.db.close();
    opened = { name, db: new TohDatabase(name) };
  }
  return opened.db;
}

export async function readMeta<T>(db: TohDatabase, key: string): Promise<T | undefined> {
  return (await db.meta.get(key))?.value as T | undefined;
}

export const writeMeta = (db: TohDatabase, key: string, value: unknown) => db.meta.put({ key, value });

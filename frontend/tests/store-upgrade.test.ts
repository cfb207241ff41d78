import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { expect, test } from "vitest";
import { currentOfKind } from "~/store/current-rows";
import { databaseName, TohDatabase } from "~/store/db";

test("a database of version 1 is upgraded, and nothing of it is lost", async () => {
  const name = "toh-upgrade";
  const old = new Dexie(name);
  old.version(1).stores({
    records: "id, kind, date",
    outbox: "++n, &id",
    findings: "id, state",
    messages: "id",
    meta: "key",
  });
  await old.open();
  const row = (id: string, more: object = {}) => ({
    id,
    kind: "pain",
    date: "2026-01-01",
    recorded_at: "2026-01-01T08:00:00Z",
    timezone: "UTC",
    ...more,
  });
  await old
    .table("records")
    .bulkAdd([
      row("a", { intensity: 3 }),
      row("b", { intensity: 5, supersedes: "a" }),
      row("c", { kind: "deletion", supersedes: "x" }),
    ]);
  await old.table("outbox").add({ id: "b", item: row("b", { intensity: 5, supersedes: "a" }) });
  await old.table("meta").put({ key: "cursor", value: 12 });
  old.close();

  const db = new TohDatabase(name);
  expect((await currentOfKind(db, "pain")).map((one) => one.id)).toEqual(["b"]);
  expect((await db.records.get("a"))!.sync).toBe("sent");
  expect((await db.records.get("b"))!.sync).toBe("queued");
  expect(await db.outbox.where("state").equals("queued").count()).toBe(1);
  expect((await db.meta.get("cursor"))!.value).toBe(12);
  await db.delete();
});

test("each account has a database of its own", () => {
  expect(databaseName("1")).not.toBe(databaseName("2"));
});

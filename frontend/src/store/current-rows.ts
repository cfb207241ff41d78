import type { Day } from "~/domain/days";
import type { TohDatabase } from "./db";

export const currentOfKind = (db: TohDatabase, kind: string) =>
  db.records.where("[kind+current]").equals([kind, 1]).toArray();

export const currentOnDay = (db: TohDatabase, day: Day) =>
  db.records.where("[date+current]").equals([day, 1]).toArray();

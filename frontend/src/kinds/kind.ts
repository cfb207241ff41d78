/** What the phone knows of a kind of record. A new one lacks nothing: the compiler names what is missing (docs/howto/add-a-kind.md). */
import type { components } from "~/api/schema";

/** The fields of each kind, as the server publishes them. */
export type KindFields = components["schemas"]["KindFields"];
export type KindName = KindFields["kind"];
export type FieldsOf<K extends KindName> = Extract<KindFields, { kind: K }>;

export interface Kind<K extends KindName> {
  /** what it is called */
  name: () => string;
  /** one of them in a line, as the tray, the lists and the course say it */
  say: (entry: FieldsOf<K>) => string;
  /** where the server refuses one: it is mended in a form, or there is nothing to do but to discard it */
  tray: "mend" | "discard";
  /** whether it stands in the list of a day's own entries */
  list: boolean;
  /** what draws it in the course */
  chart: "curve" | "steps" | "dots" | "bone" | "mark" | "strip" | "table" | "none";
}

/** Any entry as one line of words. */
import type { AnyRecord } from "~/domain/records";
import { kindOf } from "~/kinds";
import type { KindFields } from "~/kinds/kind";
import * as m from "~/paraglide/messages";

/** Never its id: an entry of a kind that this app does not know yet is called an entry. */
export function describe(entry: AnyRecord): string {
  const kind = kindOf(entry.kind);
  if (!kind) return m.kind_unknown();
  return kind.say(entry as unknown as KindFields) || kind.name();
}

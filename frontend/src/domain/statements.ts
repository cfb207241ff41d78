/** A day holds one statement about each thing. Saying it again corrects the earlier one. */
import type { AnyRecord } from "./records";

type Said = Record<string, unknown> & { kind: string };

/** What an entry is a statement about, within its day; null where a day may hold several (a note, a result, a fall). */
export function subjectOf(entry: Said): string | null {
  const { kind, site, side, circumstance, category, item, name, time } = entry;
  switch (kind) {
    case "pain":
      return [kind, site, side, circumstance].join(":");
    case "weight_bearing":
    case "change":
      return [kind, site, side].join(":");
    case "exercise":
      return [kind, category, item].join(":");
    case "goal":
      return [kind, String(entry.activity).toLowerCase()].join(":");
    case "medicine_taken":
      return [kind, String(name).trim().toLowerCase(), time].join(":");
    case "intake":
    case "habit":
      return kind;
    default:
      return null;
  }
}

/** What the person said, without what belongs to the one version of it. */
export function contentOf(entry: Said): Said {
  const {
    id,
    recorded_at,
    timezone,
    date,
    supersedes,
    group,
    is_current,
    author,
    current,
    sync,
    seq,
    ...said
  } = entry;
  return Object.fromEntries(
    Object.entries(said).filter(([key, value]) => value != null && !["received_at", "source"].includes(key)),
  ) as Said;
}

/**
 * The new statement with what the earlier one says besides: a second entry of the day gives the number anew and seldom the
 * note. Percent goes with its own step only.
 */
export function completed(said: AnyRecord, before: AnyRecord): AnyRecord {
  const kept = contentOf(before);
  if (said.status && said.status !== before.status) delete kept.percent;
  if (said.status && said.kg != null) delete kept.percent;
  if (said.status && said.percent != null) delete kept.kg;
  return { ...kept, ...said };
}

/** Written by the patient or by somebody who helps them: theirs to correct. What the clinic wrote, the clinic corrects. */
export const isOwn = (entry: Pick<AnyRecord, "author">): boolean =>
  !entry.author || ["patient", "caregiver"].includes(entry.author.role);

import type { Change } from "~/api/http";
import type { AnyRecord, LoadDecision } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { describe } from "~/ui/describe";
import { aidName, loadTerm, sayDay, sideName } from "~/ui/words";
import { findingOf, type Known } from "./known";

/** What somebody else did meanwhile, as one line in the clinic's words. */
export function sayChange(change: Change, known: Known): string {
  if (change.what === "finding") return m.desk_conflict_finding({ finding: nameOf(known, change) });
  if (change.what.startsWith("profile:")) return m.desk_conflict_profile();
  return change.record ? sayRecord(change.record as unknown as AnyRecord, known) : m.desk_conflict_other();
}

function sayRecord(row: AnyRecord, known: Known): string {
  switch (row.kind) {
    case "prescription":
      return m.desk_conflict_prescription({ load: loadOf(row) });
    case "note":
      return labelled(
        row.internal ? m.desk_conflict_note_internal() : m.desk_conflict_note(),
        String(row.text ?? ""),
      );
    case "programme":
      return labelled(m.record_programme(), describe(row));
    case "permission":
      return labelled(m.record_permission(), row.granted ? m.permission_yes() : m.permission_no());
    case "dexa_date":
      return labelled(m.record_dexa_date(), sayDay(String(row.due_on)));
    case "acknowledge":
      return m.desk_conflict_acknowledged({ finding: nameOf(known, row) });
    case "resolve_finding":
      return m.desk_conflict_resolved({ finding: nameOf(known, row), reason: String(row.reason ?? "") });
    case "deletion":
      return m.desk_conflict_taken_back();
    default:
      return describe(row);
  }
}

const labelled = (label: string, words: string) => m.desk_conflict_labelled({ label, words });
const nameOf = (known: Known, act: Change | AnyRecord) =>
  findingOf(known, act)?.text.seen ?? m.desk_conflict_some_finding();

function loadOf(row: AnyRecord): string {
  const load = row as unknown as LoadDecision & { side: string };
  return [
    `${sideName(load.side)} ${loadTerm(load)}`,
    load.aid ? aidName(load.aid) : null,
    load.review_on ? m.today_review({ day: sayDay(load.review_on) }) : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

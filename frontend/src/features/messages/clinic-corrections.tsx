import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { useLive } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { sayDay, sayDayOf } from "~/ui/words";

const SHOWN = 20;
type Row = AnyRecord & { received_at?: string };

/** What the clinic corrected or took back, with what stood there before: a patient is never left to find it out. Notes say it themselves. */
export function ClinicCorrections() {
  const changes = useLive(async (db) => {
    const newer = (await db.records.where("supersedes").notEqual("").toArray()) as unknown as Row[];
    const ours = newer.filter((row) => row.author?.role === "clinician" && row.kind !== "note");
    const before = await db.records.bulkGet(ours.map((row) => row.supersedes!));
    return ours
      .map((row, index) => ({ row, before: before[index] as unknown as AnyRecord | undefined }))
      .filter(({ before: old }) => old && old.kind !== "note" && old.kind !== "deletion")
      .sort((a, b) => ((a.row.received_at ?? "") < (b.row.received_at ?? "") ? 1 : -1))
      .slice(0, SHOWN);
  });
  if (!changes || changes.length === 0) return null;
  return (
    <details class="fold section" open>
      <summary>
        <h2>{m.corrections_title()}</h2>
      </summary>
      <ul class="lines">
        {changes.map(({ row, before }) => (
          <li key={row.id} class="message">
            <p class="small quiet">
              {m.note_from({
                name: row.author?.name ?? "",
                when: row.received_at ? sayDayOf(row.received_at) : sayDay(row.date),
              })}
            </p>
            {row.kind === "deletion" ? (
              <p>{m.corrections_taken_back({ what: describe(before!) })}</p>
            ) : (
              <>
                <p>{m.corrections_now({ what: describe(row) })}</p>
                <p class="small quiet">{m.corrections_before({ what: describe(before!) })}</p>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

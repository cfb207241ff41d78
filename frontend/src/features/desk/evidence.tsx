import type { Day } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { describe } from "~/ui/describe";
import { sayDay } from "~/ui/words";
import { useKnown } from "./known";

/** The entries that opened a finding, each in words, the newest first; a touch shows its day in the chart. */
export function EvidenceList({ ids, onDay }: { ids: readonly string[]; onDay: (day: Day) => void }) {
  const wanted = new Set(ids);
  const rows = useKnown()
    .records.filter((row) => wanted.has(row.id))
    .sort((a, b) => (a.date < b.date ? 1 : -1));
  const gone = wanted.size - rows.length;
  return (
    <>
      <ul class="lines">
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              class="evidence-line"
              title={m.evidence_jump({ day: sayDay(row.date) })}
              onClick={() => onDay(row.date)}
            >
              <span class="quiet">{sayDay(row.date)}</span> <span>{describe(row)}</span>
            </button>
          </li>
        ))}
      </ul>
      {gone > 0 && <p class="quiet">{m.evidence_gone({ count: gone })}</p>}
    </>
  );
}

import type { Place } from "~/domain/day-form";
import { today as todayOf } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { useLive, useSync } from "~/sync/hooks";
import { KeptLine } from "~/ui/kept-line";
import { openFindings } from "~/ui/local-findings";
import { MayBeCleared } from "~/ui/may-be-cleared";
import { placeName } from "~/ui/words";

/** What came of pressing Save. */
export type Outcome =
  | { kind: "saved"; rows: readonly AnyRecord[] }
  | { kind: "nothing" | "full" | "lost" | "failed" }
  | { kind: "no number"; places: readonly Place[] }
  | { kind: "no place"; none: string };

/** The button that saves the day, in thumb reach, and above it what came of it. */
export function SaveBar({
  outcome,
  onWithoutNumber,
  onUndone,
}: {
  outcome: Outcome | null;
  onWithoutNumber: () => void;
  onUndone: () => void;
}) {
  const sync = useSync();
  const urgent = useLive(async (db) =>
    (await openFindings(db, todayOf())).filter((finding) => finding.urgency === "now"),
  );
  // what this very entry has raised comes before what was known already
  const gravest = urgent?.find((finding) => finding.local) ?? urgent?.[0];
  return (
    <div class="log-save">
      <div aria-live="polite" class="stack-tight">
        {outcome?.kind === "saved" && (
          <KeptLine rows={outcome.rows} onUndone={onUndone}>
            <p class="saved small">
              {sync.queued === 0 && sync.standing === "idle" ? m.log_saved_sent() : m.log_saved()}
            </p>
            <MayBeCleared />
            {gravest && (
              <a class="log-urgent" href="/">
                <span class="strong">{gravest.text.seen}</span> {gravest.text.do}
              </a>
            )}
          </KeptLine>
        )}
        {outcome?.kind === "nothing" && <p>{m.log_nothing()}</p>}
        {outcome?.kind === "no place" && <p>{m.log_no_place({ none: outcome.none })}</p>}
        {outcome?.kind === "full" && <p class="field-error">{m.log_storage_full()}</p>}
        {outcome?.kind === "lost" && <p class="field-error">{m.storage_lost()}</p>}
        {outcome?.kind === "failed" && <p class="field-error">{m.log_failed()}</p>}
        {outcome?.kind === "no number" && (
          <>
            <p>
              {m.log_no_number({
                place: outcome.places.map((place) => placeName(place.site, place.side)).join(", "),
              })}
            </p>
            <button type="button" class="button" onClick={onWithoutNumber}>
              {m.log_without_number()}
            </button>
          </>
        )}
      </div>
      <button type="submit" class="button button-primary button-wide">
        {m.log_save()}
      </button>
    </div>
  );
}

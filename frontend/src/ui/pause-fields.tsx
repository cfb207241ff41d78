import { addDays, type Day } from "~/domain/days";
import { LONGEST } from "~/domain/pause";
import * as m from "~/paraglide/messages";
import { Chips } from "./chips";
import { pauseReason } from "./words";

const REASONS = ["ill", "travel", "birth", "other"] as const;
export type PauseReason = (typeof REASONS)[number];
export interface PauseSaid {
  until_on: Day;
  reason: PauseReason | null;
}

export function PauseFields({
  from,
  said,
  change,
}: {
  from: Day;
  said: PauseSaid;
  change: (part: Partial<PauseSaid>) => void;
}) {
  return (
    <>
      <div class="field">
        <label for="pause-until">{m.pause_until()}</label>
        <input
          id="pause-until"
          type="date"
          required
          min={from}
          max={addDays(from, LONGEST)}
          value={said.until_on}
          onInput={(event) => change({ until_on: (event.target as HTMLInputElement).value })}
        />
      </div>
      <Chips
        label={m.pause_reason()}
        options={REASONS}
        name={pauseReason}
        chosen={said.reason ? [said.reason] : []}
        onToggle={(reason) => change({ reason: said.reason === reason ? null : reason })}
      />
    </>
  );
}

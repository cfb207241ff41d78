import { useState } from "preact/hooks";
import {
  type Aid,
  CHANGES,
  CIRCUMSTANCES,
  type Circumstance,
  LEGS,
  type Leg,
  type LoadReport,
} from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import type { StoredRecord } from "~/store/db";
import { save } from "~/sync/client";
import { Check, Chips } from "~/ui/chips";
import { describe } from "~/ui/describe";
import { AidPicker, LoadPicker } from "~/ui/load-picker";
import { PainSlider } from "~/ui/pain-slider";
import { Sheet } from "~/ui/sheet";
import { changeName, circumstanceName, placeName } from "~/ui/words";

const ENVELOPE = new Set([
  "id",
  "recorded_at",
  "timezone",
  "supersedes",
  "is_current",
  "author",
  "current",
  "sync",
  "seq",
  "received_at",
  "source",
]);

/** A correction: the same fields, as they should have been, in a new row that takes the place of the old one. */
export function EditEntry({
  entry,
  onClose,
  onDelete,
}: {
  entry: StoredRecord;
  onClose: () => void;
  onDelete: () => void;
}) {
  const [fields, setFields] = useState<Record<string, unknown>>(() =>
    Object.fromEntries(Object.entries(entry).filter(([key, value]) => !ENVELOPE.has(key) && value !== null)),
  );
  const change = (part: Record<string, unknown>) => setFields({ ...fields, ...part });
  const submit = async (event: Event) => {
    event.preventDefault();
    await save([{ ...fields, kind: entry.kind, date: entry.date, supersedes: entry.id }]);
    onClose();
  };
  const flag = (key: string, label: string) => (
    <Check
      label={label}
      checked={fields[key] === true}
      onChange={(value) => change({ [key]: value || undefined })}
    />
  );
  return (
    <Sheet title={m.edit()} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {entry.kind === "pain" && (
          <>
            <PainSlider
              label={placeName(String(fields.site), String(fields.side))}
              value={typeof fields.intensity === "number" ? fields.intensity : null}
              onChange={(intensity) => change({ intensity })}
            />
            <Chips
              label={m.log_when()}
              options={CIRCUMSTANCES}
              name={circumstanceName}
              chosen={fields.circumstance ? [fields.circumstance as Circumstance] : []}
              onToggle={(value) =>
                change({ circumstance: fields.circumstance === value ? undefined : value })
              }
            />
            <div>
              {flag("sleep_affected", m.log_sleep())}
              {flag("daily_life_affected", m.log_daily())}
              {flag("limp", m.log_limp())}
            </div>
          </>
        )}
        {entry.kind === "weight_bearing" && (
          <>
            {LEGS.includes(fields.side as Leg) && (
              <LoadPicker
                leg={fields.side as Leg}
                value={{
                  status: (fields.status as LoadReport) ?? null,
                  percent: (fields.percent as number) ?? null,
                }}
                onChange={({ status, percent }) =>
                  change({
                    status: status ?? undefined,
                    percent: status === "PWB" ? (percent ?? undefined) : undefined,
                  })
                }
              />
            )}
            <AidPicker
              value={(fields.aid as Aid) ?? null}
              onChange={(aid) => change({ aid: aid ?? undefined })}
            />
          </>
        )}
        {entry.kind === "exercise" && (
          <div class="field">
            <label for="edit-minutes">{m.field_minutes()}</label>
            <input
              id="edit-minutes"
              type="number"
              inputMode="numeric"
              min="1"
              max="600"
              value={String(fields.minutes ?? "")}
              onInput={(event) =>
                change({ minutes: Number((event.target as HTMLInputElement).value) || undefined })
              }
            />
          </div>
        )}
        {entry.kind === "change" && (
          <Chips
            label={m.log_change()}
            options={CHANGES}
            name={changeName}
            chosen={[fields.direction as (typeof CHANGES)[number]]}
            onToggle={(direction) => change({ direction })}
          />
        )}
        {!["pain", "weight_bearing", "exercise", "change"].includes(entry.kind) && <p>{describe(entry)}</p>}
        <div class="row">
          <button type="submit" class="button button-primary">
            {m.save()}
          </button>
          <button type="button" class="button button-danger" onClick={onDelete}>
            {m.delete()}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

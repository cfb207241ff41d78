import { today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import type { AnyRecord } from "~/domain/records";
import {
  type Aid,
  CHANGES,
  CIRCUMSTANCES,
  type Circumstance,
  LEGS,
  type Leg,
  type LoadReport,
} from "~/domain/vocabulary";
import { LIMITS } from "~/generated/limits";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { NewEntry } from "~/store/entries";
import { whenReady } from "~/sync/client";
import { Check, Chips } from "./chips";
import { describe } from "./describe";
import { FallFields, unableAfter } from "./fall-fields";
import { AidPicker, LoadPicker } from "./load-picker";
import { PainButtons } from "./pain-buttons";
import { Sheet } from "./sheet";
import { useDraft } from "./use-draft";
import { useKeep } from "./use-keep";
import { changeName, circumstanceName, placeName } from "./words";

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

interface Props {
  entry: AnyRecord;
  onClose: () => void;
  /** in whose place the changed entry stands */
  supersedes: string | undefined;
  /** the refused entry that goes when the changed one is safely on the phone */
  instead?: string;
  onDelete?: () => void;
  /** what was written, to be taken back if it was a slip */
  onKept?: (written: readonly AnyRecord[]) => void;
}

export const EDITABLE = new Set(["pain", "weight_bearing", "exercise", "change", "intake", "habit", "fall"]);

const loads = async () => currentOfKind((await whenReady()).db, "weight_bearing");

/** An entry's own fields, to be said differently. The sheet stays open until the change is safely on the phone. */
export function EditEntry({ entry, onClose, supersedes, instead, onDelete, onKept }: Props) {
  const [keep, notKept] = useKeep();
  const [fields, setFields, forget] = useDraft<Record<string, unknown>>(`edit-${entry.id}`, () =>
    Object.fromEntries(Object.entries(entry).filter(([key, value]) => !ENVELOPE.has(key) && value !== null)),
  );
  // null: taken away, in a draft as well
  const change = (part: Record<string, unknown>) =>
    setFields(Object.fromEntries(Object.entries(part).map(([key, value]) => [key, value ?? null])));
  const submit = async (event: Event) => {
    event.preventDefault();
    const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const one: NewEntry = { ...said, kind: entry.kind, date: String(fields.date), supersedes };
    const entries = entry.kind === "fall" ? [one, ...unableAfter(one, await loads())] : [one];
    if (!(await keep(entries, instead, onKept))) return;
    forget();
    onClose();
  };
  const flag = (key: string, label: string) => (
    <Check
      label={label}
      checked={fields[key] === true}
      onChange={(value) => change({ [key]: value || undefined })}
    />
  );
  const amount = (key: string, label: string, unit: string | null, most: number) => (
    <div class="field">
      <label for={`edit-${key}`}>{label}</label>
      <div class="field-with-unit">
        <input
          id={`edit-${key}`}
          type="number"
          inputMode="decimal"
          step="any"
          min="0"
          max={most}
          value={String(fields[key] ?? "")}
          onInput={(event) => {
            const text = (event.target as HTMLInputElement).value;
            change({ [key]: text === "" ? undefined : Number(text) });
          }}
        />
        {unit && <span>{unit}</span>}
      </div>
    </div>
  );
  return (
    <Sheet title={m.edit()} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="edit-date">{m.field_date()}</label>
          <input
            id="edit-date"
            type="date"
            required
            min={EARLIEST}
            max={todayOf()}
            value={String(fields.date ?? "")}
            onInput={(event) => change({ date: (event.target as HTMLInputElement).value })}
          />
        </div>
        {entry.kind === "pain" && (
          <>
            <PainButtons
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
            <div class="field">
              <label for="edit-stiffness">{m.log_stiffness()}</label>
              <input
                id="edit-stiffness"
                type="number"
                inputMode="numeric"
                min="0"
                max="1440"
                value={String(fields.stiffness_minutes ?? "")}
                onInput={(event) => {
                  const text = (event.target as HTMLInputElement).value;
                  change({ stiffness_minutes: text === "" ? undefined : Math.round(Number(text)) });
                }}
              />
            </div>
            <div class="field">
              <label for="edit-note">{m.log_note()}</label>
              <textarea
                id="edit-note"
                maxLength={2000}
                value={String(fields.note ?? "")}
                onInput={(event) =>
                  change({ note: (event.target as HTMLTextAreaElement).value || undefined })
                }
              />
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
                  kg: (fields.kg as number) ?? null,
                }}
                onChange={({ status, percent, kg }) =>
                  change({
                    status: status ?? undefined,
                    percent: status === "PWB" ? (percent ?? undefined) : undefined,
                    // a few kilograms beside a toe touch stay what they are
                    kg:
                      status === "PWB" || (status === "TTWB" && status === fields.status)
                        ? (kg ?? undefined)
                        : undefined,
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
        {entry.kind === "intake" && (
          <>
            {amount("calcium_mg", m.medicine_calcium(), "mg", LIMITS.intake.calcium_mg[1])}
            {amount("vitamin_d_iu", m.medicine_vitamin_d(), m.unit_iu(), LIMITS.intake.vitamin_d_iu[1])}
          </>
        )}
        {entry.kind === "habit" && (
          <>
            <Chips
              label={m.risk_tobacco()}
              options={["yes", "no"] as const}
              name={(one) => (one === "yes" ? m.answer_yes() : m.answer_no())}
              chosen={typeof fields.tobacco === "boolean" ? [fields.tobacco ? "yes" : "no"] : []}
              onToggle={(one) =>
                change({ tobacco: fields.tobacco === (one === "yes") ? undefined : one === "yes" })
              }
            />
            {amount("alcohol_drinks_per_day", m.field_drinks(), null, LIMITS.habit.alcohol_drinks_per_day[1])}
          </>
        )}
        {entry.kind === "fall" && <FallFields fields={fields} change={change} />}
        {!EDITABLE.has(entry.kind) && <p>{describe(entry)}</p>}
        {notKept}
        <div class="row">
          <button type="submit" class="button button-primary">
            {m.save()}
          </button>
          {onDelete && (
            <button type="button" class="button button-danger" onClick={onDelete}>
              {m.delete()}
            </button>
          )}
        </div>
      </form>
    </Sheet>
  );
}

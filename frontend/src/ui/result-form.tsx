/** Typing a result in. A photograph of the sheet can lie beside the fields; it stays in this window and is never kept or sent. */
import { useState } from "preact/hooks";
import * as v from "valibot";
import { today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import type { AnyRecord } from "~/domain/records";
import { contentOf } from "~/domain/statements";
import { DEXA_SITES, IMAGING_RESULTS, MODALITIES, PAIN_SITES } from "~/domain/vocabulary";
import { LAB_UNITS } from "~/generated/lab";
import { LIMITS } from "~/generated/limits";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import type { NewEntry } from "~/store/entries";
import { Chips } from "./chips";
import { readNumber } from "./read-number";
import { SignKey } from "./sign-key";
import { useDraft } from "./use-draft";
import { dexaSiteName, imagingResultName, modalityName, sayNumber, sideName, siteName } from "./words";
import { EXTENTS, extentName, type LabTest, labTestName, STATED, statedName } from "./words/results";

const numberIn = (low: number, high: number) =>
  v.optional(v.pipe(v.number(), v.minValue(low), v.maxValue(high)));

/** Limits as the server's: a slip of the comma is seen before it is sent. */
export const RESULT_LIMITS = {
  ...LIMITS.dexa,
  "ng/mL": [1, 300],
  "nmol/L": [2.5, 748.8],
} as const;

const dexaSchema = v.object({
  bmd: numberIn(...RESULT_LIMITS.bmd),
  t_score: numberIn(...RESULT_LIMITS.t_score),
  z_score: numberIn(...RESULT_LIMITS.z_score),
});

/** Vitamin D has limits by its unit; of the other tests any number is taken that the server takes. */
const labLimits = (test: string, unit: string): readonly [number, number] =>
  test === "vitamin_d_25oh" ? RESULT_LIMITS[unit as "ng/mL" | "nmol/L"] : LIMITS.lab.value;

/**
 * The photograph beside a form that was shut by mistake is there when it is opened again. It is in the memory of this page
 * alone: a reload, a saved result or another person on this phone ends it.
 */
let shot: { of: string; url: string } | null = null;
const shotOf = (kind: string) => `${storeNow()}:${kind}`;

function photoOf(kind: string): string | null {
  if (shot && shot.of !== shotOf(kind)) forgetPhoto();
  return shot?.url ?? null;
}
function takePhoto(kind: string, file: File): string {
  forgetPhoto();
  shot = { of: shotOf(kind), url: URL.createObjectURL(file) };
  return shot.url;
}
function forgetPhoto(): void {
  if (shot) URL.revokeObjectURL(shot.url);
  shot = null;
}

/** A result as somebody would have typed it. */
const asTyped = (entry: AnyRecord): Record<string, string> =>
  Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]) =>
      typeof value === "number"
        ? [[key, sayNumber(value, 6)]]
        : typeof value === "string"
          ? [[key, value]]
          : Array.isArray(value)
            ? [[key, value.join(",")]]
            : [],
    ),
  );

export function ResultForm({
  kind,
  onSave,
  photo,
  entry,
  clinic,
}: {
  kind: "dexa" | "imaging" | "lab";
  /** the result that is said differently */
  entry?: AnyRecord;
  /** false: not kept, and the form stays as it is */
  onSave: (entries: NewEntry[]) => Promise<boolean>;
  photo?: boolean;
  /** a clinician writes: the next MRI has a date */
  clinic?: boolean;
}) {
  const draft = entry ? `result-${entry.id}` : photo ? `result-${kind}` : null;
  const [fields, change, forget] = useDraft<Record<string, string>>(draft, () => ({
    date: todayOf(),
    site: kind === "dexa" ? "total_hip" : "hip",
    // nobody's side is guessed: a scan of the wrong hip would be compared with the right one
    side: "",
    modality: "mri",
    result: "unknown",
    test: "vitamin_d_25oh",
    comparator: "",
    unit: "ng/mL",
    extent: "",
    subchondral_line: "",
    effusion: "",
    next_on: "",
    ...(entry && { unit: "", ...asTyped(entry) }),
  }));
  const keep = async (entry: NewEntry) => {
    if (!(await onSave([entry]))) return;
    forget();
    if (photo) forgetPhoto();
  };
  const [wrong, setWrong] = useState<string | null>(null);
  const [picture, setPicture] = useState<string | null>(() => (photo ? photoOf(kind) : null));
  const set = (key: string) => (event: Event) => {
    change({ [key]: (event.target as HTMLInputElement).value });
    setWrong(null);
  };
  const get = (key: string) => fields[key] ?? "";
  const parts = get("extent").split(",").filter(Boolean);
  const limits = labLimits(get("test"), get("unit"));

  const submit = async (event: Event) => {
    event.preventDefault();
    const base = { ...(entry && contentOf(entry)), kind, date: get("date"), supersedes: entry?.id };
    if (kind === "dexa") {
      const numbers = {
        bmd: readNumber(get("bmd")),
        t_score: readNumber(get("t_score")),
        z_score: readNumber(get("z_score")),
      };
      const checked = v.safeParse(dexaSchema, numbers);
      if (checked.success && Object.values(checked.output).every((one) => one === undefined))
        return setWrong("none");
      if (!checked.success) return setWrong(String(checked.issues[0]!.path?.[0]?.key ?? "bmd"));
      const spine = get("site") === "lumbar_spine";
      await keep({
        ...base,
        site: get("site"),
        side: spine ? "midline" : get("side"),
        bmd: checked.output.bmd,
        t_score: checked.output.t_score,
        z_score: checked.output.z_score,
        device: get("device").trim() || undefined,
      });
    } else if (kind === "imaging") {
      await keep({
        ...base,
        modality: get("modality"),
        result: get("result"),
        site: get("site"),
        side: get("side"),
        ...seenByMri(get("modality") === "mri"),
      });
    } else {
      const value = readNumber(get("value"));
      if (value == null || value < limits[0] || value > limits[1]) return setWrong("value");
      await keep({
        ...base,
        test: get("test"),
        value,
        unit: get("unit") || undefined,
        comparator: get("comparator") || undefined,
      });
    }
  };
  /** what only an MRI can show; of another picture nothing of it is said */
  const seenByMri = (mri: boolean) => ({
    extent: mri && parts.length > 0 ? parts : undefined,
    subchondral_line: (mri && get("subchondral_line")) || undefined,
    effusion: (mri && get("effusion")) || undefined,
    ...(clinic && { next_on: (mri && get("next_on")) || undefined }),
  });

  const select = (
    key: string,
    label: string,
    options: readonly string[],
    name: (option: string) => string,
    optional?: boolean,
  ) => (
    <div class="field">
      <label for={`result-${key}`}>{label}</label>
      <select id={`result-${key}`} value={get(key)} onChange={set(key)} required={!optional}>
        {(optional || get(key) === "") && <option value="">{optional ? "–" : m.field_choose()}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </div>
  );
  const figure = (key: "bmd" | "t_score" | "z_score", label: string) => (
    <div class="field">
      <label for={`result-${key}`}>{label}</label>
      <div class="field-with-unit">
        <input
          id={`result-${key}`}
          inputMode="decimal"
          value={get(key)}
          aria-invalid={wrong === key}
          aria-describedby={wrong === key ? `wrong-${key}` : undefined}
          onInput={set(key)}
        />
        {RESULT_LIMITS[key][0] < 0 && (
          <SignKey
            label={label}
            value={get(key)}
            onChange={(text) => {
              change({ [key]: text });
              setWrong(null);
            }}
          />
        )}
      </div>
      {wrong === key && (
        <p class="field-error" id={`wrong-${key}`}>
          {m.result_range({ low: String(RESULT_LIMITS[key][0]), high: String(RESULT_LIMITS[key][1]) })}
        </p>
      )}
    </div>
  );

  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {photo && (
        <div class="field">
          <label class="button" for="result-photo">
            {m.result_photo()}
          </label>
          <input
            id="result-photo"
            class="visually-hidden"
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => {
              const file = (event.target as HTMLInputElement).files?.[0];
              if (file) setPicture(takePhoto(kind, file));
            }}
          />
          {!picture && <p class="small quiet">{m.result_photo_say()}</p>}
        </div>
      )}
      {picture && <Photo url={picture} />}
      <div class="field">
        <label for="result-date">{m.field_date()}</label>
        <input
          id="result-date"
          type="date"
          min={EARLIEST}
          max={todayOf()}
          value={get("date")}
          onInput={set("date")}
          required
        />
      </div>
      {kind === "dexa" && (
        <>
          {select("site", m.field_site(), DEXA_SITES, dexaSiteName)}
          {get("site") !== "lumbar_spine" &&
            select("side", m.field_side(), ["left", "right", "unknown"], sideName)}
          {figure("bmd", m.field_bmd())}
          {figure("t_score", m.field_t_score())}
          {figure("z_score", m.field_z_score())}
          {wrong === "none" && (
            <p class="field-error" role="alert">
              {m.result_no_figure()}
            </p>
          )}
          <div class="field">
            <label for="result-device">{m.field_device()}</label>
            <input id="result-device" value={get("device")} onInput={set("device")} maxLength={120} />
          </div>
        </>
      )}
      {kind === "imaging" && (
        <>
          {select("modality", m.field_modality(), MODALITIES, modalityName)}
          {select("site", m.field_site(), PAIN_SITES, siteName)}
          {select("side", m.field_side(), ["left", "right", "both", "unknown"], sideName)}
          {select("result", m.field_result(), IMAGING_RESULTS, imagingResultName)}
          {get("modality") === "mri" && (
            <>
              <Chips
                label={m.field_extent()}
                options={EXTENTS}
                name={extentName}
                chosen={EXTENTS.filter((part) => parts.includes(part))}
                onToggle={(part) =>
                  change({
                    extent: EXTENTS.filter((one) => parts.includes(one) !== (one === part)).join(","),
                  })
                }
              />
              {select("subchondral_line", m.field_subchondral_line(), STATED, statedName, true)}
              {select("effusion", m.field_effusion(), STATED, statedName, true)}
              {clinic && (
                <div class="field">
                  <label for="result-next_on">{m.field_next_mri()}</label>
                  <input
                    id="result-next_on"
                    type="date"
                    min={get("date")}
                    value={get("next_on")}
                    onInput={set("next_on")}
                  />
                  <p class="small quiet">{m.field_next_mri_say()}</p>
                </div>
              )}
            </>
          )}
          <p class="small quiet">{m.result_normal_say()}</p>
        </>
      )}
      {kind === "lab" && (
        <>
          <div class="field">
            <label for="result-test">{m.field_test()}</label>
            <select
              id="result-test"
              value={get("test")}
              onChange={(event) => {
                const test = (event.target as HTMLSelectElement).value as LabTest;
                change({ test, unit: LAB_UNITS[test][0] });
                setWrong(null);
              }}
            >
              {Object.keys(LAB_UNITS).map((test) => (
                <option key={test} value={test}>
                  {labTestName(test)}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="result-value">{labTestName(get("test"))}</label>
            <div class="field-with-unit">
              <input
                id="result-value"
                inputMode="decimal"
                value={get("value")}
                aria-invalid={wrong === "value"}
                onInput={set("value")}
                required
              />
              <select aria-label={m.field_unit()} value={get("unit")} onChange={set("unit")}>
                {get("unit") === "" && <option value="">–</option>}
                {LAB_UNITS[get("test") as LabTest].map((unit) => (
                  <option key={unit}>{unit}</option>
                ))}
              </select>
            </div>
            {wrong === "value" && (
              <p class="field-error">
                {m.result_range({ low: sayNumber(limits[0]), high: sayNumber(limits[1]) })}
              </p>
            )}
          </div>
          <div class="field">
            <label for="result-comparator">{m.field_comparator()}</label>
            <select id="result-comparator" value={get("comparator")} onChange={set("comparator")}>
              <option value="">{m.comparator_exact()}</option>
              <option value="below">{m.comparator_below()}</option>
              <option value="above">{m.comparator_above()}</option>
            </select>
          </div>
        </>
      )}
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}

/** Stays in sight while the fields below are typed; larger, it is moved about under the thumb. */
function Photo({ url }: { url: string }) {
  const [large, setLarge] = useState(false);
  return (
    <div class="result-photo">
      <div class="result-photo-view" tabIndex={0} role="region" aria-label={m.result_photo_alt()}>
        <img class={large ? "result-photo-large" : ""} src={url} alt={m.result_photo_alt()} />
      </div>
      <button type="button" class="button" aria-pressed={large} onClick={() => setLarge(!large)}>
        {m.result_photo_larger()}
      </button>
    </div>
  );
}

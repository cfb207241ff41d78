import { useState } from "preact/hooks";
import type { Problem } from "~/api/http";
import { type BroughtSheet, bringMeasured } from "~/api/measured";
import { today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import { LIMITS } from "~/generated/limits";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { sayProblem } from "~/ui/problems";
import { readNumber } from "~/ui/read-number";
import { sayDay, sayNumber, sideName } from "~/ui/words";
import { measuredWords } from "~/ui/words/measured";
import { whyNot } from "./answers";

const SIDES = ["left", "right"] as const;
const FIGURES = [
  ["peak_kg", m.measured_peak_kg],
  ["mean_kg", m.measured_mean_kg],
  ["steps", m.measured_step_count],
  ["share_above_limit", m.measured_share_percent],
] as const;
const SHOWN = 40;

/** What an insole or a crutch tip measured: typed from its display, or out of its file. */
export function MeasuredForm({
  patient,
  onSave,
  onTaken,
}: {
  patient: string;
  onSave: (entries: NewEntry[]) => Promise<unknown>;
  /** a file was taken */
  onTaken: () => void;
}) {
  const [fields, setFields] = useState<Record<string, string>>({ date: todayOf(), side: "" });
  const [device, setDevice] = useState<string>(m.measured_insole());
  const [wrong, setWrong] = useState<string | null>(null);
  const set = (key: string) => (event: Event) => {
    setFields({ ...fields, [key]: (event.target as HTMLInputElement).value });
    setWrong(null);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const found: Record<string, number> = {};
    for (const [key] of FIGURES) {
      const value = readNumber(fields[key] ?? "");
      if (value === undefined) continue;
      const [low, high] = limitsOf(key);
      if (value === null || value < low || value > high || (key === "steps" && !Number.isInteger(value)))
        return setWrong(key);
      found[key] = key === "share_above_limit" ? value / 100 : value;
    }
    if (Object.keys(found).length === 0) return setWrong("none");
    const { date, side } = fields;
    void onSave([{ kind: "load_measurement", date, side, device: device.trim() || undefined, ...found }]);
  };
  return (
    <div class="stack">
      <p class="small quiet">{m.measured_say()}</p>
      <div class="field">
        <label for="measured-device">{m.measured_device()}</label>
        <input
          id="measured-device"
          list="measured-devices"
          value={device}
          maxLength={120}
          required
          onInput={(event) => setDevice((event.target as HTMLInputElement).value)}
        />
        <datalist id="measured-devices">
          <option value={m.measured_insole()} />
          <option value={m.measured_crutch()} />
        </datalist>
      </div>
      <form class="stack" onSubmit={submit}>
        <div class="field">
          <label for="measured-date">{m.field_date()}</label>
          <input
            id="measured-date"
            type="date"
            required
            min={EARLIEST}
            max={todayOf()}
            value={fields.date}
            onInput={set("date")}
          />
        </div>
        <div class="field">
          <label for="measured-side">{m.field_side()}</label>
          <select id="measured-side" required value={fields.side} onChange={set("side")}>
            {fields.side === "" && <option value="">{m.field_choose()}</option>}
            {SIDES.map((side) => (
              <option key={side} value={side}>
                {sideName(side)}
              </option>
            ))}
          </select>
        </div>
        {FIGURES.map(([key, label]) => (
          <div key={key} class="field">
            <label for={`measured-${key}`}>{label()}</label>
            <input
              id={`measured-${key}`}
              inputMode="decimal"
              value={fields[key] ?? ""}
              aria-invalid={wrong === key}
              aria-describedby={wrong === key ? "measured-wrong" : undefined}
              onInput={set(key)}
            />
            {wrong === key && (
              <p class="field-error" id="measured-wrong">
                {m.result_range({ low: sayNumber(limitsOf(key)[0]), high: sayNumber(limitsOf(key)[1]) })}
              </p>
            )}
          </div>
        ))}
        {wrong === "none" && (
          <p class="field-error" role="alert">
            {m.measured_none()}
          </p>
        )}
        <button type="submit" class="button button-primary button-wide">
          {m.save()}
        </button>
      </form>
      <DeviceFile {...{ patient, device, onTaken }} />
    </div>
  );
}

const limitsOf = (key: (typeof FIGURES)[number][0]): readonly [number, number] =>
  key === "share_above_limit" ? [0, 100] : LIMITS.load_measurement[key];

/** As the server says what is wrong with a form, so that it is said in the language of the session. */
const problemOf = ({ column, reason }: BroughtSheet["rows"][number]) =>
  ({ detail: "", errors: [{ field: column, expected: reason ?? "", code: "" }] }) as unknown as Problem;

/** Looked at by the server first; taken with a second press. */
function DeviceFile({ patient, device, onTaken }: { patient: string; device: string; onTaken: () => void }) {
  const [text, setText] = useState("");
  const [sheet, setSheet] = useState<BroughtSheet | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (csv: string, dry_run: boolean) => {
    setBusy(true);
    const answer = await bringMeasured(patient, {
      csv,
      device: device.trim() || m.measured_insole(),
      dry_run,
    });
    setBusy(false);
    if (answer.kind !== "ok") {
      setSheet(null);
      return setProblem(whyNot(answer));
    }
    setProblem(null);
    setSheet(answer.data);
    if (!dry_run && (answer.data.counts.created ?? 0) > 0) onTaken();
  };
  const look = async (file: File | undefined) => {
    setSheet(null);
    if (!file) return;
    const read = await file.text();
    setText(read);
    await send(read, true);
  };
  const good = sheet?.rows.filter((row) => row.result !== "refused") ?? [];
  const bad = sheet?.rows.filter((row) => row.result === "refused") ?? [];
  const anew = good.filter((row) => row.result === "created").length;
  return (
    <section class="stack">
      <div class="field">
        <label for="measured-file">{m.measured_file()}</label>
        <input
          id="measured-file"
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={(event) => void look((event.target as HTMLInputElement).files?.[0])}
        />
        <p class="small quiet">{m.measured_file_say()}</p>
      </div>
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {sheet && (
        <>
          {good.length === 0 && <p role="status">{m.measured_nothing()}</p>}
          <ul class="lines small">
            {good.slice(0, SHOWN).map((row) => (
              <li key={row.row}>
                {[
                  row.date && sayDay(row.date),
                  row.record?.side && sideName(String(row.record.side)),
                  row.record && measuredWords(row.record),
                  row.result === "identical" && m.measured_there(),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </li>
            ))}
          </ul>
          {bad.length > 0 && <p class="field-error">{m.measured_left({ count: bad.length })}</p>}
          <ul class="lines small">
            {bad.slice(0, 8).map((row) => (
              <li key={row.row}>
                {m.measured_line_refused({
                  row: row.row,
                  column: row.column ?? "–",
                  why: sayProblem(problemOf(row)),
                })}
              </li>
            ))}
          </ul>
          {sheet.dry_run && anew > 0 && (
            <button
              type="button"
              class="button button-primary button-wide"
              disabled={busy}
              onClick={() => void send(text, false)}
            >
              {m.measured_take({ count: anew })}
            </button>
          )}
        </>
      )}
    </section>
  );
}

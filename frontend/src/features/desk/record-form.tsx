import { useState } from "preact/hooks";
import { today as todayOf } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import { contentOf } from "~/domain/statements";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { readNumber } from "~/ui/read-number";
import { sideName, siteName } from "~/ui/words";
import { MEDICINE_CLASSES } from "~/ui/words/medicines";
import { Against } from "./against";

export type RecordKind = "diagnosis" | "permission" | "dexa_date" | "resolution" | "medicine" | "pregnancy";

/** The plain kinds: a date and one or two words of the vocabulary. */
export function RecordForm({
  kind,
  entry,
  against,
  onSave,
}: {
  kind: RecordKind;
  /** the record that is said differently */
  entry?: AnyRecord;
  /** what speaks against it, of the sides that it is about */
  against?: (leg: "left" | "right" | undefined) => string[];
  onSave: (entries: NewEntry[]) => Promise<unknown>;
}) {
  const [fields, setFields] = useState<Record<string, string>>({
    date: todayOf(),
    site: "hip",
    side: "left",
    basis: kind === "diagnosis" ? "mri" : "clinical",
    granted: "yes",
    due_on: "",
    name: "",
    class: "other",
    action: "start",
    week: "",
    ...(entry && fieldsOf(entry)),
  });
  const set = (key: string) => (event: Event) =>
    setFields({ ...fields, [key]: (event.target as HTMLInputElement).value });
  const select = (key: string, label: string, options: [string, string][]) => (
    <div class="field">
      <label for={`record-${key}`}>{label}</label>
      <select id={`record-${key}`} value={fields[key]} onChange={set(key)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
  const submit = (event: Event) => {
    event.preventDefault();
    const { date, site, side, basis, granted, due_on, name, action, week } = fields;
    const base = { kind, date };
    if (kind === "diagnosis") void onSave([{ ...base, site, side, basis }]);
    else if (kind === "permission") void onSave([{ ...base, granted: granted === "yes" }]);
    else if (kind === "medicine") void onSave([{ ...base, name: name!.trim(), class: fields.class, action }]);
    else if (kind === "pregnancy") void onSave([{ ...base, gestation_week: readNumber(week!) ?? undefined }]);
    else if (kind === "dexa_date") void onSave([{ ...base, due_on }]);
    else void onSave([side === "whole" ? { ...base, basis } : { ...base, basis, site, side }]);
  };
  const sides: [string, string][] = ["left", "right", "both"].map((side) => [side, sideName(side)]);
  const sites: [string, string][] = ["hip", "knee", "ankle", "foot"].map((site) => [site, siteName(site)]);
  return (
    <form class="stack" onSubmit={submit}>
      <div class="field">
        <label for="record-date">{m.field_date()}</label>
        <input
          id="record-date"
          type="date"
          max={todayOf()}
          value={fields.date}
          onInput={set("date")}
          required
        />
      </div>
      {kind === "diagnosis" && (
        <>
          {select("site", m.field_site(), sites)}
          {select("side", m.field_side(), sides)}
          {select("basis", m.record_basis(), [
            ["mri", m.modality_mri()],
            ["xray", m.modality_xray()],
            ["bone_scan", m.modality_bone_scan()],
            ["clinical", m.basis_clinical()],
            ["other", m.imaging_other()],
          ])}
        </>
      )}
      {kind === "resolution" && (
        <>
          {select("side", m.field_side(), [["whole", m.record_whole_episode()], ...sides])}
          {fields.side !== "whole" && select("site", m.field_site(), sites)}
          {select("basis", m.record_basis(), [
            ["clinical", m.basis_clinical()],
            ["imaging", m.basis_imaging()],
            ["both", m.basis_both()],
          ])}
          <p class="small quiet">{m.record_basis_say()}</p>
        </>
      )}
      {kind === "medicine" && (
        <>
          <div class="field">
            <label for="record-name">{m.medicine_name()}</label>
            <input id="record-name" value={fields.name} onInput={set("name")} maxLength={200} required />
          </div>
          {select(
            "class",
            m.medicine_class(),
            Object.entries(MEDICINE_CLASSES).map(([key, say]) => [key, say()]),
          )}
          {select("action", m.medicine_action(), [
            ["start", m.medicine_start()],
            ["stop", m.medicine_stop()],
          ])}
        </>
      )}
      {kind === "pregnancy" && (
        <div class="field">
          <label for="record-week">{m.pregnancy_week_field()}</label>
          <input
            id="record-week"
            type="number"
            step="0.1"
            min="0"
            max="45"
            value={fields.week}
            onInput={set("week")}
            required
          />
        </div>
      )}
      {kind === "permission" && (
        <>
          {select("granted", m.record_permission(), [
            ["yes", m.permission_yes()],
            ["no", m.permission_no()],
          ])}
          <p class="small quiet">{m.permission_say()}</p>
        </>
      )}
      {kind === "dexa_date" && (
        <div class="field">
          <label for="record-due">{m.record_due()}</label>
          <input id="record-due" type="date" value={fields.due_on} onInput={set("due_on")} required />
        </div>
      )}
      {against && (kind === "resolution" || (kind === "permission" && fields.granted === "yes")) && (
        <Against
          key={`${kind}${fields.side}`}
          reasons={against(
            kind === "resolution" && (fields.side === "left" || fields.side === "right")
              ? fields.side
              : undefined,
          )}
        />
      )}
      <button type="submit" class="button button-primary button-wide">
        {m.save()}
      </button>
    </form>
  );
}

/** What a form begins with when a record is said differently: its own words, numbers and answers. */
const fieldsOf = (entry: AnyRecord): Record<string, string> => {
  const said = contentOf(entry) as Record<string, unknown>;
  const fields: Record<string, string> = { date: entry.date };
  for (const [key, value] of Object.entries(said))
    if (typeof value === "string" || typeof value === "number") fields[key] = String(value);
  if (typeof said.granted === "boolean") fields.granted = said.granted ? "yes" : "no";
  if (typeof said.gestation_week === "number") fields.week = String(said.gestation_week);
  if (entry.kind === "resolution" && !said.side) fields.side = "whole";
  return fields;
};

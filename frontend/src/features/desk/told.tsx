import * as m from "~/paraglide/messages";

/** What a patient says and a clinician writes down says how it was heard. */
export function Told({ value, onChange }: { value: string; onChange: (told: string) => void }) {
  return (
    <div class="field">
      <label for="told">{m.told_title()}</label>
      <select
        id="told"
        value={value}
        onChange={(event) => onChange((event.target as HTMLSelectElement).value)}
      >
        <option value="telephone">{m.told_telephone()}</option>
        <option value="visit">{m.told_visit()}</option>
      </select>
      <p class="small quiet">{m.told_say()}</p>
    </div>
  );
}

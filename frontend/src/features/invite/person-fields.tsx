import * as m from "~/paraglide/messages";

/** Who somebody is, as far as the rules need to know it. Only the name must be given. */
export function PersonFields({ name }: { name: string }) {
  return (
    <>
      <div class="field">
        <label for="own-name">{m.field_name()}</label>
        <input id="own-name" name="name" autocomplete="name" required maxLength={150} defaultValue={name} />
      </div>
      <div class="settings-pair">
        <div class="field">
          <label for="own-sex">{m.field_sex()}</label>
          <select id="own-sex" name="sex" defaultValue="unknown">
            <option value="unknown">{m.sex_unknown()}</option>
            <option value="female">{m.sex_female()}</option>
            <option value="male">{m.sex_male()}</option>
          </select>
        </div>
        <div class="field">
          <label for="own-year">{m.field_birth_year()}</label>
          <input
            id="own-year"
            name="birth_year"
            type="number"
            inputMode="numeric"
            min="1900"
            max={new Date().getFullYear()}
          />
        </div>
      </div>
    </>
  );
}

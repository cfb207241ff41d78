import { useState } from "preact/hooks";
import { patchMe } from "~/api/me";
import * as m from "~/paraglide/messages";
import { readTheme } from "~/store/account";
import { Chips } from "./chips";
import { changeLanguage, LANGUAGES, type Language, locale } from "./language";
import { applyTheme, THEMES } from "./theme";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

/** How the app looks to this person: the language goes with the account, the theme stays with the device. */
export function DisplayChips() {
  const [theme, setTheme] = useState(readTheme());
  return (
    <>
      <Chips
        label={m.settings_language()}
        options={LANGUAGES}
        name={(language) => LANGUAGE_NAMES[language]}
        chosen={[locale() as Language]}
        onToggle={(language) => {
          changeLanguage(language);
          void patchMe({ language });
        }}
      />
      <Chips
        label={m.settings_theme()}
        options={THEMES}
        name={(one) => ({ system: m.theme_system, light: m.theme_light, dark: m.theme_dark })[one]()}
        chosen={[theme as (typeof THEMES)[number]]}
        onToggle={(one) => {
          applyTheme(one);
          setTheme(one);
        }}
      />
    </>
  );
}

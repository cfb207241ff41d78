import { useState } from "preact/hooks";
import { patchMe } from "~/api/me";
import * as m from "~/paraglide/messages";
import { readTheme } from "~/store/account";
import { Chips } from "~/ui/chips";
import { changeLanguage, LANGUAGES, type Language, locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { applyTheme, THEMES } from "~/ui/theme";
import { DeskNotifications } from "./desk-notifications";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

export function DeskSettings() {
  const [theme, setTheme] = useState(readTheme());
  return (
    <div class="course-page stack">
      <PageHead title={m.settings_title()} back="/" />
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
      <a class="button" href="/security">
        {m.security_title()}
      </a>
      <a class="button" href="/people">
        {m.staff_title()}
      </a>
      <a class="button" href="/questionnaires">
        {m.questionnaires_title()}
      </a>
      <DeskNotifications />
    </div>
  );
}

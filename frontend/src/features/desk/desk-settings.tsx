import { useState } from "preact/hooks";
import { patchMe } from "~/api/me";
import * as m from "~/paraglide/messages";
import { readAccount, readTheme } from "~/store/account";
import { Chips } from "~/ui/chips";
import { changeLanguage, LANGUAGES, type Language, locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { applyTheme, THEMES } from "~/ui/theme";
import { DeskNotifications } from "./desk-notifications";
import { Precision } from "./precision";
import { TemplateList } from "./template-list";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

export function DeskSettings() {
  const [theme, setTheme] = useState(readTheme());
  const clinics = new Map<string, { name: string; clinical: boolean }>();
  for (const job of readAccount()?.jobs ?? []) {
    const clinical = job.role !== "administrator" || (clinics.get(job.clinic)?.clinical ?? false);
    clinics.set(job.clinic, { name: job.name, clinical });
  }
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
      <div class="row">
        <a class="button" href="/security">
          {m.security_title()}
        </a>
        <a class="button" href="/people">
          {m.staff_title()}
        </a>
        <a class="button" href="/questionnaires">
          {m.questionnaires_title()}
        </a>
      </div>
      <DeskNotifications />
      {[...clinics].map(([clinic, { name, clinical }]) => (
        <section key={clinic} class="section stack">
          <h2>{m.clinic_settings({ name })}</h2>
          <Precision clinic={clinic} />
          {clinical && <TemplateList clinic={clinic} />}
        </section>
      ))}
    </div>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { readTheme } from "~/store/account";
import { Chips } from "./chips";
import { chooseLanguage, justChosen } from "./choose-language";
import { LANGUAGES, type Language, locale } from "./language";
import { applyTheme, THEMES } from "./theme";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

/** How the app looks to this person: the language goes with the account, the theme stays with the device. */
export function DisplayChips({ onTold }: { onTold?: () => void }) {
  const [theme, setTheme] = useState(readTheme());
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // another language draws the screen anew: the focus goes back to where it was
    if (justChosen()) place.current?.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  }, []);
  return (
    <>
      <div ref={place}>
        <Chips
          label={m.settings_language()}
          options={LANGUAGES}
          name={(language) => LANGUAGE_NAMES[language]}
          chosen={[locale() as Language]}
          onToggle={(language) => void chooseLanguage(language).then(onTold)}
        />
      </div>
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

import { getLocale, setLocale } from "~/paraglide/runtime";
import { readLanguage, writeLanguage } from "~/store/account";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

export const locale = (): string => getLocale();

/** For dates and numbers: English in the day-month order of the clinics that this is made for. */
export const intl = (): string => (getLocale() === "en" ? "en-GB" : getLocale());

const listeners = new Set<() => void>();
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changeLanguage(language: Language): void {
  setLocale(language);
  document.documentElement.lang = language;
  writeLanguage(language);
  for (const listener of listeners) listener();
}

/** The language that was chosen on this device, else the device's, else English. */
export function firstLanguage(): Language {
  const wanted = [readLanguage(), ...(globalThis.navigator?.languages ?? [])];
  for (const one of wanted) {
    const found = LANGUAGES.find((language) => one?.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return "en";
}

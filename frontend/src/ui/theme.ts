import { writeTheme } from "~/store/account";

export const THEMES = ["system", "light", "dark"] as const;

/** Light, dark, or as the device says. */
export function applyTheme(theme: string): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  writeTheme(theme);
}

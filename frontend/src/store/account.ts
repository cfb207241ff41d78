/** Who used this device last. Small and synchronous, so that the first screen does not wait for the database. */
import type { Me } from "~/domain/records";

const KEY = "toh.account";
const LANGUAGE = "toh.language";
const THEME = "toh.theme";

export interface Account {
  id: string;
  name: string;
  email: string;
  patient: boolean;
  staff: boolean;
  clinic?: string | null;
  /** signed in as far as this device knows; the server has the last word */
  signedIn: boolean;
}

function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export function readAccount(): Account | null {
  try {
    const text = storage()?.getItem(KEY);
    return text ? (JSON.parse(text) as Account) : null;
  } catch {
    return null;
  }
}

export function accountOf(me: Me): Account {
  return {
    id: String(me.id),
    name: me.name,
    email: me.email,
    patient: me.patient !== null,
    staff: me.memberships.length > 0,
    clinic: me.memberships.map((one) => one.clinic.name).join(", ") || null,
    signedIn: true,
  };
}

export function writeAccount(account: Account | null): void {
  if (account) storage()?.setItem(KEY, JSON.stringify(account));
  else storage()?.removeItem(KEY);
}

export const readLanguage = () => storage()?.getItem(LANGUAGE) ?? null;
export const writeLanguage = (language: string) => storage()?.setItem(LANGUAGE, language);
export const readTheme = () => storage()?.getItem(THEME) ?? "system";
export const writeTheme = (theme: string) => storage()?.setItem(THEME, theme);

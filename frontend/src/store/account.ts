/** Who used this device last. Small and synchronous, so that the first screen does not wait for the database. */
import type { Me } from "~/domain/records";

const KEY = "toh.account";
const LANGUAGE = "toh.language";
const THEME = "toh.theme";

export interface Cared {
  id: string;
  name: string;
  may_log: boolean;
  may_message: boolean;
}

export interface Account {
  id: string;
  name: string;
  email: string;
  patient: boolean;
  staff: boolean;
  clinic?: string | null;
  /** where this person works, and as what */
  jobs?: { clinic: string; name: string; role: string }[];
  /** people whose record this person helps with */
  caring?: Cared[];
  /** whose record is open now; null or missing: one's own */
  subject?: Cared | null;
  /** clinic staff without a second factor in this session see that screen and no patient */
  needsSecondFactor?: boolean;
  demo?: boolean;
  /** this server can send text messages */
  texts?: boolean;
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

/** A device that is full or forbids it keeps nothing: what was chosen holds until the page is closed, and nothing breaks. */
function put(key: string, value: string | null): void {
  try {
    if (value === null) storage()?.removeItem(key);
    else storage()?.setItem(key, value);
  } catch {
    // said where entries are kept
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

/** `before` is what the device knew: whose record was open stays open while the person may still see it. */
export function accountOf(me: Me, before: Account | null = null): Account {
  const caring = me.caring_for ?? [];
  const kept = before?.id === String(me.id) ? before.subject?.id : undefined;
  const subject = caring.find((one) => one.id === kept) ?? null;
  return {
    id: String(me.id),
    name: me.name,
    email: me.email,
    patient: me.patient !== null,
    staff: me.memberships.length > 0,
    clinic: me.memberships.map((one) => one.clinic.name).join(", ") || null,
    jobs: me.memberships.map((one) => ({ clinic: one.clinic.id, name: one.clinic.name, role: one.role })),
    caring,
    // who has no record of their own and helps one person, begins there
    subject: subject ?? (me.patient === null ? (caring[0] ?? null) : null),
    needsSecondFactor: me.second_factor?.needed ?? false,
    demo: me.demo ?? false,
    texts: me.texts ?? false,
    signedIn: true,
  };
}

export function writeAccount(account: Account | null): void {
  put(KEY, account && JSON.stringify(account));
}

/** The same for whoever uses this device now; empty before anybody has signed in. */
export function storeNow(): string {
  const account = readAccount();
  return account ? storeOf(account) : "";
}

export const readLanguage = () => storage()?.getItem(LANGUAGE) ?? null;
export const writeLanguage = (language: string) => put(LANGUAGE, language);
export const readTheme = () => storage()?.getItem(THEME) ?? "system";
export const writeTheme = (theme: string) => put(THEME, theme);

/** The name of the local database: each person's entries about each patient lie apart. */
export const storeOf = (account: Account): string =>
  account.subject ? `${account.id}-${account.subject.id}` : account.id;

/** The language that this person chose here and the server has not been told yet. */
export const readLanguageOwed = (account: string): string | null =>
  storage()?.getItem(`${LANGUAGE}.owed.${account}`) ?? null;
export function oweLanguage(account: string, language: string | null): void {
  put(`${LANGUAGE}.owed.${account}`, language);
}

/** Somebody signed out here without a connection: the server still has to hear of it. */
export const signOutOwed = (): boolean => storage()?.getItem(`${KEY}.leave`) === "1";
export function oweSignOut(owed: boolean): void {
  put(`${KEY}.leave`, owed ? "1" : null);
}

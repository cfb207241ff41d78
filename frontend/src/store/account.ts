/** Who used this device last. Small and synchronous, so that the first screen does not wait for the database. */
export const KEY = "toh.account";
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
  /** when everything of this person is deleted, as they asked */
  erasureDueAt?: string | null;
  /** minutes without a touch, after which this session locks; 0: never by itself */
  lockMinutes?: number;
  /** this server can send text messages */
  texts?: boolean;
  /** signed in as far as this device knows; the server has the last word */
  signedIn: boolean;
}

export function storage(): Storage | null {
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

export function stored(): Account | null {
  try {
    const text = storage()?.getItem(KEY);
    return text ? (JSON.parse(text) as Account) : null;
  } catch {
    return null;
  }
}

/**
 * Whose this tab is. Read once: another tab may be somebody else's by now, and what it writes down is not meant for this one.
 */
let mine: Account | null | undefined;
/** Did the device keep what this tab wrote down? Otherwise it cannot tell what other tabs did. */
let kept = true;

export function readAccount(): Account | null {
  if (mine === undefined) mine = stored();
  return mine;
}

export function writeAccount(account: Account | null): void {
  mine = account;
  put(KEY, account && JSON.stringify(account));
  kept = stored()?.id === account?.id;
}

/** Who used this device last, as whichever tab wrote it down; `unknown` where the device keeps nothing. */
export const lastHere = (): string | null | "unknown" => (kept ? (stored()?.id ?? null) : "unknown");

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

/** Somebody signed out here without a connection: the server still has to hear of it, for this account. */
export const signOutOwed = (): string | null => storage()?.getItem(`${KEY}.leave`) ?? null;
export function oweSignOut(account: string | null): void {
  put(`${KEY}.leave`, account);
}

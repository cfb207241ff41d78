/** What is half entered outlives a reload of the page (an update, a tab that the phone threw out). */
const key = (account: string, what: string) => `toh.draft.${account}.${what}`;

export function readDraft<T>(account: string, what: string): T | null {
  try {
    const text = sessionStorage.getItem(key(account, what));
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function writeDraft(account: string, what: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(key(account, what));
    else sessionStorage.setItem(key(account, what), JSON.stringify(value));
  } catch {
    // a draft is a comfort, not a promise
  }
}

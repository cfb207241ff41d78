/** What is half entered outlives a reload of the page (an update, a tab that the phone threw out). */
const key = (account: string, day: string) => `toh.draft.${account}.${day}`;

export function readDraft<T>(account: string, day: string): T | null {
  try {
    const text = sessionStorage.getItem(key(account, day));
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function writeDraft(account: string, day: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(key(account, day));
    else sessionStorage.setItem(key(account, day), JSON.stringify(value));
  } catch {
    // a draft is a comfort, not a promise
  }
}

/** What Today showed last, kept small and synchronous, so that the first screen stands before the database is open. */
const key = (account: string) => `toh.today.${account}`;

export function readSnapshot<T>(account: string): T | null {
  try {
    const text = localStorage.getItem(key(account));
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function writeSnapshot(account: string, value: unknown): void {
  try {
    localStorage.setItem(key(account), JSON.stringify(value));
  } catch {
    // no room: the database will answer a moment later
  }
}

export function forgetSnapshot(account: string): void {
  try {
    localStorage.removeItem(key(account));
  } catch {
    // nothing was kept
  }
}

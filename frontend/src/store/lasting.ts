/** Whether the browser has promised to keep what lies on this device. Null: it has no such promise to give. */
export async function isLasting(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

/** Asks for that promise: at the first saving, and when the app was put on the home screen. */
export async function askLasting(): Promise<boolean | null> {
  if (await isLasting()) return true;
  try {
    const answer = (await navigator.storage?.persist?.()) ?? null;
    dispatchEvent(new Event("toh:lasting"));
    return answer;
  } catch {
    return null;
  }
}

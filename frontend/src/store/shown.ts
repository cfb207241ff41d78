/** Somebody has shown once more who they are, in one tab of this browser: the others, which share the session, go on too. */
const KEY = "toh.unlocked";

export function tellShown(): void {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // a device that keeps nothing: the other tab asks when it is looked at again
  }
}

export function onShownElsewhere(hear: () => void): () => void {
  const listen = (event: StorageEvent) => event.key === KEY && hear();
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}

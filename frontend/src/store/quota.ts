export class StorageFull extends Error {}

/** Is it that the phone is full? */
export function isQuota(error: unknown): boolean {
  const names = [error, (error as { inner?: unknown })?.inner].map(
    (one) => (one as Error | undefined)?.name ?? "",
  );
  return names.some((name) => name.includes("Quota"));
}

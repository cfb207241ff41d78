/** The word for a key; a key that no table knows is shown as it is rather than hidden. */
export const look = <K extends string>(
  table: Record<K, () => string>,
  key: K | string | null | undefined,
): string => (table as Record<string, (() => string) | undefined>)[key ?? ""]?.() ?? String(key ?? "");

import * as m from "~/paraglide/messages";

/** What the source document is, by the first three digits of its file. */
export const sourceName = (id: string): string =>
  (
    ({
      "000": m.source_000,
      "001": m.source_001,
      "002": m.source_002,
      "003": m.source_003,
      "004": m.source_004,
    }) as Record<string, () => string>
  )[id]?.() ?? id;

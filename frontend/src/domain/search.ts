/** Search in what was written: words that stand in an entry's own texts or in what it says. */
import type { AnyRecord } from "./records";

const TEXTS = ["note", "text", "name", "what"];
const plain = (words: string) =>
  words
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** Entries that hold every word asked for, newest first; none for fewer than two letters. */
export function searchIn(
  records: readonly AnyRecord[],
  asked: string,
  describe: (row: AnyRecord) => string,
): AnyRecord[] {
  const words = plain(asked).split(/\s+/).filter(Boolean);
  if (words.join("").length < 2) return [];
  return records
    .filter((row) => {
      const texts = TEXTS.flatMap((field) => (typeof row[field] === "string" ? [String(row[field])] : []));
      const said = plain([describe(row), ...texts].join(" "));
      return words.every((word) => said.includes(word));
    })
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}

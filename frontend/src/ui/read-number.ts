/** Whatever stands for a minus on some keyboard: hyphens, dashes, the sign itself and its wide and small forms. */
const MINUS = /[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]/g;

/** "−1,8", "–1.8" with a dash and "- 1.8" are the same number. */
export function readNumber(text: string): number | undefined | null {
  const plain = text.replace(/\s+/g, "").replace(MINUS, "-").replace(",", ".");
  if (plain === "") return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Several findings about one leg are one card: the gravest speaks, the others stand behind "why". */
import type { Finding } from "./records";
import type { Urgency } from "./vocabulary";

export interface Attention {
  key: string;
  urgency: Urgency;
  side: Finding["side"];
  first: Finding;
  others: Finding[];
}

/** What has to be acted on first among findings of one urgency; what is not named comes after, in its order. */
const FIRST = [
  "cannot-bear-weight",
  "fracture-reported",
  "fall-or-stumble",
  "loading-despite-worsening-pain",
  "pregnancy-hip-pain",
  "pain-returned",
  "opposite-hip-pain",
  "relapse-after-load-increase",
  "pain-worse",
];
const rank = (finding: Finding) => {
  const place = FIRST.indexOf(finding.finding);
  return place < 0 ? FIRST.length : place;
};
const SIDES = ["left", "right", "both"];

/** One card for each urgency and leg, in the order of the findings, which come with the gravest first. */
export function attentionOf(findings: readonly Finding[]): Attention[] {
  const cards = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.urgency}:${SIDES.includes(finding.side ?? "") ? finding.side : ""}`;
    cards.set(key, [...(cards.get(key) ?? []), finding]);
  }
  return [...cards].map(([key, rows]) => {
    const [first, ...others] = [...rows].sort((a, b) => rank(a) - rank(b));
    return { key, urgency: first!.urgency, side: first!.side, first: first!, others };
  });
}

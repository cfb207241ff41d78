/**
 * The emergency number where this device is. Every mobile phone takes 112 as an emergency call, whatever the country
 * (3GPP TS 22.101, clause 10), so it is the answer where no other is the one that people know.
 */
const KNOWN: [RegExp, string][] = [
  // United States, Canada, Mexico
  [
    /^(US|Canada|Mexico)\/|^Pacific\/Honolulu$|^America\/(New_York|Chicago|Denver|Los_Angeles|Anchorage|Phoenix|Detroit|Boise|Juneau|Adak|Indiana|Kentucky|North_Dakota|Toronto|Vancouver|Winnipeg|Edmonton|Halifax|St_Johns|Regina|Moncton|Whitehorse|Yellowknife|Mexico_City|Tijuana|Monterrey|Cancun|Puerto_Rico)/,
    "911",
  ],
  [/^Australia\//, "000"],
  [/^(Pacific\/(Auckland|Chatham)|NZ)/, "111"],
  [/^Asia\/(Tokyo|Seoul)$/, "119"],
];

export const emergencyNumber = (zone: string): string =>
  KNOWN.find(([pattern]) => pattern.test(zone))?.[1] ?? "112";

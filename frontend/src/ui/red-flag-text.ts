/**
 * The words of a red flag that this phone raises by itself: the server's own, copied by `manage.py phone_copy`, and filled in as
 * backend/guidance/texts does it. tests/vectors/words holds both to the same sentences.
 */
import type { FindingText } from "~/domain/records";
import type { RedFlag } from "~/domain/redflags";
import { DEFAULTS, type Numbers } from "~/domain/rules/numbers";
import { RED_FLAG_WORDS } from "~/generated/red-flag-words";

interface Words {
  texts: Record<string, { seen: string; do: string; why: string; number: string }>;
  reads: Record<string, readonly string[]>;
  labels: Record<string, string>;
  units: Record<string, { one: string; many: string }>;
  chosen: readonly string[];
  places: Record<string, string>;
  sides: Record<string, Record<string, string>>;
}
const ALL: Record<string, Words> = RED_FLAG_WORDS;

/** Null for a finding that the phone does not raise. */
export function redFlagText(
  flag: Pick<RedFlag, "finding" | "side" | "site">,
  numbers: Numbers,
  language: string,
): FindingText | null {
  const words = ALL[language] ?? ALL.en!;
  const said = words.texts[flag.finding];
  if (!said) return null;
  const read = (words.reads[flag.finding] ?? []) as (keyof Numbers)[];
  const number = (value: number) => plain(value, language);
  const gaps: Record<string, string> = { where: where(words, flag.site, flag.side) };
  for (const name of read) gaps[name] = number(numbers[name]);
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => gaps[name] ?? "");
  const chosen = read
    .filter((name) => numbers[name] !== DEFAULTS[name])
    .map((name) => {
      const unit = words.units[name]!;
      const amount = numbers[name] === 1 ? unit.one : unit.many.replace("{}", number(numbers[name]));
      return `${words.labels[name]}: ${amount} (${number(DEFAULTS[name])})`;
    });
  const [head, usual] = words.chosen;
  return {
    seen: fill(said.seen),
    do: fill(said.do),
    why: fill(said.why),
    number: chosen.length > 0 ? `${head}: ${chosen.join("; ")}. ${usual}` : fill(said.number),
  };
}

function where(words: Words, site: string | null, side: string | null): string {
  const place = site && site in words.places ? site : "hip";
  return words.sides[side ?? ""]?.[place] ?? words.places[place]!;
}

/** A number without a needless zero, with a real minus and the language's decimal sign. */
function plain(value: number, language: string): string {
  const text = String(Number(value.toPrecision(6))).replace("-", "\u2212");
  return new Intl.NumberFormat(language).format(1.5).includes(",") ? text.replace(".", ",") : text;
}

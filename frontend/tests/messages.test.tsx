import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { render } from "preact-render-to-string";
import { beforeAll, describe, expect, test } from "vitest";
import { LearnPage } from "~/features/learn/learn";
import { PAGES } from "~/features/learn/pages";
import { SignIn } from "~/features/signin/signin";
import { setLocale } from "~/paraglide/runtime";
import { BodyMap } from "~/ui/body-map";
import { DexaList } from "~/ui/dexa-list";
import { FindingCard } from "~/ui/finding";
import { AidPicker, LoadPicker } from "~/ui/load-picker";
import { PainButtons } from "~/ui/pain-buttons";
import { ResultForm } from "~/ui/result-form";
import { sourceName } from "~/ui/source-name";

const ROOT = join(import.meta.dirname, "..");
const load = (locale: string) =>
  JSON.parse(readFileSync(join(ROOT, `messages/${locale}.json`), "utf8")) as Record<string, unknown>;
const en = load("en");
const de = load("de");
const texts = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : Array.isArray(value)
      ? value.flatMap((one) => Object.values((one as { match: Record<string, string> }).match))
      : [];

describe("both languages are complete", () => {
  test("no key stands twice: JSON keeps the later without a word", () => {
    for (const locale of ["en", "de"]) {
      const lines = readFileSync(join(ROOT, `messages/${locale}.json`), "utf8").matchAll(/^ {2}"([^"]+)":/gm);
      const keys = [...lines].map((line) => line[1]);
      expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
      expect(keys.length).toBe(Object.keys(load(locale)).length);
    }
  });
  test("the same keys, none empty", () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
    for (const [key, value] of Object.entries({ ...en, ...de })) {
      if (key.startsWith("$")) continue;
      expect(texts(value).length, key).toBeGreaterThan(0);
      for (const text of texts(value)) expect(text.trim(), key).not.toBe("");
    }
  });
  test("the same blanks to fill", () => {
    const blanks = (value: unknown) =>
      [
        ...new Set(texts(value).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))),
      ].sort();
    for (const key of Object.keys(en)) expect(blanks(de[key]), key).toEqual(blanks(en[key]));
  });
  test("no exclamation marks and no congratulations; German says Sie", () => {
    for (const catalogue of [en, de]) {
      for (const [key, value] of Object.entries(catalogue)) {
        for (const text of texts(value))
          expect(text, key).not.toMatch(/!|great job|well done|don't worry|keine Sorge/i);
      }
    }
    for (const [key, value] of Object.entries(de)) {
      for (const text of texts(value)) expect(text, key).not.toMatch(/\b(du|dein|deine|dir|dich)\b/i);
    }
  });
  test("never: safe, cleared, healed; never contrast; never a diagnosis by DEXA", () => {
    for (const catalogue of [en, de]) {
      for (const [key, value] of Object.entries(catalogue)) {
        for (const text of texts(value)) {
          expect(text, key).not.toMatch(/\b(safe|cleared|healed|geheilt|unbedenklich)\b/i);
          expect(text, key).not.toMatch(/contrast|Kontrastmittel|osteopenia|Osteopenie/i);
        }
      }
    }
  });
  test("every message is used", () => {
    const source = files(join(ROOT, "src"))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    const unused = Object.keys(en).filter(
      (key) => !key.startsWith("$") && !new RegExp(`\\bm\\.${key}\\b`).test(source),
    );
    expect(unused).toEqual([]);
  });
});

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "paraglide" ? [] : files(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

describe("no text is hard-wired", () => {
  beforeAll(() => {
    setLocale("qps" as never);
  });
  const finding = {
    id: "f",
    finding: "pain-worse",
    urgency: "now",
    audience: ["patient"],
    state: "open",
    opened_on: "2026-01-01",
    evidence: [],
    sources: [],
    text: { seen: "⟦s⟧", do: "⟦d⟧", why: "⟦w⟧", number: "⟦n⟧" },
  } as never;
  const nothing = () => undefined;
  const screens: Record<string, preact.JSX.Element> = {
    "sign in": <SignIn onSignedIn={async () => undefined} />,
    "body map": <BodyMap values={new Map([["hip:left", 4]])} onToggle={nothing} />,
    "pain buttons": <PainButtons label="⟦l⟧" value={4} onChange={nothing} />,
    load: <LoadPicker leg="left" value={{ status: "PWB", percent: 20 }} onChange={nothing} />,
    aid: <AidPicker value="cane" onChange={nothing} />,
    finding: <FindingCard finding={finding} phone="⟦1⟧" />,
    "dexa form": <ResultForm kind="dexa" onSave={async () => true} photo />,
    "imaging form": <ResultForm kind="imaging" onSave={async () => true} />,
    "lab form": <ResultForm kind="lab" onSave={async () => true} />,
    dexa: (
      <DexaList
        scans={[
          { id: "1", kind: "dexa", date: "2026-01-01", site: "total_hip", side: "left", bmd: 0.7 } as never,
        ]}
      />
    ),
  };
  test.each(Object.entries(screens))("%s", (_, screen) => {
    expect(bare(render(screen))).toEqual([]);
  });
  test("learn pages", () => {
    expect(LearnPage).toBeTypeOf("function");
    for (const page of PAGES) {
      for (const text of [page.title(), ...page.paragraphs(null), ...page.sources.map(sourceName)]) {
        expect(text).toMatch(/^⟦.*⟧$/s);
      }
    }
  });
  test("no source file writes words between tags or into labels", () => {
    const found: string[] = [];
    // the page of all parts is for developers: no part of the application loads it, and no build contains it
    const forDevelopers = join(ROOT, "src/app/components.tsx");
    const sources = files(join(ROOT, "src")).filter((one) => one.endsWith(".tsx") && one !== forDevelopers);
    for (const path of sources) {
      const text = readFileSync(path, "utf8");
      for (const match of text.matchAll(/>\s*([A-Za-zÄÖÜäöü][^<>{}=;()]*[a-zäöü]{2,}[^<>{}=;()]*)\s*<\//g)) {
        if (!ALLOWED.test(match[1]!.trim())) found.push(`${path}: ${match[1]}`);
      }
      for (const match of text.matchAll(
        /(?:aria-label|title|placeholder|alt|label)="([^"]*[A-Za-z][^"]*)"/g,
      )) {
        found.push(`${path}: ${match[1]}`);
      }
    }
    expect(found).toEqual([]);
  });
});

/** Units, figures and the field's own codes are the same in every language. */
const ALLOWED =
  /^(BMD g\/cm²|T|Z|ng\/mL|nmol\/L|\(25-OH\)|NWB|TTWB|PWB|WBAT|FWB|[\d\s½±–?%.,·()+-]*|January 1, 2026)$/;

function bare(html: string): string[] {
  const visible = html
    .replace(/<(svg|style)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*(?:aria-label|placeholder|alt|title)="([^"]*)"[^>]*>/g, " \u0001$1\u0001 ")
    .replace(/<[^>]*>/g, "\u0001");
  return visible
    .split("\u0001")
    .map((text) => text.trim())
    .map(withoutMessages)
    .filter((text) => text !== "" && !ALLOWED.test(text));
}

/** Takes out what came from messages, innermost first: one message may stand inside another. */
function withoutMessages(text: string): string {
  let left = text;
  for (let before = ""; before !== left; ) {
    before = left;
    left = left.replace(/⟦[^⟦⟧]*⟧/gs, "");
  }
  return left.trim();
}

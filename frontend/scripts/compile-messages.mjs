// Turns messages/{locale}.json into typed functions. For the tests a third, pseudo language is made, so that any text
// that does not come from the message files can be told apart on the screen.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@inlang/paraglide-js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const ACCENTS = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  A: "Á",
  E: "É",
  I: "Í",
  O: "Ó",
  U: "Ú",
  n: "ñ",
  c: "ç",
};

/** "Log {count} days" becomes "⟦Lóg {count} dáys⟧": readable, longer, and impossible to write by hand. */
export function pseudo(text) {
  const body = text.replace(/\{[^}]*\}|[aeiouAEIOUnc]/g, (part) => ACCENTS[part] ?? part);
  return `⟦${body}⟧`;
}

function pseudoMessages(messages) {
  const walk = (value) => {
    if (typeof value === "string") return pseudo(value);
    if (!Array.isArray(value)) return value;
    return value.map((variant) => ({
      ...variant,
      match: Object.fromEntries(Object.entries(variant.match).map(([key, text]) => [key, pseudo(text)])),
    }));
  };
  return Object.fromEntries(
    Object.entries(messages)
      .filter(([key]) => !key.startsWith("$"))
      .map(([key, value]) => [key, walk(value)]),
  );
}

// What the app needs of the compiler's runtime: one language for the whole page. The rest (languages in addresses, cookies,
// headers) could never run here, and would be loaded before the first screen.
const RUNTIME = `let locale = "en";
export const getLocale = () => locale;
export const setLocale = (next) => {
	locale = next;
};
`;
const RUNTIME_TYPES = (locales) => `export type Locale = ${locales.map((one) => `"${one}"`).join(" | ")};
export type LocalizedString = string & { readonly __brand: "LocalizedString" };
export type MessageMetadata<Inputs, Options, Markup> = { readonly __paraglide?: [Inputs, Options, Markup] };
export declare const getLocale: () => Locale;
export declare const setLocale: (next: Locale) => void;
`;
const CHOICE =
  /\(inputs( = \{\})?, options = \{\}\) => \{\n\tconst locale = experimentalStaticLocale \?\? options\.locale \?\? getLocale\(\)/;

/** Takes out of every function what chooses a language for a single sentence. Fails when the compiler writes another form. */
function slim(outdir, locales) {
  writeFileSync(join(outdir, "runtime.js"), RUNTIME);
  writeFileSync(join(outdir, "runtime.d.ts"), RUNTIME_TYPES(locales));
  const folder = join(outdir, "messages");
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const text = readFileSync(file, "utf8");
    if (name.endsWith(".d.ts"))
      writeFileSync(file, text.replaceAll(/, options\?: \{\s*locale\?: [^}]*\}/g, ""));
    else if (name.endsWith(".js") && name !== "_index.js") {
      if (!CHOICE.test(text)) throw new Error(`${name}: the compiler's form has changed, see slim()`);
      writeFileSync(
        file,
        text
          .replace(CHOICE, "(inputs) => {\n\tconst locale = getLocale()")
          .replace("getLocale, experimentalStaticLocale", "getLocale"),
      );
    }
  }
}

const OPTIONS = { strategy: ["globalVariable", "baseLocale"], disableAsyncLocalStorage: true };
const english = () => JSON.parse(readFileSync(join(root, "messages/en.json"), "utf8"));

/** Writes a project with these catalogues into `folder` and compiles it there. */
async function compileBeside(folder, catalogues) {
  const locales = Object.keys(catalogues);
  mkdirSync(join(folder, "project.inlang"), { recursive: true });
  mkdirSync(join(folder, "messages"), { recursive: true });
  for (const [locale, catalogue] of Object.entries(catalogues))
    writeFileSync(join(folder, `messages/${locale}.json`), JSON.stringify(catalogue, null, 2));
  const settings = JSON.parse(readFileSync(join(root, "project.inlang/settings.json"), "utf8"));
  settings.locales = locales;
  settings.modules = settings.modules.map((path) => join(root, path));
  writeFileSync(join(folder, "project.inlang/settings.json"), JSON.stringify(settings, null, 2));
  const outdir = join(folder, "paraglide");
  await compile({ ...OPTIONS, emitTsDeclarations: false, project: join(folder, "project.inlang"), outdir });
  slim(outdir, locales);
}

const COMPILE = {
  /** What the app says. */
  async app() {
    const outdir = join(root, "src/paraglide");
    await compile({ ...OPTIONS, emitTsDeclarations: true, project: join(root, "project.inlang"), outdir });
    slim(outdir, ["en", "de"]);
  },
  /** For Vitest: the pseudo language beside the two. */
  "--pseudo": () =>
    compileBeside(join(root, ".pseudo"), {
      en: english(),
      de: JSON.parse(readFileSync(join(root, "messages/de.json"), "utf8")),
      qps: pseudoMessages(english()),
    }),
  /** For a build that a browser looks at (`vite build --mode pseudo`): it knows no other words. */
  "--only-pseudo": () =>
    compileBeside(join(root, ".pseudo/only"), {
      en: pseudoMessages(english()),
      de: pseudoMessages(english()),
    }),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await COMPILE[process.argv[2] ?? "app"]();
  process.exit(); // the compiler leaves a timer behind that would keep this process for half a minute
}

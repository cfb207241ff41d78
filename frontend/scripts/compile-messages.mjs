// Turns messages/{locale}.json into typed functions. For the tests a third, pseudo language is made, so that any text
// that does not come from the message files can be told apart on the screen.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
export declare const getLocale: () => Locale;
export declare const setLocale: (next: Locale) => void;
`;
const MESSAGES_TYPES = `export * from "./messages/_index.js";
export * as m from "./messages/_index.js";
`;
const INPUTS = /@typedef \{(\{.*\})\} \w+Inputs \*\//;
const NAME = /const (\w+) = \/\*\* @type \{\(\(inputs(\??): /;
const RENAMED = /export \{ \w+ as ("\w+") \}/;

/** One declaration from one compiled message: what it is called, and what has to be given to it. */
function declared(text) {
  const [, inputs] = INPUTS.exec(text);
  const [, name, optional] = NAME.exec(text);
  const as = RENAMED.exec(text)?.[1];
  const type = `Message<[inputs${optional}: ${inputs}]>`;
  return as
    ? `declare const ${name}: ${type};\nexport { ${name} as ${as} };`
    : `export declare const ${name}: ${type};`;
}

/** Declarations in one file. The compiler's own would be worked out by TypeScript, in twice the time of all the rest. */
function writeTypes(outdir, locales) {
  const folder = join(outdir, "messages");
  for (const name of readdirSync(folder)) if (name.endsWith(".d.ts")) rmSync(join(folder, name));
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith(".js") && name !== "_index.js")
    .map((name) => declared(readFileSync(join(folder, name), "utf8")));
  const head =
    'import type { LocalizedString } from "../runtime.js";\ntype Message<Given extends unknown[]> = (...given: Given) => LocalizedString;\n';
  writeFileSync(join(folder, "_index.d.ts"), `${head}${lines.join("\n")}\n`);
  writeFileSync(join(outdir, "messages.d.ts"), MESSAGES_TYPES);
  writeFileSync(join(outdir, "runtime.d.ts"), RUNTIME_TYPES(locales));
}
const CHOICE =
  /\(inputs( = \{\})?, options = \{\}\) => \{\n\tconst locale = experimentalStaticLocale \?\? options\.locale \?\? getLocale\(\)/;

/** Takes out of every function what chooses a language for a single sentence. Fails when the compiler writes another form. */
function slim(outdir) {
  writeFileSync(join(outdir, "runtime.js"), RUNTIME);
  const folder = join(outdir, "messages");
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const text = readFileSync(file, "utf8");
    if (name.endsWith(".js") && name !== "_index.js") {
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

/** All messages in one file: a test file loads it at once, where a thousand would be most of its time. */
function gather(outdir) {
  const folder = join(outdir, "messages");
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith(".js") && name !== "_index.js")
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll(/^import .*$/gm, ""));
  const imports = 'import { getLocale } from "./runtime.js";\nimport * as registry from "./registry.js";\n';
  writeFileSync(join(outdir, "messages.js"), imports + parts.join("\n"));
}

const OPTIONS = { strategy: ["globalVariable", "baseLocale"], disableAsyncLocalStorage: true };
/** What stands in both folders: the app's own sentences, and the names of the kinds from the server. */
const read = (locale) =>
  Object.assign(
    {},
    ...["messages", "messages/kinds"].map((folder) =>
      JSON.parse(readFileSync(join(root, folder, `${locale}.json`), "utf8")),
    ),
  );

/** Writes a project with these catalogues into `folder` and compiles it there. */
async function compileBeside(folder, catalogues, { whole = false } = {}) {
  const locales = Object.keys(catalogues);
  mkdirSync(join(folder, "project.inlang"), { recursive: true });
  mkdirSync(join(folder, "messages"), { recursive: true });
  for (const [locale, catalogue] of Object.entries(catalogues))
    writeFileSync(join(folder, `messages/${locale}.json`), JSON.stringify(catalogue, null, 2));
  const settings = JSON.parse(readFileSync(join(root, "project.inlang/settings.json"), "utf8"));
  settings.locales = locales;
  settings["plugin.inlang.messageFormat"].pathPattern = "./messages/{locale}.json";
  settings.modules = settings.modules.map((path) => join(root, path));
  writeFileSync(join(folder, "project.inlang/settings.json"), JSON.stringify(settings, null, 2));
  const outdir = join(folder, "paraglide");
  await compile({ ...OPTIONS, emitTsDeclarations: false, project: join(folder, "project.inlang"), outdir });
  slim(outdir);
  if (whole) gather(outdir);
}

const COMPILE = {
  /** What the app says. */
  async app() {
    const outdir = join(root, "src/paraglide");
    await compile({ ...OPTIONS, emitTsDeclarations: false, project: join(root, "project.inlang"), outdir });
    slim(outdir);
    writeTypes(outdir, ["en", "de"]);
  },
  /** For Vitest: the pseudo language beside the two. */
  "--pseudo": () =>
    compileBeside(
      join(root, ".pseudo"),
      {
        en: read("en"),
        de: read("de"),
        qps: pseudoMessages(read("en")),
      },
      { whole: true },
    ),
  /** For a build that a browser looks at (`vite build --mode pseudo`): it knows no other words. */
  "--only-pseudo": () =>
    compileBeside(join(root, ".pseudo/only"), {
      en: pseudoMessages(read("en")),
      de: pseudoMessages(read("en")),
    }),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await COMPILE[process.argv[2] ?? "app"]();
  process.exit(); // the compiler leaves a timer behind that would keep this process for half a minute
}

// Turns messages/{locale}.json into typed functions. With "--pseudo" a third locale is made for the tests, so that
// any text that does not come from the message files can be told apart on the screen.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

export async function compileMessages({ withPseudo = false } = {}) {
  const options = {
    strategy: ["globalVariable", "baseLocale"],
    emitTsDeclarations: !withPseudo,
    disableAsyncLocalStorage: true,
  };
  if (!withPseudo) {
    return compile({
      ...options,
      project: join(root, "project.inlang"),
      outdir: join(root, "src/paraglide"),
    });
  }
  const folder = join(root, ".pseudo");
  mkdirSync(join(folder, "project.inlang"), { recursive: true });
  mkdirSync(join(folder, "messages"), { recursive: true });
  for (const locale of ["en", "de"]) {
    writeFileSync(
      join(folder, `messages/${locale}.json`),
      readFileSync(join(root, `messages/${locale}.json`)),
    );
  }
  const english = JSON.parse(readFileSync(join(root, "messages/en.json"), "utf8"));
  writeFileSync(join(folder, "messages/qps.json"), JSON.stringify(pseudoMessages(english), null, 2));
  const settings = JSON.parse(readFileSync(join(root, "project.inlang/settings.json"), "utf8"));
  settings.locales = ["en", "de", "qps"];
  settings.modules = settings.modules.map((path) => path.replace("./", "../"));
  writeFileSync(join(folder, "project.inlang/settings.json"), JSON.stringify(settings, null, 2));
  return compile({ ...options, project: join(folder, "project.inlang"), outdir: join(folder, "paraglide") });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await compileMessages({ withPseudo: process.argv.includes("--pseudo") });
  process.exit(); // the compiler leaves a timer behind that would keep this process for half a minute
}

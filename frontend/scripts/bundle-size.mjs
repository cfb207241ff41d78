// How much JavaScript comes before the first screen, gzipped. Prints a table (or JSON with --json) and fails above the limit.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 60;
const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));

/** A chunk and everything that it imports at once. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const sizeOf = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const entry = "index.html";
const screens = {
  "sign-in (first visit)": [entry, "src/features/signin/signin.tsx"],
  "today (patient)": [entry, "src/app/patient.tsx"],
  "today + local database": [entry, "src/app/patient.tsx", "src/sync/session.ts"],
  "log (patient)": [entry, "src/app/patient.tsx", "src/features/log/log.tsx"],
  "progress (patient)": [entry, "src/app/patient.tsx", "src/features/progress/progress.tsx"],
  "worklist (clinic)": [entry, "src/app/desk.tsx"],
};
/** What a person waits for; the others are for information. The rules of the phone come after Today stands (today/data.ts). */
const FIRST = ["sign-in (first visit)", "today (patient)", "today + local database"];
const result = Object.entries(screens).map(([screen, keys]) => {
  const chunks = new Set();
  for (const key of keys) closure(key, chunks);
  const bytes = [...chunks].reduce((sum, key) => sum + sizeOf(manifest[key].file), 0);
  const files = [...chunks].map((key) => [manifest[key].file, sizeOf(manifest[key].file)]);
  return { screen, files, kb: Number((bytes / 1000).toFixed(1)) };
});

if (process.argv.includes("--json")) console.log(JSON.stringify({ limit_kb: LIMIT_KB, screens: result }));
else {
  console.log(
    `JavaScript that is loaded at once for a screen, gzipped (limit ${LIMIT_KB} kB for the first screens)`,
  );
  for (const { screen, files, kb } of result) {
    console.log(`${screen.padEnd(28)} ${String(kb).padStart(6)} kB  ${files.length} files`);
    if (FIRST.includes(screen))
      for (const [file, bytes] of files)
        console.log(`    ${file.padEnd(44)} ${String(bytes).padStart(7)} bytes`);
  }
}
if (result.some(({ screen, kb }) => FIRST.includes(screen) && kb > LIMIT_KB)) process.exit(1);

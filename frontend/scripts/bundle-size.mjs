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
  "sign-in (first visit)": [entry],
  "today (patient)": [entry, "src/app/patient.tsx"],
  "today + local database": [entry, "src/app/patient.tsx", "src/sync/session.ts"],
  "log (patient)": [entry, "src/app/patient.tsx", "src/features/log/log.tsx"],
  "progress (patient)": [entry, "src/app/patient.tsx", "src/features/progress/progress.tsx"],
  "worklist (clinic)": [entry, "src/app/desk.tsx"],
};
const result = Object.entries(screens).map(([screen, keys]) => {
  const chunks = new Set();
  for (const key of keys) closure(key, chunks);
  const bytes = [...chunks].reduce((sum, key) => sum + sizeOf(manifest[key].file), 0);
  return { screen, files: chunks.size, kb: Number((bytes / 1000).toFixed(1)) };
});

if (process.argv.includes("--json")) console.log(JSON.stringify({ limit_kb: LIMIT_KB, screens: result }));
else {
  console.log(`JavaScript before the first screen, gzipped (limit ${LIMIT_KB} kB for sign-in and today)`);
  for (const { screen, files, kb } of result)
    console.log(`${screen.padEnd(24)} ${String(kb).padStart(6)} kB  ${files} files`);
}
const first = result.slice(0, 2);
if (first.some(({ kb }) => kb > LIMIT_KB)) process.exit(1);

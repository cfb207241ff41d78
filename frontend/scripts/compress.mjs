// Lays a .gz and a .br beside every text of the build: the web server hands these out as they are, and compresses nothing itself.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const SMALLEST = 400; // below that a second file gains nothing

for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg|webmanifest)$/.test(name)) continue;
  const file = join(dist, name);
  const text = readFileSync(file);
  if (text.length < SMALLEST) continue;
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(text));
}

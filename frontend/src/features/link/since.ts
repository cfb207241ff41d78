/**
 * What is new since this browser opened the link last. Kept are only keyed hashes of the lines: without the link, which is not
 * kept here, nobody reads from them what they were; and no longer than the link lasts.
 */
const PLACE = "toh.opened.";

interface Kept {
  at: string;
  until: number;
  lines: string[];
}

async function hashes(key: string, lines: readonly string[]): Promise<string[]> {
  const encoder = new TextEncoder();
  const how = { name: "HMAC", hash: "SHA-256" };
  const hmac = await crypto.subtle.importKey("raw", encoder.encode(key), how, false, ["sign"]);
  return Promise.all(
    lines.map(async (line) => {
      const sum = new Uint8Array(await crypto.subtle.sign("HMAC", hmac, encoder.encode(line))).slice(0, 9);
      return btoa(String.fromCharCode(...sum));
    }),
  );
}

/** The lines that were not there then, and when that was; null the first time. */
export async function newSince(
  link: { key: string; exp?: number },
  lines: readonly string[],
  now: Date,
  kept: Storage,
): Promise<{ at: string; lines: Set<string> } | null> {
  for (const place of Object.keys(kept).filter((one) => one.startsWith(PLACE)))
    if (!((read(kept, place)?.until ?? 0) > now.getTime())) kept.removeItem(place);
  const [name, ...sums] = await hashes(link.key, ["", ...lines]);
  const before = read(kept, PLACE + name);
  const until = link.exp ? link.exp * 1000 : now.getTime() + 365 * 86_400_000;
  const entry: Kept = { at: now.toISOString(), until, lines: sums };
  kept.setItem(PLACE + name, JSON.stringify(entry));
  if (!before) return null;
  const known = new Set(before.lines);
  return { at: before.at, lines: new Set(lines.filter((_, index) => !known.has(sums[index]!))) };
}

function read(kept: Storage, place: string): Kept | null {
  try {
    return JSON.parse(kept.getItem(place) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

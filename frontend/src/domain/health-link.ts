/** Reading a SMART Health Link (HL7, 1.0.0): its payload, the manifest, and the encrypted document. */

export interface Payload {
  url: string;
  key: string;
  exp?: number;
  flag?: string;
  label?: string;
  v?: number;
}

/** Of one name to the other, where a document is longer than this once inflated, nobody reads it. */
const LONGEST = 8_000_000;

export class Unreadable extends Error {}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

const text = (raw: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(raw);

/** What stands behind `shlink:/`; null when it is no link that can be read. */
export function payloadOf(link: string): Payload | null {
  const found = /shlink:\/([\w-]+)/.exec(link)?.[1];
  if (!found) return null;
  try {
    const payload = JSON.parse(text(bytes(found))) as Payload;
    const whole = typeof payload?.url === "string" && /^[\w-]{43}$/.test(payload.key);
    return whole && new URL(payload.url) ? payload : null;
  } catch {
    return null;
  }
}

export type Opened =
  | { kind: "ok"; document: unknown }
  | { kind: "passcode"; left: number }
  | { kind: "gone" }
  | { kind: "offline" }
  | { kind: "later" }
  | { kind: "unreadable" };

/** Asks for the manifest and decrypts its document. No cookie goes along: who is signed in here has nothing to do with it. */
export async function openLink(
  payload: Payload,
  asked: { recipient: string; passcode?: string },
  ask: typeof fetch = fetch,
): Promise<Opened> {
  const common: RequestInit = { credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };
  try {
    const answer = await ask(payload.url, {
      ...common,
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(asked),
    });
    if (answer.status === 404) return { kind: "gone" };
    if (answer.status === 401) {
      const left = ((await answer.json()) as { remainingAttempts?: unknown }).remainingAttempts;
      return typeof left === "number" ? { kind: "passcode", left } : { kind: "unreadable" };
    }
    if (!answer.ok) return { kind: "later" };
    const { files } = (await answer.json()) as {
      files: { contentType: string; embedded?: string; location?: string }[];
    };
    const file = files.find((one) => one.contentType === "application/fhir+json");
    if (!file) return { kind: "unreadable" };
    const token = file.embedded ?? (await (await ask(file.location ?? "", common)).text());
    return { kind: "ok", document: JSON.parse(text(await decrypted(token, payload.key))) };
  } catch (error) {
    return { kind: error instanceof TypeError ? "offline" : "unreadable" };
  }
}

/** The plain text of a compact JWE by `dir` and `A256GCM`, inflated where it was deflated. */
export async function decrypted(token: string, key: string): Promise<Uint8Array> {
  const parts = token.trim().split(".");
  const [protectedHeader, encryptedKey, iv, sealed, tag] = parts;
  if (parts.length !== 5 || encryptedKey || !protectedHeader || !iv || !tag) throw new Unreadable("shape");
  const header = JSON.parse(text(bytes(protectedHeader))) as { alg?: string; enc?: string; zip?: string };
  if (header.alg !== "dir" || header.enc !== "A256GCM") throw new Unreadable("algorithm");
  if (header.zip !== undefined && header.zip !== "DEF") throw new Unreadable("zip");
  const opener = await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["decrypt"]);
  const plain = await crypto.subtle
    .decrypt(
      { name: "AES-GCM", iv: bytes(iv), additionalData: new TextEncoder().encode(protectedHeader) },
      opener,
      joined([bytes(sealed ?? ""), bytes(tag)]),
    )
    .catch(() => {
      throw new Unreadable("key");
    });
  return header.zip ? inflated(new Uint8Array(plain)) : new Uint8Array(plain);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Stops where a small thing turns out to be a large one. */
async function inflated(packed: Uint8Array<ArrayBuffer>, longest = LONGEST): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(parts);
      size += value.length;
      if (size > longest) throw new Unreadable("length");
      parts.push(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof Unreadable ? error : new Unreadable("deflate");
  }
}

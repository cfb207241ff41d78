/**
 * A phone that its person locks with the fingerprint, face or PIN of the phone itself: a passkey that is made and asked for on this
 * device alone, with and without a connection. A curtain before what this app shows, not a cipher: what lies in the phone's storage
 * is protected by the phone. The server knows nothing of it.
 */
import { storage } from "./account";

const KEY = "toh.shut"; // main.tsx reads it, before anything is drawn
const ES256 = -7;
const RS256 = -257;

interface PhoneLock {
  account: string;
  id: string;
  key: string;
  alg: number;
}

const toText = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const toBytes = (text: string) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

function read(): PhoneLock | null {
  try {
    return JSON.parse(storage()?.getItem(KEY) ?? "null") as PhoneLock | null;
  } catch {
    return null;
  }
}

/** Is this phone locked by this person? A lock of somebody who was here before is taken away. */
export function hasLock(account: string): boolean {
  const lock = read();
  if (lock && lock.account !== account) removeLock();
  return lock?.account === account;
}
export function removeLock(): void {
  storage()?.removeItem(KEY);
  draw(false);
}
/** Nothing of the record is drawn while it is shut. */
export function draw(shut: boolean): void {
  document.documentElement.dataset.shut = shut ? "{" : "";
}

export const canLock = async (): Promise<boolean> =>
  typeof PublicKeyCredential !== "undefined" &&
  !/^[\d.]+$|:/.test(location.hostname) &&
  (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false));

/** Makes the key of this lock; false where the person or the phone did not. */
export async function makeLock(account: string, name: string): Promise<boolean> {
  try {
    const made = (await navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: { name: "TOH Tracker" },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: {
          authenticatorAttachment: "platform",
          residentKey: "discouraged",
          userVerification: "required",
        },
      },
    })) as PublicKeyCredential;
    const response = made.response as AuthenticatorAttestationResponse;
    const key = response.getPublicKey();
    if (!key) return false;
    const lock: PhoneLock = {
      account,
      id: toText(made.rawId),
      key: toText(key),
      alg: response.getPublicKeyAlgorithm(),
    };
    storage()?.setItem(KEY, JSON.stringify(lock));
    return read() !== null;
  } catch {
    return false;
  }
}

/** Has the phone just asked its person, and did they show who they are? */
export async function openLock(): Promise<boolean> {
  const lock = read();
  if (!lock) return false;
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  try {
    const shown = (await navigator.credentials.get({
      publicKey: {
        challenge,
        allowCredentials: [{ type: "public-key", id: toBytes(lock.id), transports: ["internal"] }],
        userVerification: "required",
      },
    })) as PublicKeyCredential;
    return await holds(lock, challenge, shown.response as AuthenticatorAssertionResponse);
  } catch {
    return false;
  }
}

/** The answer to this question, by this key, at this address, and with the person seen (Web Authentication §7.2). */
async function holds(
  lock: PhoneLock,
  challenge: Uint8Array,
  answer: AuthenticatorAssertionResponse,
): Promise<boolean> {
  const said = JSON.parse(new TextDecoder().decode(answer.clientDataJSON)) as Record<string, unknown>;
  const asked = toText(challenge.buffer as ArrayBuffer)
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
  if (said.type !== "webauthn.get" || said.challenge !== asked || said.origin !== location.origin)
    return false;
  const data = new Uint8Array(answer.authenticatorData);
  const seen = 0x04;
  if (((data[32] ?? 0) & seen) === 0) return false;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", answer.clientDataJSON));
  const signed = new Uint8Array([...data, ...hash]);
  const elliptic = lock.alg === ES256;
  const how = elliptic
    ? { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
    : { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("spki", toBytes(lock.key), how, false, ["verify"]);
  const signature = elliptic ? plain(new Uint8Array(answer.signature)) : new Uint8Array(answer.signature);
  return crypto.subtle.verify(how, key, signature, signed);
}

/** The two numbers of a DER signature, 32 bytes each, as the Web's cryptography wants them. */
function plain(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.slice(at + 2, at + 2 + length).filter((_, place, all) => place > 0 || all[0] !== 0);
    out.set(number.slice(-32), end - Math.min(32, number.length));
    at += 2 + length;
  }
  return out;
}

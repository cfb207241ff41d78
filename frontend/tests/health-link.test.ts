// @vitest-environment node
import { deflateRawSync } from "node:zlib";
import { base64url, CompactEncrypt } from "jose";
import { describe, expect, test } from "vitest";
import { decrypted, openLink, payloadOf, Unreadable } from "~/domain/health-link";
import { summaryOf } from "~/domain/patient-summary";
import { newSince } from "~/features/link/since";

const RAW = Uint8Array.from({ length: 32 }, (_, index) => index);
const KEY = base64url.encode(RAW);
const URL_OF_IT = "https://toh.example/api/v1/shl/abc";
const link = (payload: object) =>
  `https://toh.example/link#shlink:/${base64url.encode(new TextEncoder().encode(JSON.stringify(payload)))}`;
/** As another writer of such links encrypts. */
const written = (text: string, more: object = {}) =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", cty: "application/fhir+json", ...more })
    .encrypt(RAW);
const said = async (token: string, key = KEY) => new TextDecoder().decode(await decrypted(token, key));

describe("the payload", () => {
  test("is read from behind any viewer, and what is not known is passed over", () => {
    const payload = { url: URL_OF_IT, key: KEY, flag: "LP", label: "Für Dr. Meyer", ours: 1 };
    expect(payloadOf(link(payload))).toEqual(payload);
    expect(payloadOf(link(payload).split("#")[1]!)?.label).toBe("Für Dr. Meyer");
  });
  test.each([
    ["", "nothing"],
    ["#shlink:/", "an empty one"],
    ["#shlink:/e30", "no fields"],
    [link({ url: URL_OF_IT, key: KEY }).slice(0, -20), "cut off"],
    [link({ url: URL_OF_IT, key: "short" }), "a short key"],
    [link({ url: "nowhere", key: KEY }), "no address"],
  ])("%s is none: %s", (text) => expect(payloadOf(text)).toBeNull());
});

describe("the document", () => {
  test.each([{}, { zip: "DEF" }])("is what another writer encrypted (%o)", async (more) => {
    const text = JSON.stringify({ said: "Hüfte ".repeat(5000) });
    expect(await said(await written(text, more))).toBe(text);
  });
  test("is refused with another key, changed, or of another kind", async () => {
    const token = await written("{}");
    const other = base64url.encode(RAW.map((one) => one ^ 1));
    await expect(decrypted(token, other)).rejects.toThrow(Unreadable);
    const [head, , iv, sealed, tag] = token.split(".");
    const header = base64url.encode(JSON.stringify({ alg: "dir", enc: "A256GCM" }));
    await expect(decrypted([header, "", iv, sealed, tag].join("."), KEY)).rejects.toThrow(Unreadable);
    await expect(decrypted([head, "", iv, tag].join("."), KEY)).rejects.toThrow(Unreadable);
    const cbc = base64url.encode(JSON.stringify({ alg: "dir", enc: "A256CBC-HS512" }));
    await expect(decrypted([cbc, "", iv, sealed, tag].join("."), KEY)).rejects.toThrow(Unreadable);
  });
  test("that would become very large is not inflated", async () => {
    const bomb = deflateRawSync(Buffer.alloc(40_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    const token = await sealedAsItIs(bomb);
    await expect(decrypted(token, KEY)).rejects.toThrow("length");
  });
});

/** A header that says DEF, over bytes that are packed already. */
async function sealedAsItIs(packed: Uint8Array): Promise<string> {
  const header = base64url.encode(JSON.stringify({ alg: "dir", enc: "A256GCM", zip: "DEF" }));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await crypto.subtle.importKey("raw", RAW, "AES-GCM", false, ["encrypt"]);
  const additionalData = new TextEncoder().encode(header);
  const out = new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, new Uint8Array(packed)),
  );
  const [sealed, tag] = [out.slice(0, -16), out.slice(-16)];
  return [header, "", ...[iv, sealed, tag].map((one) => base64url.encode(one))].join(".");
}

describe("opening", () => {
  const payload = { url: URL_OF_IT, key: KEY };
  const answering =
    (status: number, body: unknown): typeof fetch =>
    async () =>
      new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  const open = (ask: typeof fetch) => openLink(payload, { recipient: "Dr Meyer" }, ask);

  test("asks without a cookie, and says who it is", async () => {
    let seen: [unknown, RequestInit | undefined] | null = null;
    const embedded = await written('{"resourceType":"Bundle"}', { zip: "DEF" });
    const answer = await openLink(payload, { recipient: "Dr Meyer", passcode: "1234" }, async (url, how) => {
      seen = [url, how];
      return Response.json({ files: [{ contentType: "application/fhir+json", embedded }] });
    });
    expect(answer).toEqual({ kind: "ok", document: { resourceType: "Bundle" } });
    const [url, how] = seen!;
    expect([url, how?.method, how?.credentials]).toEqual([URL_OF_IT, "POST", "omit"]);
    expect(JSON.parse(String(how?.body))).toEqual({ recipient: "Dr Meyer", passcode: "1234" });
  });
  test("takes a document that comes by its own address", async () => {
    const token = await written('{"a":1}');
    const location = "https://toh.example/api/v1/shl/file/x";
    const answer = await open(async (url) =>
      url === location
        ? new Response(token)
        : Response.json({ files: [{ contentType: "application/fhir+json", location }] }),
    );
    expect(answer).toEqual({ kind: "ok", document: { a: 1 } });
  });
  test.each([
    ["a wrong passcode", answering(401, { remainingAttempts: 3 }), { kind: "passcode", left: 3 }],
    ["an ended one", answering(404, {}), { kind: "gone" }],
    ["too often", answering(429, {}), { kind: "later" }],
    ["a server in trouble", answering(502, "<html>"), { kind: "later" }],
    ["a portal's page", answering(200, "<html>"), { kind: "unreadable" }],
    ["no file", answering(200, { files: [] }), { kind: "unreadable" }],
    ["no connection", () => Promise.reject(new TypeError("Failed to fetch")), { kind: "offline" }],
  ])("%s is told apart", async (_, ask, expected) => expect(await open(ask)).toEqual(expected));
});

test("a summary is its sections, line by line; anything else is none", () => {
  const resources = [
    {
      resourceType: "Composition",
      title: "Summary",
      language: "de",
      date: "2026-12-01T10:00:00Z",
      section: [{ title: "Plan", text: { div: "<div><ul><li>Links: 20 kg</li></ul></div>" } }],
    },
    { resourceType: "Patient", name: [{ text: "Maria" }], birthDate: "1986", gender: "female" },
  ];
  const bundle = { entry: resources.map((resource) => ({ resource })) };
  const summary = summaryOf(bundle, (div) => [...div.matchAll(/<li>(.*?)<\/li>/g)].map((one) => one[1]!));
  expect(summary).toMatchObject({ language: "de", name: "Maria", born: "1986", clinic: null });
  expect(summary?.sections).toEqual([{ title: "Plan", lines: ["Links: 20 kg"] }]);
  for (const none of [null, {}, { entry: [] }, { entry: [{}] }, []])
    expect(summaryOf(none, () => [])).toBeNull();
});

test("what came since is known without keeping what it says", async () => {
  const kept = new Map<string, string>();
  const storage = new Proxy({} as Storage, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_, name) =>
      ({
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      })[name as "getItem"],
  });
  const [first, later] = [new Date("2026-12-01T10:00:00Z"), new Date("2026-12-05T10:00:00Z")];
  const one = { key: KEY, exp: first.getTime() / 1000 + 7 * 86_400 };
  expect(await newSince(one, ["pain 3", "load 20 kg"], first, storage)).toBeNull();
  const told = await newSince(one, ["pain 3", "load 40 kg"], later, storage);
  expect(told).toEqual({ at: first.toISOString(), lines: new Set(["load 40 kg"]) });
  expect(JSON.stringify([...kept])).not.toMatch(/pain|load|kg/);
  expect(JSON.stringify([...kept])).not.toContain(KEY);
  await newSince({ key: `${KEY}x` }, [], new Date(one.exp * 1000 + 1), storage);
  expect(kept.size).toBe(1); // of a link that has run out nothing stays
});

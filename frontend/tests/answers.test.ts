// @vitest-environment happy-dom
/** What an answer means: only the server's own word is a final one, whoever stands between here and there. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fetchSecurity, signIn } from "~/api/auth";
import { call } from "~/api/http";
import { fetchWhoever, signOut } from "~/api/me";
import { transportFor } from "~/api/sync";
import { linkFor, onLoss, workFor } from "~/api/whose";

const asked: { path: string; headers: Record<string, string>; body?: string }[] = [];
let reply: (path: string) => Response;
let losses: string[] = [];
let stop = () => {};

beforeEach(() => {
  asked.length = 0;
  losses = [];
  stop = onLoss((why) => losses.push(why));
  workFor("7");
  vi.spyOn(document, "cookie", "get").mockReturnValue("csrftoken=x");
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    asked.push({
      path,
      headers: init.headers as Record<string, string>,
      body: init.body as string | undefined,
    });
    return reply(path);
  });
});
afterEach(() => {
  stop();
  workFor(null);
  vi.unstubAllGlobals();
});

const page = (
  status: number,
  type = "text/html",
  text = "<html><h1>Please sign in to the WiFi</h1></html>",
) => new Response(status === 204 ? null : text, { status, headers: { "Content-Type": type } });
const problem = (status: number, type = "urn:toh-tracker:error") =>
  new Response(JSON.stringify({ type, status, title: "No", detail: "no", errors: [{ code: "x" }] }), {
    status,
    headers: { "Content-Type": "application/problem+json; charset=utf-8" },
  });

describe("what stands between here and the server decides nothing", () => {
  test.each([
    ["a gateway's 400 in HTML", () => page(400)],
    ["a gateway's 401 in HTML", () => page(401)],
    ["a gateway's 403 in HTML", () => page(403)],
    ["a gateway's 404 in HTML", () => page(404)],
    ["a gateway's 409 in HTML", () => page(409)],
    ["a gateway's 413 in HTML", () => page(413)],
    ["a gateway's 422 in JSON of its own", () => page(422, "application/json", '{"error":"no"}')],
    ["a gateway's 502", () => page(502)],
    ["another's problem document", () => problem(400, "https://gateway.example/too-large")],
    ["a problem document that breaks off", () => page(400, "application/problem+json", '{"type":"urn:toh')],
    ["a portal's page that says 200", () => page(200)],
    ["an answer of 200 that breaks off", () => page(200, "application/json", '{"results": [')],
    ["text where JSON was asked for", () => page(200, "text/plain", "{}")],
    ["an odd status", () => page(511)],
  ])("%s means later", async (_, answer) => {
    reply = answer;
    expect((await call("POST", "/api/v1/sync/push", { items: [] })).kind).toBe("later");
    expect(losses).toEqual([]);
  });

  test("nor does it sign anybody out, or refuse a password", async () => {
    reply = () => page(401);
    expect((await signOut()).kind).toBe("later");
    reply = (path) => (path.endsWith("csrf") ? new Response(null, { status: 204 }) : page(400));
    expect((await signIn("a@b.example", "x")).kind).toBe("later");
  });
});

describe("the server's own word is final", () => {
  test.each([400, 403, 404, 409, 413])("%i", async (status) => {
    reply = () => problem(status);
    const answer = await call("POST", "/api/v1/x", {});
    expect(answer).toMatchObject({ kind: "refused", problem: { status, errors: [{ code: "x" }] } });
  });

  test("what did not change is no refusal", async () => {
    reply = () => new Response(null, { status: 304 });
    expect(await call("GET", "/api/v1/x")).toMatchObject({ kind: "ok", data: null, status: 304 });
  });
});

describe("for whom a request is meant", () => {
  test("is said with each, and in the body of a push", async () => {
    reply = () => Response.json({ results: [], cursor: 0 });
    await call("GET", "/api/v1/x");
    await transportFor("7").push([]);
    expect(asked.map(({ headers }) => headers["X-TOH-Account"])).toEqual(["7", "7"]);
    expect(JSON.parse(asked[1]!.body!)).toMatchObject({ account: "7", items: [] });
    expect(linkFor("/a.csv?x=1")).toBe("/a.csv?x=1&account=7");
  });

  test("is not said at the door, where anybody may stand", async () => {
    reply = (path) =>
      path.endsWith("csrf") ? new Response(null, { status: 204 }) : Response.json({ status: 200 });
    await signIn("a@b.example", "x");
    await fetchWhoever();
    expect(asked.filter(({ headers }) => "X-TOH-Account" in headers)).toEqual([]);
    await fetchSecurity();
    expect(asked.filter(({ path }) => path.includes("/auth/sessions"))[0]!.headers["X-TOH-Account"]).toBe(
      "7",
    );
  });

  test("another person's session is told apart, whatever was asked", async () => {
    reply = () => problem(409, "urn:toh-tracker:other-account");
    expect((await call("GET", "/api/v1/x")).kind).toBe("signed_out");
    expect(losses).toEqual(["other_account"]);
    reply = () => problem(401, "urn:toh-tracker:not_authenticated");
    expect((await call("GET", "/api/v1/x")).kind).toBe("signed_out");
    expect(losses).toEqual(["other_account", "signed_out"]);
  });

  test("who leaves is not told that they have left, and leaves nobody else's session", async () => {
    reply = () => problem(409, "urn:toh-tracker:other-account");
    expect((await signOut()).kind).toBe("signed_out");
    expect(asked.at(-1)!.headers["X-TOH-Account"]).toBe("7");
    expect(losses).toEqual([]);
  });
});

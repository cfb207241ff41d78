/** One place where the app talks to the server, and one list of what an answer can mean. */
import { hearServerTime } from "~/domain/clock";
import { tellLoss, whose } from "./whose";

export interface Problem {
  /** the kind of refusal, as the server names it: without `urn:toh-tracker:` */
  type?: string;
  status: number;
  title: string;
  detail: string;
  errors: { field?: string; detail?: string; expected?: string; code?: string }[];
  /** with 409: what others changed meanwhile */
  changes?: Change[];
}
export interface Change {
  /** the kind of record, `finding`, or `profile:` and the fields */
  what: string;
  by: string | null;
  at: string;
  /** the change number: whoever has seen this may write with it */
  seq: number;
  record?: { [field: string]: unknown } & { kind: string };
  finding?: string;
  urgency?: string;
}

/**
 * `later` = the server has trouble or asks for patience, or somebody between here and there answered in its place: nothing
 * is decided, try again. `status` where the one in between said why (413: too large for it).
 * `refused` = a final word, which only the server itself can say. `signed_out` = the person of this tab has to sign in first:
 * nobody is signed in in this browser, or somebody else is. `offline` = nobody answered.
 */
export type Answer<T> =
  | { kind: "ok"; data: T; status: number; etag?: string | null }
  | { kind: "offline" }
  | { kind: "later"; retryAfter: number | null; status?: number }
  | { kind: "signed_out" }
  | { kind: "refused"; problem: Problem };

function cookie(name: string): string | null {
  if (typeof document === "undefined") return null;
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
}

function retryAfter(response: Response): number | null {
  const text = response.headers.get("Retry-After");
  if (!text) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : Math.max(0, (moment - Date.now()) / 1000);
}

const OURS = "urn:toh-tracker:";

/** What the server itself says, in its one shape of errors; null for the word of a gateway, a portal or a proxy. */
async function problemOf(response: Response): Promise<(Problem & { type: string }) | null> {
  if (!response.headers.get("Content-Type")?.includes("application/problem+json")) return null;
  const body = (await response.json().catch(() => null)) as (Partial<Problem> & { type?: unknown }) | null;
  if (typeof body?.type !== "string" || !body.type.startsWith(OURS)) return null;
  return {
    type: body.type.slice(OURS.length),
    status: response.status,
    title: body.title ?? response.statusText,
    detail: typeof body.detail === "string" ? body.detail : "",
    errors: Array.isArray(body.errors) ? body.errors : [],
    ...(Array.isArray(body.changes) ? { changes: body.changes } : {}),
  };
}

/** What the server's clock shows, to the second; a gateway's is not asked. */
function hearTime(response: Response): void {
  const said = response.headers.get("Date");
  if (said) hearServerTime(Date.parse(said));
}

interface Options {
  signal?: AbortSignal;
  timeout?: number;
  headers?: Record<string, string>;
  /** meant for whoever is signed in: only to learn who that is, or to sign out */
  anyone?: boolean;
  /** who is leaving is not told that nobody is signed in any more */
  leaving?: boolean;
}

export async function call<T>(
  method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT",
  path: string,
  body?: unknown,
  options: Options = {},
): Promise<Answer<T>> {
  const named = options.anyone ? {} : whose();
  const headers: Record<string, string> = { Accept: "application/json", ...named, ...options.headers };
  // a file goes as it is
  const file = typeof Blob !== "undefined" && body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = file ? "application/octet-stream" : "application/json";
  if (method !== "GET") {
    let token = cookie("csrftoken");
    if (!token) {
      await fetch("/api/v1/csrf", { credentials: "same-origin" }).catch(() => undefined);
      token = cookie("csrftoken");
    }
    if (token) headers["X-CSRFToken"] = token;
  }
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? undefined : file ? body : JSON.stringify(body),
      signal: options.signal ?? AbortSignal.timeout(options.timeout ?? 30_000),
    });
  } catch {
    return { kind: "offline" };
  }
  if (response.status === 304) return { kind: "ok", data: null as T, status: 304 };
  if (response.ok) return read<T>(response);
  if (response.status === 429 || response.status === 408 || response.status >= 500)
    return { kind: "later", retryAfter: retryAfter(response) };
  const tell = !options.leaving && Object.keys(named).length > 0;
  const problem = await problemOf(response);
  if (!problem) {
    // the sign-in service has a shape of its own
    const own = path.startsWith("/_allauth/") && isJson(response);
    if (response.status === 401 && own) return { kind: "signed_out" };
    return { kind: "later", retryAfter: retryAfter(response), status: response.status };
  }
  hearTime(response);
  if (problem.type === "other-account") {
    if (tell) tellLoss("other_account");
    return { kind: "signed_out" };
  }
  if (problem.type === "locked") {
    tellLoss("locked");
    return { kind: "signed_out" };
  }
  if (response.status === 401) {
    if (tell) tellLoss("signed_out");
    return { kind: "signed_out" };
  }
  const { type: _, ...said } = problem;
  return { kind: "refused", problem: said };
}

const isJson = (response: Response) => /\bjson\b/.test(response.headers.get("Content-Type") ?? "");

/** A success is JSON from beginning to end, or nothing at all; a portal's page that says 200 is neither. */
async function read<T>(response: Response): Promise<Answer<T>> {
  const text = response.status === 204 ? "" : await response.text().catch(() => null);
  if (text === null) return { kind: "offline" };
  const etag = response.headers.get("ETag");
  if (!text) return { kind: "ok", data: null as T, status: response.status, etag };
  if (!isJson(response)) return { kind: "later", retryAfter: null };
  hearTime(response);
  try {
    return { kind: "ok", data: JSON.parse(text) as T, status: response.status, etag };
  } catch {
    return { kind: "later", retryAfter: null };
  }
}

export const get = <T>(path: string, options?: Options) => call<T>("GET", path, undefined, options);
/** Reads again: null when nothing changed since the answer that carried `etag`. */
export async function getAgain<T>(
  path: string,
  etag: string | null,
  options: { signal?: AbortSignal } = {},
): Promise<Answer<T | null>> {
  const answer = await call<T>("GET", path, undefined, {
    ...options,
    headers: etag ? { "If-None-Match": etag } : {},
  });
  return answer.kind === "ok" && answer.status === 304 ? { ...answer, data: null, etag } : answer;
}
/** `seen`: the change number that was on the screen; the server holds the write up when others were first. */
export const sawHeader = (seen?: number | null): { headers?: Record<string, string> } =>
  seen == null ? {} : { headers: { "If-Match": `"${seen}"` } };

export const post = <T>(path: string, body: unknown = {}) => call<T>("POST", path, body);
export const patch = <T>(path: string, body: unknown) => call<T>("PATCH", path, body);
export const remove = <T>(path: string) => call<T>("DELETE", path);

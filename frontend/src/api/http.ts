/** One place where the app talks to the server, and one list of what an answer can mean. */

export interface Problem {
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
 * `later` = the server has trouble or asks for patience: nothing is decided, try again.
 * `refused` = a final word. `signed_out` = somebody has to sign in first. `offline` = nobody answered.
 */
export type Answer<T> =
  | { kind: "ok"; data: T; status: number; etag?: string | null }
  | { kind: "offline" }
  | { kind: "later"; retryAfter: number | null }
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

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return {
    status: response.status,
    title: body.title ?? response.statusText,
    detail: typeof body.detail === "string" ? body.detail : "",
    errors: Array.isArray(body.errors) ? body.errors : [],
    ...(Array.isArray(body.changes) ? { changes: body.changes } : {}),
  };
}

export async function call<T>(
  method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT",
  path: string,
  body?: unknown,
  options: { signal?: AbortSignal; timeout?: number; headers?: Record<string, string> } = {},
): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  if (body !== undefined) headers["Content-Type"] = "application/json";
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
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal ?? AbortSignal.timeout(options.timeout ?? 30_000),
    });
  } catch {
    return { kind: "offline" };
  }
  if (response.ok) {
    const text = response.status === 204 ? "" : await response.text().catch(() => null);
    if (text === null) return { kind: "offline" };
    try {
      const etag = response.headers.get("ETag");
      return { kind: "ok", data: (text ? JSON.parse(text) : null) as T, status: response.status, etag };
    } catch {
      return { kind: "later", retryAfter: null };
    }
  }
  if (response.status === 401) return { kind: "signed_out" };
  if (response.status === 429 || response.status === 408 || response.status >= 500) {
    return { kind: "later", retryAfter: retryAfter(response) };
  }
  return { kind: "refused", problem: await problemOf(response) };
}

export const get = <T>(path: string, options?: { signal?: AbortSignal }) =>
  call<T>("GET", path, undefined, options);
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
  if (answer.kind === "refused" && answer.problem.status === 304)
    return { kind: "ok", data: null, status: 304, etag };
  return answer;
}
/** `seen`: the change number that was on the screen; the server holds the write up when others were first. */
export const sawHeader = (seen?: number | null): { headers?: Record<string, string> } =>
  seen == null ? {} : { headers: { "If-Match": `"${seen}"` } };

export const post = <T>(path: string, body: unknown = {}) => call<T>("POST", path, body);
export const patch = <T>(path: string, body: unknown) => call<T>("PATCH", path, body);
export const remove = <T>(path: string) => call<T>("DELETE", path);

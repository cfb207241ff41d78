import { call, get } from "./http";
import { tellLoss, whose } from "./whose";

const BASE = "/_allauth/browser/v1";

interface Flow {
  id: string;
  is_pending?: boolean;
}
interface AllauthBody {
  data?: unknown;
  meta?: { is_authenticated?: boolean };
  errors?: { message: string; code: string; param?: string }[];
}

/** `again` = the server wants to see once more that it is you, before it changes how you sign in. */
export type SignIn =
  | { kind: "in" }
  | { kind: "code_needed" }
  | { kind: "verify_email" }
  /** a code was sent to the address, with which one signs in without the password */
  | { kind: "code_mailed" }
  | { kind: "again" }
  | { kind: "wrong"; codes: string[]; messages: string[] }
  | { kind: "offline" }
  | { kind: "later" }
  /** another person is signed in in this browser */
  | { kind: "other_account" }
  /** the session is over, as after too many wrong tries to unlock it */
  | { kind: "signed_out" }
  /** this browser keeps nothing for us, not even who signed in */
  | { kind: "denied" };

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What is done at the door is done by whoever stands there; everything else acts on the account of this tab. */
const DOOR = /^\/auth\/(login|signup|session(?!s)|2fa|password|email\/verify|webauthn\/(login|authenticate))/;

/** The sign-in service speaks 401 for "one more step", so its body is read whatever the status. */
async function talk(
  method: Method,
  path: string,
  body?: unknown,
): Promise<{ answer: SignIn; status: number; body: AllauthBody }> {
  const none = (answer: SignIn) => ({ answer, status: 0, body: {} });
  const csrf = await get("/api/v1/csrf", { anyone: true });
  if (csrf.kind === "offline" || csrf.kind === "later") return none({ kind: csrf.kind });
  const token =
    document.cookie
      .split("; ")
      .find((part) => part.startsWith("csrftoken="))
      ?.slice(10) ?? "";
  // without it the server would refuse everything, and the password would be blamed
  if (!token) return none({ kind: "denied" });
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, {
      method,
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": token,
        ...(DOOR.test(path) ? {} : whose()),
        // its refusals and letters, and a new account, are in the language of this screen
        ...(document.documentElement.lang ? { "Accept-Language": document.documentElement.lang } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    return none({ kind: "offline" });
  }
  if (response.status === 429 || response.status >= 500) return none({ kind: "later" });
  const said = (await response.json().catch(() => null)) as (AllauthBody & { type?: string }) | null;
  // the service says the status in its words too, or has nothing to say; a page of a gateway is no answer
  if (!said && response.status !== 204) return none({ kind: "later" });
  if (said?.type === "urn:toh-tracker:other-account") {
    tellLoss("other_account");
    return none({ kind: "other_account" });
  }
  if (said?.type === "urn:toh-tracker:locked") {
    tellLoss("locked");
    return none({ kind: "later" });
  }
  if (said?.type === "urn:toh-tracker:not_authenticated") return none({ kind: "signed_out" });
  return { answer: meaning(response, said ?? {}), status: response.status, body: said ?? {} };
}

function meaning(response: Response, said: AllauthBody): SignIn {
  if (response.ok) return { kind: "in" };
  const flows = (said.data as { flows?: Flow[] } | undefined)?.flows ?? [];
  const pending = flows.find((flow) => flow.is_pending)?.id;
  if (pending === "mfa_authenticate") return { kind: "code_needed" };
  if (pending === "verify_email") return { kind: "verify_email" };
  if (pending === "login_by_code" && response.status === 401) return { kind: "code_mailed" };
  // also where it knows no way to ask: an account that only a clinic's sign-in opens
  if (response.status === 401 && said.meta?.is_authenticated) return { kind: "again" };
  const errors = said.errors ?? [];
  return {
    kind: "wrong",
    codes: errors.map((error) => error.code),
    messages: errors.map((error) => error.message),
  };
}

const ask = async (method: Method, path: string, body?: unknown): Promise<SignIn> =>
  (await talk(method, path, body)).answer;

/** A session that the server still knows in this browser, perhaps somebody else's, ends before the new one begins. */
export async function signIn(email: string, password: string): Promise<SignIn> {
  const { answer, status } = await talk("POST", "/auth/login", { email, password });
  if (status !== 409) return answer;
  await talk("DELETE", "/auth/session");
  return ask("POST", "/auth/login", { email, password });
}
/** How far somebody has come who returns from a clinic's sign-in. */
export async function signInState(): Promise<"in" | "code_needed" | "out"> {
  const { answer } = await talk("GET", "/auth/session");
  return answer.kind === "in" ? "in" : answer.kind === "code_needed" ? "code_needed" : "out";
}
export const mailCode = (email: string) => ask("POST", "/auth/code/request", { email });
export const confirmMailedCode = (code: string) => ask("POST", "/auth/code/confirm", { code });
export const sendCode = (code: string) => ask("POST", "/auth/2fa/authenticate", { code });
export const signUp = (email: string, password: string) => ask("POST", "/auth/signup", { email, password });
export const forgotPassword = (email: string) => ask("POST", "/auth/password/request", { email });
export const resetPassword = (key: string, password: string) =>
  ask("POST", "/auth/password/reset", { key, password });
export const verifyEmail = (code: string) => ask("POST", "/auth/email/verify", { key: code });
export const resendCode = () => ask("POST", "/auth/email/verify/resend");

export interface Strength {
  score: number;
  enough: boolean;
  why: string;
}
/** null: nobody can say now, and the server says it when the form is sent */
export async function askStrength(password: string, email: string): Promise<Strength | null> {
  const lang = document.documentElement.lang;
  const headers = lang ? { "Accept-Language": lang } : undefined;
  const answer = await call<Strength>("POST", "/api/v1/password-strength", { password, email }, { headers });
  return answer.kind === "ok" ? answer.data : null;
}

// --- How one signs in: what may be looked at and changed in the settings ---------------------------------

export interface Authenticator {
  type: "totp" | "recovery_codes" | "webauthn";
  created_at: number;
  last_used_at: number | null;
  id?: number;
  name?: string;
  unused_code_count?: number;
  unused_codes?: string[];
}
export interface OpenSession {
  id: number;
  ip: string;
  user_agent: string;
  is_current: boolean;
  created_at: number;
  last_seen_at?: number;
}

export async function fetchSecurity(): Promise<
  { sessions: OpenSession[]; ways: Authenticator[] } | "offline" | "signed_out" | "later"
> {
  const [sessions, ways] = await Promise.all([
    talk("GET", "/auth/sessions"),
    talk("GET", "/account/authenticators"),
  ]);
  if (sessions.answer.kind === "offline" || ways.answer.kind === "offline") return "offline";
  if (sessions.answer.kind === "other_account") return "signed_out";
  if (sessions.status === 401 || ways.status === 401) return "signed_out";
  if (sessions.status !== 200 || ways.status !== 200) return "later";
  return { sessions: sessions.body.data as OpenSession[], ways: ways.body.data as Authenticator[] };
}

export const endSessions = (ids: number[]) => ask("DELETE", "/auth/sessions", { sessions: ids });
export const changePassword = (current: string, fresh: string) =>
  ask("POST", "/account/password/change", { current_password: current, new_password: fresh });
export const confirmPassword = (password: string) => ask("POST", "/auth/reauthenticate", { password });

/** The secret of a new app code; null where there is one already or the server cannot answer. */
export async function beginTotp(): Promise<{ secret: string; url: string } | null> {
  const { status, body } = await talk("GET", "/account/authenticators/totp");
  const meta = body.meta as { secret?: string; totp_url?: string } | undefined;
  return status === 404 && meta?.secret ? { secret: meta.secret, url: meta.totp_url ?? "" } : null;
}
export const finishTotp = (code: string) => ask("POST", "/account/authenticators/totp", { code });
export const removeTotp = () => ask("DELETE", "/account/authenticators/totp");

export async function recoveryCodes(renew: boolean): Promise<string[] | SignIn> {
  const path = "/account/authenticators/recovery-codes";
  const { answer, body } = await talk(renew ? "POST" : "GET", path, renew ? {} : undefined);
  return answer.kind === "in" ? ((body.data as Authenticator).unused_codes ?? []) : answer;
}

// --- Passkeys --------------------------------------------------------------------------------------------

/** A passkey belongs to a name; a bare number like 127.0.0.1 has none. */
export const passkeysWork = (): boolean =>
  typeof PublicKeyCredential !== "undefined" &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential &&
  !/^[\d.]+$|:/.test(location.hostname);

async function passkey<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    // closed, timed out, or no such passkey on this device: nothing has changed
    return null;
  }
}

export async function addPasskey(name: string): Promise<SignIn | null> {
  const begun = await talk("GET", "/account/authenticators/webauthn?passwordless");
  if (begun.answer.kind !== "in") return begun.answer;
  const options = (
    begun.body.data as { creation_options: { publicKey: PublicKeyCredentialCreationOptionsJSON } }
  ).creation_options.publicKey;
  const credential = await passkey(() =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  );
  if (!credential) return null;
  return ask("POST", "/account/authenticators/webauthn", {
    name,
    credential: (credential as PublicKeyCredential).toJSON(),
  });
}
export const removePasskey = (id: number) =>
  ask("DELETE", "/account/authenticators/webauthn", { authenticators: [id] });

async function showPasskey(path: string): Promise<SignIn | null> {
  const begun = await talk("GET", path);
  if (begun.answer.kind !== "in") return begun.answer;
  const options = (
    begun.body.data as { request_options: { publicKey: PublicKeyCredentialRequestOptionsJSON } }
  ).request_options.publicKey;
  const credential = await passkey(() =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  );
  if (!credential) return null;
  return ask("POST", path, { credential: (credential as PublicKeyCredential).toJSON() });
}
export const signInByPasskey = () => showPasskey("/auth/webauthn/login");
/** Showing once more that it is you, as to open a locked screen. */
export const unlockByPasskey = () => showPasskey("/auth/webauthn/reauthenticate");
export const unlockByCode = (code: string) => ask("POST", "/auth/2fa/reauthenticate", { code });
export const secondStepByPasskey = () => showPasskey("/auth/webauthn/authenticate");

export type TokenScope = "read" | "write" | "own_read" | "own_write" | "clinic" | "export";
export interface Token {
  id: string;
  name: string;
  scope: TokenScope;
  created_at?: string;
  last_used_at?: string | null;
  expires_at?: string | null;
  token?: string;
}
export const fetchTokens = () => call<Token[] | { results: Token[] }>("GET", "/api/v1/tokens");
export const createToken = (name: string, scope: TokenScope) =>
  call<Token>("POST", "/api/v1/tokens", { name, scope });
export const revokeToken = (id: string) => call<null>("DELETE", `/api/v1/tokens/${id}`);

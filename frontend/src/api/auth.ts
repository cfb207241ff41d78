import type { Me } from "~/domain/records";
import { type Answer, call, get, patch } from "./http";

const BASE = "/_allauth/browser/v1";

interface AllauthBody {
  status: number;
  data?: { flows?: { id: string; is_pending?: boolean }[] };
  meta?: { is_authenticated?: boolean };
  errors?: { message: string; code: string; param?: string }[];
}

export type SignIn =
  | { kind: "in" }
  | { kind: "code_needed" }
  | { kind: "verify_email" }
  | { kind: "wrong"; messages: string[] }
  | { kind: "offline" }
  | { kind: "later" };

/** The sign-in service speaks 401 for "one more step", so its body is read whatever the status. */
async function ask(method: "POST" | "DELETE" | "GET", path: string, body?: unknown): Promise<SignIn> {
  const csrf = await get("/api/v1/csrf");
  if (csrf.kind === "offline") return { kind: "offline" };
  const token =
    document.cookie
      .split("; ")
      .find((part) => part.startsWith("csrftoken="))
      ?.slice(10) ?? "";
  let response: Response;
  try {
    response = await fetch(`${BASE}${path}`, {
      method,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    return { kind: "offline" };
  }
  if (response.status === 429 || response.status >= 500) return { kind: "later" };
  const answer = (await response.json().catch(() => ({}))) as AllauthBody;
  if (response.ok) return { kind: "in" };
  const pending = answer.data?.flows?.find((flow) => flow.is_pending)?.id;
  if (pending === "mfa_authenticate") return { kind: "code_needed" };
  if (pending === "verify_email") return { kind: "verify_email" };
  return { kind: "wrong", messages: (answer.errors ?? []).map((error) => error.message) };
}

export const signIn = (email: string, password: string) => ask("POST", "/auth/login", { email, password });
export const sendCode = (code: string) => ask("POST", "/auth/2fa/authenticate", { code });
export const signUp = (email: string, password: string) => ask("POST", "/auth/signup", { email, password });
export const forgotPassword = (email: string) => ask("POST", "/auth/password/request", { email });
export const resetPassword = (key: string, password: string) =>
  ask("POST", "/auth/password/reset", { key, password });
export const verifyEmail = (key: string) => ask("POST", "/auth/email/verify", { key });
export const signOut = () => ask("DELETE", "/auth/session");

export const fetchMe = (): Promise<Answer<Me>> => get<Me>("/api/v1/me");
export const patchMe = (changes: { name?: string; language?: string }) => patch<Me>("/api/v1/me", changes);

export interface Token {
  id: string;
  name: string;
  scope: "read" | "write";
  created_at?: string;
  last_used_at?: string | null;
  token?: string;
}
export const fetchTokens = () => call<Token[] | { results: Token[] }>("GET", "/api/v1/tokens");
export const createToken = (name: string, scope: "read" | "write") =>
  call<Token>("POST", "/api/v1/tokens", { name, scope });
export const revokeToken = (id: string) => call<null>("DELETE", `/api/v1/tokens/${id}`);

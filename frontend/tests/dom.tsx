/** A phone for tests of whole screens: the real store and engine on an IndexedDB in memory, a page in happy-dom, a server that is told what to answer. */
import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { type ComponentType, type JSX, render } from "preact";
import { LocationProvider, Route, Router } from "preact-iso";
import { beforeEach, vi } from "vitest";
import type { AnyRecord, Profile } from "~/domain/records";
import { type Account, writeAccount } from "~/store/account";
import type { TohDatabase } from "~/store/db";
import { makeEntry, type NewEntry, putEntries } from "~/store/entries";
import { openSession, whenReady } from "~/sync/client";
import { endSession } from "~/sync/session";
import { changeLanguage } from "~/ui/language";

export const PROFILE = {
  id: "p1",
  sex: "female",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  settings: { log_reminder_at: "08:00", mobile: null },
  risk_factors: [],
  risk_factors_held: [],
  pregnancy: { status: "none", breastfeeding: "no" },
  exercise_gate: {},
  load: { left: null, right: null },
  episodes: [],
  care_team: [],
  clinic: null,
} as unknown as Profile;

type Reply = Response | Promise<Response>;
export type Replies = (path: string, method: string, body: string) => Reply | undefined;
export const unreachable = (): Promise<Response> => Promise.reject(new TypeError("no network"));
/** A refusal in the server's own shape: another's is no answer. */
export const problem = (code: number, more: object = {}, type = "urn:toh-tracker:error") =>
  new Response(JSON.stringify({ type, title: "", status: code, detail: "", errors: [], ...more }), {
    status: code,
    headers: { "Content-Type": "application/problem+json" },
  });
export const status = (code: number) => () => problem(code);
export const pulled = (changes: unknown[] = [], more = false, cursor = 9) =>
  Response.json({ changes, cursor, more, history: "" });

/** What the server answers from now on; what is not said is a success with nothing in it. Keeps what it was asked. */
export function server(replies: Replies): string[] {
  const asked: string[] = [];
  vi.spyOn(document, "cookie", "get").mockReturnValue("csrftoken=x");
  vi.stubGlobal("fetch", async (path: string, init: { method?: string; body?: string } = {}) => {
    const method = init.method ?? "GET";
    asked.push(`${method} ${path}${init.body ? ` ${init.body}` : ""}`);
    return (
      (await replies(path, method, init.body ?? "")) ??
      (path.includes("/sync/pull") ? pulled() : Response.json([]))
    );
  });
  return asked;
}

// Whoever says nothing of the server has one that answers with nothing: no test asks a real one.
beforeEach(() => void server(() => undefined));

let count = 0;
/** A new person on a new phone, signed in. */
export function account(more: Partial<Account> = {}): Account {
  count += 1;
  const one = {
    id: `a${count}`,
    name: "Maria",
    email: "maria@demo.example",
    patient: true,
    staff: false,
    signedIn: true,
    ...more,
  };
  writeAccount(one);
  return one;
}

/** The phone of somebody whose notebook has been read, or not yet. */
export async function phone(more: Partial<Account> = {}, read = true): Promise<TohDatabase> {
  const { db } = await openSession(account(more));
  if (read) {
    await db.meta.bulkPut([
      { key: "cursor", value: 9 },
      { key: "profile", value: PROFILE },
    ]);
  }
  return db;
}

/** An entry on the phone that the server has already. */
export async function entry(db: TohDatabase, fields: NewEntry): Promise<AnyRecord> {
  const item = makeEntry(fields);
  await putEntries(db, [item]);
  await db.outbox.where("id").equals(item.id).delete();
  await db.records.update(item.id, { sync: "sent" });
  return item;
}

let root: HTMLElement | null = null;
export function show(screen: JSX.Element): HTMLElement {
  if (root) render(null, root);
  root?.remove();
  root = document.createElement("div");
  document.body.append(root);
  render(<LocationProvider>{screen}</LocationProvider>, root);
  return root;
}

/** A screen at its address. */
export function at(address: string, path: string, component: ComponentType): HTMLElement {
  history.replaceState(null, "", address);
  return show(
    <Router>
      <Route path={path} component={component} />
      <Route default component={() => null} />
    </Router>,
  );
}

export async function leave(): Promise<void> {
  if (root) render(null, root);
  root?.remove();
  root = null;
  document.body.replaceChildren();
  await whenReady().catch(() => null);
  endSession();
  vi.unstubAllGlobals();
  vi.stubGlobal("fetch", unreachable); // for what was under way
  localStorage.clear();
  sessionStorage.clear();
  changeLanguage("en");
}

export const text = () => (root?.textContent ?? "").replace(/\s+/g, " ");

/** Waits for what the page comes to; fails with what it says instead. */
export async function until<T>(look: () => T | null | undefined | false, what = String(look)): Promise<T> {
  const end = Date.now() + 8_000;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never: ${what}\nthe page says: ${text()}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
export const says = (words: string) => until(() => text().includes(words), `"${words}"`);

export const button = (name: string) =>
  until(
    () =>
      [...document.querySelectorAll<HTMLElement>("button, a, summary")].findLast(
        (one) => (one.getAttribute("aria-label") ?? one.textContent)?.trim() === name,
      ),
    `a button "${name}"`,
  );
export const press = async (name: string) => (await button(name)).click();
/** A number out of those that are offered as buttons. */
export const number = (value: number, scope = "") => field(`${scope} input[type=radio][value="${value}"]`);
export const choose = async (value: number, scope = "") => (await number(value, scope)).click();
export const field = <T extends HTMLElement = HTMLInputElement>(selector: string) =>
  until(() => document.querySelector<T>(selector), selector);
export async function type(selector: string, value: string, event = "input"): Promise<HTMLInputElement> {
  const input = await field(selector);
  input.value = value;
  input.dispatchEvent(new Event(event, { bubbles: true }));
  return input;
}
export const send = async (selector = "form") =>
  (await field<HTMLFormElement>(selector)).dispatchEvent(
    new Event("submit", { bubbles: true, cancelable: true }),
  );
export const settled = () => new Promise((done) => setTimeout(done, 60));

/** The phone is full: nothing more can be written, what is there can be read and deleted. */
export function fillUp(): void {
  for (const act of ["put", "add"] as const)
    vi.spyOn(IDBObjectStore.prototype, act).mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
}

export { IDBFactory };

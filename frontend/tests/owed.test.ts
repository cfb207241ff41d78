// @vitest-environment happy-dom
/** What was done without a connection and the server has to hear of later. */
import { beforeEach, expect, test, vi } from "vitest";
import { oweSignOut, readLanguageOwed, signOutOwed, writeAccount } from "~/store/account";
import { chooseLanguage, tellLanguage } from "~/ui/choose-language";
import { locale } from "~/ui/language";

const told: string[] = [];
let answer: () => Promise<Response>;

beforeEach(() => {
  told.length = 0;
  localStorage.clear();
  vi.spyOn(document, "cookie", "get").mockReturnValue("csrftoken=x");
  vi.stubGlobal("fetch", async (path: string, { body }: { body?: string } = {}) => {
    told.push(`${path} ${body ?? ""}`);
    return answer();
  });
  writeAccount({ id: "7", name: "", email: "", patient: true, staff: false, signedIn: true });
});
const settled = () => new Promise((done) => setTimeout(done, 5));

test("a language chosen without a connection stays chosen here and is owed until the server has heard", async () => {
  answer = async () => Promise.reject(new TypeError("no network"));
  chooseLanguage("de");
  await settled();
  expect([locale(), readLanguageOwed("7")]).toEqual(["de", "de"]);
  answer = async () => new Response("", { status: 503 });
  await tellLanguage("7", "de");
  expect(readLanguageOwed("7")).toBe("de");
  answer = async () => Response.json({});
  await tellLanguage("7", "de");
  expect(readLanguageOwed("7")).toBeNull();
  expect(told.at(-1)).toBe('/api/v1/me {"language":"de"}');
});

test("another account on the same device owes nothing of it", async () => {
  answer = async () => Promise.reject(new TypeError("no network"));
  chooseLanguage("en");
  await settled();
  expect(readLanguageOwed("8")).toBeNull();
});

test("a sign-out is owed until it is settled", () => {
  expect(signOutOwed()).toBeNull();
  oweSignOut("7");
  expect(signOutOwed()).toBe("7");
  oweSignOut(null);
  expect(signOutOwed()).toBeNull();
});

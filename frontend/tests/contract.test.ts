import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

interface Description {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}

const ROOT = join(import.meta.dirname, "..");
const FILE = join(ROOT, "openapi.json");
const description = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Description) : null;
const ACTION = "$" + "{action}";
const plain = (path: string) =>
  path
    .replace(/(\$\{\w+ )?\?.*$/, "")
    .replace("$" + "{query}", "")
    .replace(/\$?\{[^}]*\}/g, "{}");

/** Every address that the app calls, as it stands in the source of api/. */
const called = readdirSync(join(ROOT, "src/api")).flatMap((name) => {
  const text = readFileSync(join(ROOT, "src/api", name), "utf8");
  return [...text.matchAll(/[`"](\/api\/v1\/[^`"]*)[`"]/g)].map((match) => match[1]!);
});

test("the description of the API lies beside the app", () => {
  expect(description).not.toBeNull();
  expect(called.length).toBeGreaterThan(12);
});

test("the server has every address that the app calls", () => {
  const known = new Set(Object.keys(description!.paths).map(plain));
  const actions = ["read", "done", "dismiss"];
  const missing = called
    .flatMap((path) =>
      path.endsWith(ACTION) ? actions.map((action) => path.replace(ACTION, action)) : [path],
    )
    .map(plain)
    .filter((path) => !known.has(path));
  expect(missing).toEqual([]);
});

test.each([
  [
    "Profile",
    ["id", "name", "sex", "timezone", "episodes", "pregnancy", "risk_factors", "load", "exercise_gate"],
  ],
  [
    "Finding",
    ["id", "finding", "urgency", "audience", "side", "state", "opened_on", "evidence", "sources", "text"],
  ],
  ["Message", ["id", "reminder", "to", "due_at", "sent_at", "text", "state", "snoozed_until"]],
  [
    "RecordEnvelope",
    ["id", "recorded_at", "timezone", "date", "supersedes", "group", "is_current", "author"],
  ],
])("%s still has the fields that the screens read", (name, fields) => {
  const properties = Object.keys(description!.components.schemas[name]?.properties ?? {});
  expect(properties).toEqual(expect.arrayContaining(fields));
});

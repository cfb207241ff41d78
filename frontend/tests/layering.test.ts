import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const SRC = join(import.meta.dirname, "../src");
/** Each layer may import from itself and from those named. `paraglide` holds the generated messages, `generated` what the phone has from the server's code. */
const MAY: Record<string, string[]> = {
  app: ["features", "sync", "ui", "kinds", "store", "api", "domain", "generated", "paraglide"],
  features: ["sync", "ui", "kinds", "store", "api", "domain", "generated", "paraglide"],
  sync: ["store", "api", "domain", "generated"],
  ui: ["sync", "store", "api", "domain", "kinds", "generated", "paraglide"],
  // of the interface only the words (see below)
  kinds: ["ui", "api", "domain", "paraglide"],
  store: ["domain"],
  api: ["domain"],
  domain: ["generated"],
  generated: [],
};

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "paraglide" ? [] : files(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

function imports(path: string): { layer: string; rest: string[] }[] {
  const text = readFileSync(path, "utf8");
  const here = relative(SRC, path).split("/");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].flatMap(([, target]) => {
    if (target!.startsWith("~/")) {
      const [layer, ...rest] = target!.slice(2).split("/");
      return [{ layer: layer!, rest }];
    }
    if (target!.startsWith(".")) {
      const resolved = join(here.slice(0, -1).join("/"), target!).split("/");
      return [{ layer: resolved[0]!, rest: resolved.slice(1) }];
    }
    return [];
  });
}

const sources = files(SRC).map((path) => ({ path: relative(SRC, path), targets: imports(path) }));

test("there are sources to look at", () => {
  expect(sources.length).toBeGreaterThan(40);
  expect(sources.flatMap((source) => source.targets).length).toBeGreaterThan(100);
});

test.each(sources)("$path imports only from below", ({ path, targets }) => {
  const [layer, feature] = path.split("/");
  for (const target of targets) {
    if (target.layer === layer) {
      if (layer === "features") expect(target.rest[0], "features never import each other").toBe(feature);
      continue;
    }
    expect(MAY[layer!], `${path} → ${target.layer}`).toContain(target.layer);
    if (layer === "kinds" && target.layer === "ui") expect(target.rest[0], path).toBe("words");
  }
});

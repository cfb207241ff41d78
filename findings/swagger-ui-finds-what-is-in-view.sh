#!/usr/bin/env bash
# Swagger UI: the browser's own search no longer finds an operation of a long API.
#
# Up to swagger-ui-dist 5.32.9 every operation of a description stands in the page. Since 5.33.0 a long list holds only the
# operations that are in view: of 160 in one group about a dozen, of 120 still all. So "find in page" says that an operation
# does not exist, though it does; a test or a scraper that looks for its path waits for ever, and only at descriptions that
# have grown past that length. Scrolled to, it is there. The search of the browser is what people use on such pages.
#
# Seen: 5.32.9 120 of 120, 160 of 160, found. 5.35.0 120 of 120, found; 160: 13 of 160, the last not found, found at the end.
#
# Needs: node 20 or newer, a Chromium (CHROMIUM, else chromium on the path), and the npm registry.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund playwright-core@1.57.0 old@npm:swagger-ui-dist@5.32.9 new@npm:swagger-ui-dist@5.35.0

cat > look.mjs <<'JS'
import { chromium } from "playwright-core";
const description = (count) => ({
  openapi: "3.0.3",
  info: { title: "Things", version: "1" },
  paths: Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `/thing${n}x`,
      { get: { tags: ["things"], responses: { 200: { description: "ok" } } } },
    ]),
  ),
});
const browser = await chromium.launch({ executablePath: process.argv[2], args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
for (const version of ["old", "new"])
  for (const count of [120, 160]) {
    await page.setContent('<!doctype html><meta charset="utf-8"><div id="ui"></div>');
    await page.addStyleTag({ path: `node_modules/${version}/swagger-ui.css` });
    await page.addScriptTag({ path: `node_modules/${version}/swagger-ui-bundle.js` });
    await page.evaluate((spec) => globalThis.SwaggerUIBundle({ dom_id: "#ui", spec }), description(count));
    await page.locator(".opblock").first().waitFor();
    await page.waitForTimeout(2000);
    const here = await page.locator(".opblock").count();
    // as the browser's search does: any text of the page, in view or not
    const last = `/thing${count - 1}x`;
    const find = () => page.evaluate((words) => document.body.textContent.includes(words), last);
    const found = await find();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(1000);
    console.log(version, count, here === count ? "all" : here < 40 ? "few" : here, found, await find());
  }
await browser.close();
JS
said=$(node look.mjs "$chromium")
echo "$said"
expected='old 120 all true true
old 160 all true true
new 120 all true true
new 160 few false true'
[ "$said" = "$expected" ] || { echo "this has changed"; exit 1; }

// Runs one of the measurements beside this file under Node, with the app's own sources: node bench/run.mjs NAME [ARGUMENT]
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const [name, ...given] = process.argv.slice(2);
const { module } = await runnerImport(join(here, `${name}.ts`), {
  configFile: false,
  logLevel: "error",
  root: join(here, ".."),
  resolve: { alias: { "~": join(here, "../src") } },
});
process.exit(await module.main(given));

// Compiles the messages with the pseudo locale before any test runs. In a process of its own, which ends when it is done.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export default function setup() {
  execFileSync(process.execPath, [join(import.meta.dirname, "../scripts/compile-messages.mjs"), "--pseudo"]);
}

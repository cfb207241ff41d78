// Compiles the messages with the pseudo locale before any test runs.
import { compileMessages } from "../scripts/compile-messages.mjs";

export default async function setup() {
  await compileMessages({ withPseudo: true });
}

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: "~/paraglide", replacement: path("./.pseudo/paraglide") },
      { find: "~", replacement: path("./src") },
    ],
  },
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/setup.ts"],
    environment: "node",
    testTimeout: 20_000,
    // On two cores Vitest would leave one to nobody.
    maxWorkers: "100%",
  },
});

/** The page that shows a health link to whoever has one: built by itself, so that it loads nothing of the app, nor the app of it. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/",
  publicDir: false,
  resolve: { alias: [{ find: "~", replacement: fileURLToPath(new URL("./src", import.meta.url)) }] },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    emptyOutDir: false, // beside what `vite build` has made
    modulePreload: { polyfill: false },
    rollupOptions: { input: fileURLToPath(new URL("./link.html", import.meta.url)) },
  },
});

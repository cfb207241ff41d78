import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const backend = process.env.TOH_BACKEND ?? "http://127.0.0.1:8000";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig(({ command, mode }) => ({
  base: "/",
  resolve: {
    alias: [
      // For a test: every word from the message files in a language that nobody writes by hand.
      ...(mode === "pseudo" ? [{ find: "~/paraglide", replacement: path("./.pseudo/only/paraglide") }] : []),
      { find: "~", replacement: path("./src") },
      // The form of Dexie for browsers with modules: what is not used of it stays out of the first page.
      { find: "dexie", replacement: "dexie/dist/modern/dexie.mjs" },
    ],
  },
  plugins: [
    // While developing only: a build has compiled the messages just before (see the scripts in package.json), and the
    // plugin's timer would keep its process for half a minute.
    command === "serve" &&
      paraglideVitePlugin({
        project: "./project.inlang",
        outdir: "./src/paraglide",
        strategy: ["globalVariable", "baseLocale"],
        emitTsDeclarations: true,
        disableAsyncLocalStorage: true,
      }),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/app",
      filename: "sw.ts",
      injectRegister: false,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,woff2,svg,png,webmanifest}"],
        rollupFormat: "iife",
      },
      manifest: {
        id: "/",
        name: "TOH Tracker",
        short_name: "TOH Tracker",
        description: "A diary and guide for transient osteoporosis of the hip",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: "#FAF7F2",
        theme_color: "#FAF7F2",
        categories: ["health", "medical"],
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
        ],
      },
    }),
  ],
  build: {
    manifest: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // From the first screen on the service worker holds every file: a list of what each further screen needs would only
      // make the first one larger. Style sheets stay in the list; without them a screen would stand unstyled for a moment.
      resolveDependencies: (file, needed, { hostId }) =>
        /index-/.test(hostId) && /(signin|patient)-/.test(file)
          ? needed
          : needed.filter((one) => one.endsWith(".css")),
    },
  },
  server: { proxy: Object.fromEntries(["/api", "/_allauth", "/healthz"].map((path) => [path, backend])) },
}));

/**
 * A new version of the app and the windows that are open. The one that says yes takes it up for all, for a worker serves every
 * window; the others are told and asked, because what they show no longer fits what they can load.
 */
export type Renewal = { kind: "waiting"; take: () => void } | { kind: "elsewhere"; take: () => void };

const LOOK_MS = 60 * 60_000;

export function watchRenewal(
  workers: ServiceWorkerContainer,
  say: (renewal: Renewal) => void,
  reload: () => void,
): void {
  let asked = false;
  const before = workers.controller;
  workers.addEventListener("controllerchange", () => {
    if (asked) reload();
    else if (before) say({ kind: "elsewhere", take: reload });
  });
  const offer = (worker: ServiceWorker) =>
    say({
      kind: "waiting",
      take: () => {
        asked = true;
        // another window may have been first
        if (worker.state === "activated") reload();
        else worker.postMessage({ type: "SKIP_WAITING" });
      },
    });
  void workers
    .register("/sw.js", { type: "classic" })
    .then((registration) => {
      if (registration.waiting && workers.controller) offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => {
          if (worker.state === "installed" && workers.controller) offer(worker);
        });
      });
      lookAgain(registration);
    })
    .catch(() => undefined);
}

/** An app on the home screen can stay open for weeks without a navigation, at which the browser would look by itself. */
function lookAgain(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < LOOK_MS) return;
    looked = Date.now();
    registration.update().catch(() => undefined);
  });
}

const KEY = "toh.renewed";
const PAUSE_MS = 20_000;

/**
 * A window of the version before asks for a screen that only that version had: it begins anew with the present one, at the
 * address that was wanted. Not twice in a row: then something else is wrong, and the page says so by itself.
 */
export function followWhenLost(reload: () => void, now: () => number = Date.now): void {
  addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (now() - last < PAUSE_MS || !navigator.onLine) return;
    sessionStorage.setItem(KEY, String(now()));
    event.preventDefault();
    reload();
  });
}

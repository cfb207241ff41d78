import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";

/** A new version waits until somebody says yes; what is half entered stays as it is. */
export function UpdateNotice() {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    let reloading = false;
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (reloading) location.reload();
    });
    void navigator.serviceWorker
      .register("/sw.js", { type: "classic" })
      .then((registration) => {
        const watch = (worker: ServiceWorker | null) => {
          worker?.addEventListener("statechange", () => {
            if (worker.state === "installed" && navigator.serviceWorker.controller) setWaiting(worker);
          });
        };
        if (registration.waiting && navigator.serviceWorker.controller) setWaiting(registration.waiting);
        registration.addEventListener("updatefound", () => watch(registration.installing));
      })
      .catch(() => undefined);
    addEventListener("toh:update", () => {
      reloading = true;
    });
  }, []);
  if (!waiting) return null;
  const update = () => {
    dispatchEvent(new Event("toh:update"));
    waiting.postMessage({ type: "SKIP_WAITING" });
  };
  return (
    <output class="update-notice">
      <p>{m.update_ready()}</p>
      <div class="row">
        <button type="button" class="button button-primary" onClick={update}>
          {m.update_now()}
        </button>
        <button type="button" class="button button-plain" onClick={() => setWaiting(null)}>
          {m.update_later()}
        </button>
      </div>
    </output>
  );
}

import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { onLanguage } from "~/ui/language";
import { followWhenLost, type Renewal, watchRenewal } from "./renewal";

/** A new version waits until somebody says yes; what is half entered stays as it is. */
export function UpdateNotice() {
  const [renewal, setRenewal] = useState<Renewal | null>(null);
  const [, redraw] = useState(0);
  useEffect(() => onLanguage(() => redraw((count) => count + 1)), []);
  useEffect(() => {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    const reload = () => location.reload();
    watchRenewal(navigator.serviceWorker, setRenewal, reload);
    followWhenLost(reload);
  }, []);
  if (!renewal) return null;
  return (
    <output class="update-notice">
      <p>{renewal.kind === "waiting" ? m.update_ready() : m.update_elsewhere()}</p>
      <div class="row">
        <button type="button" class="button button-primary" onClick={renewal.take}>
          {renewal.kind === "waiting" ? m.update_now() : m.update_reload()}
        </button>
        <button type="button" class="button button-plain" onClick={() => setRenewal(null)}>
          {m.update_later()}
        </button>
      </div>
    </output>
  );
}

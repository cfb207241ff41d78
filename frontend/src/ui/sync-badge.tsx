import * as m from "~/paraglide/messages";
import { useSync } from "~/sync/hooks";
import { sayTime } from "./words";

/** Says in words where the entries are, and why they wait. Leads to the tray. */
export function SyncBadge() {
  const sync = useSync();
  if (!sync.known) return <span class="badge" />;
  let tone = "quiet";
  let text: string;
  if (sync.standing === "no_storage" || sync.standing === "lost") {
    tone = "soon";
    text = m.sync_no_storage();
  } else if (sync.standing === "full") {
    tone = "soon";
    text = m.sync_full();
  } else if (sync.refused > 0) {
    tone = "soon";
    text = m.sync_attention({ count: sync.refused });
  } else if (sync.standing === "signed_out") {
    tone = "soon";
    text = m.sync_signed_out();
  } else if (sync.standing === "consent") {
    tone = "soon";
    text = m.sync_consent();
  } else if (sync.standing === "offline") text = m.sync_offline();
  else if (sync.standing === "later") text = m.sync_later();
  else if (sync.standing === "trouble") text = m.sync_trouble();
  else if (sync.standing === "working" && sync.queued > 0) text = m.sync_working();
  else if (sync.queued > 0) text = m.sync_working();
  else if (!sync.read) return <span class="badge" />;
  else {
    tone = "saved";
    text = m.sync_sent();
  }
  const waiting = sync.queued > 0 && tone !== "saved" ? ` · ${sync.queued}` : "";
  const title = sync.retryAt ? m.sync_retry_at({ time: sayTime(sync.retryAt) }) : undefined;
  return (
    <a href="/more/tray" class={`badge badge-${tone}`} title={title}>
      <span class="badge-dot" />
      <span aria-live="polite">
        {text}
        {waiting}
      </span>
    </a>
  );
}

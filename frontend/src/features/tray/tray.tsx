import { useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import type { OutboxItem } from "~/store/db";
import { discard } from "~/store/entries";
import { currentSession } from "~/sync/client";
import { useLive, useSync } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { EnvelopeDrawing } from "~/ui/drawings";
import { EDITABLE, EditEntry } from "~/ui/edit-entry";
import { MayBeCleared } from "~/ui/may-be-cleared";
import { PageHead } from "~/ui/page";
import { sayRefusal } from "~/ui/refusals";
import { useKeep } from "~/ui/use-keep";
import { sayDay, sayTime } from "~/ui/words";

/** What has not arrived yet and why, and what the server will not take: to mend or to discard. */
export function Tray() {
  const sync = useSync();
  const [, notKept, attempt] = useKeep();
  const [mending, setMending] = useState<OutboxItem | null>(null);
  const rows = useLive((db) => db.outbox.orderBy("n").toArray());
  const refused = (rows ?? []).filter((row) => row.state === "refused");
  const queued = (rows ?? []).filter((row) => row.state === "queued");
  const waits = queued.length > 0;
  const reason = {
    idle: null,
    working: waits ? m.sync_working() : null,
    offline: waits ? m.tray_offline() : m.tray_nothing_offline(),
    later: waits ? m.tray_later() : m.tray_nothing_later(),
    signed_out: waits ? m.tray_signed_out() : m.needs_sign_in(),
    trouble: waits ? m.tray_trouble() : m.tray_nothing_later(),
    consent: m.tray_consent(),
    full: m.tray_full(),
    no_storage: m.tray_no_storage(),
    lost: m.storage_lost(),
  }[sync.standing];

  return (
    <>
      <PageHead title={m.tray_title()} back="/more" />
      {reason && (
        <div class={`notice stack-tight ${sync.standing === "signed_out" ? "notice-soon" : ""}`}>
          <p>{reason}</p>
          {sync.retryAt && <p class="small">{m.sync_retry_at({ time: sayTime(sync.retryAt) })}</p>}
          <div class="row">
            {sync.standing === "signed_out" ? (
              <a class="button" href="/signin">
                {m.signin_title()}
              </a>
            ) : (
              !["working", "no_storage", "lost"].includes(sync.standing) && (
                <button type="button" class="button" onClick={() => void currentSession().engine.nudge()}>
                  {m.sync_retry_now()}
                </button>
              )
            )}
          </div>
        </div>
      )}
      <MayBeCleared />
      {rows && rows.length === 0 && sync.standing !== "lost" && (
        <div class="empty">
          <EnvelopeDrawing size={96} />
          {/* what a full phone could not keep has not arrived, either */}
          <p>{sync.standing === "full" ? m.tray_empty_full() : m.tray_empty()}</p>
          {sync.lastSuccess && <p class="small">{m.tray_last({ time: sayTime(sync.lastSuccess) })}</p>}
        </div>
      )}
      {refused.length > 0 && (
        <section class="section">
          <h2>{m.tray_refused()}</h2>
          <p>{m.tray_refused_say()}</p>
          <ul class="stack">
            {refused.map((row) => (
              <li key={row.id} class="finding finding-soon">
                <p class="strong">{describe(row.item)}</p>
                <p class="small quiet">{sayDay(row.item.date)}</p>
                <p>{sayRefusal(row.field, row.reason)}</p>
                <div class="row">
                  {EDITABLE.has(row.item.kind) && (
                    <button type="button" class="button" onClick={() => setMending(row)}>
                      {m.tray_mend()}
                    </button>
                  )}
                  <button
                    type="button"
                    class="button button-danger"
                    onClick={() => void attempt(() => discard(currentSession().db, row.id))}
                  >
                    {m.tray_discard()}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {queued.length > 0 && (
        <section class="section">
          <h2>{m.tray_waiting()}</h2>
          <ul class="lines">
            {queued.slice(0, 100).map((row) => (
              <li key={row.id} class="entry-line">
                <div>
                  <p>{row.item.kind === "deletion" ? m.tray_deletion() : describe(row.item)}</p>
                  <p class="small quiet">{sayDay(row.item.date)}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mending && (
        <EditEntry
          entry={mending.item}
          onClose={() => setMending(null)}
          // the server never took the refused entry: the mended one is new, and stands in the same place
          supersedes={typeof mending.item.supersedes === "string" ? mending.item.supersedes : undefined}
          instead={mending.id}
        />
      )}
      {notKept}
      {sync.standing !== "no_storage" && (
        <section class="section">
          <h2>{m.tray_again_title()}</h2>
          <p class="small">{m.tray_again_say()}</p>
          <div>
            <button type="button" class="button" onClick={() => void currentSession().engine.resync()}>
              {m.tray_again()}
            </button>
          </div>
        </section>
      )}
    </>
  );
}

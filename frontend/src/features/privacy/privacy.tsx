import { useEffect, useState } from "preact/hooks";
import { askCopy, type Copy, fetchCopies, fetchCopy } from "~/api/privacy";
import { linkFor } from "~/api/whose";
import { dayOf, deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { whyNot } from "~/ui/answers";
import { ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";
import { Unreached } from "~/ui/unreached";
import { sayDay, sayNumber, sayTime } from "~/ui/words";
import { Erasing } from "./erasing";

const POLL_MS = 1500;

export function Privacy() {
  return (
    <>
      <PageHead title={m.privacy_title()} back="/more/settings" />
      <ul class="lines">
        <li>
          <a class="line-link" href="/more/privacy/seen">
            <span class="grow">
              <span class="strong">{m.seen_title()}</span>
              <br />
              <span class="small quiet">{m.seen_short()}</span>
            </span>
            <ChevronIcon />
          </a>
        </li>
      </ul>
      <Copies />
      <Erasing />
    </>
  );
}

export const sayMoment = (at: string) => `${sayDay(dayOf(at, deviceZone()))}, ${sayTime(at)}`;

/** A copy of everything on the server: asked for, made there, fetched while its link holds. */
function Copies() {
  const [copy, setCopy] = useState<Copy | null | undefined>(undefined);
  const [why, setWhy] = useState<string | null>(null);
  const working = copy?.state === "waiting" || copy?.state === "running";
  const load = async () => {
    const answer = await fetchCopies();
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setCopy(answer.data[0] ?? null);
  };
  useEffect(() => void load(), []);
  useEffect(() => {
    if (!copy || !working) return;
    const timer = setInterval(async () => {
      const answer = await fetchCopy(copy.id);
      if (answer.kind === "ok") setCopy(answer.data);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [copy?.id, working]);
  const ask = async () => {
    const answer = await askCopy();
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setCopy(answer.data);
  };
  return (
    <section class="section stack">
      <h2>{m.copy_title()}</h2>
      <p>{m.copy_say()}</p>
      <div aria-live="polite" class="stack">
        {why && <Unreached why={why} onAgain={load} />}
        {copy === undefined && !why && <p class="quiet">{m.desk_loading()}</p>}
        {working && (
          <div class="stack-tight">
            <label for="copy-progress">{m.copy_working({ percent: copy.progress })}</label>
            <progress id="copy-progress" max={100} value={copy.progress} />
            <p class="small quiet">{m.copy_leave()}</p>
          </div>
        )}
        {copy?.state === "ready" && copy.url && (
          <>
            <p>
              {m.copy_ready({
                size: sayNumber(Math.max(0.1, (copy.size ?? 0) / 1_000_000)),
                until: copy.expires_at ? sayMoment(copy.expires_at) : "–",
              })}
            </p>
            <div>
              <a class="button button-primary" href={linkFor(copy.url)} download>
                {m.copy_fetch()}
              </a>
            </div>
          </>
        )}
        {copy?.state === "failed" && <p class="notice notice-soon">{m.copy_failed()}</p>}
      </div>
      {copy !== undefined && !working && copy?.state !== "ready" && (
        <div>
          <button type="button" class="button" onClick={() => void ask()}>
            {m.copy_ask()}
          </button>
        </div>
      )}
    </section>
  );
}

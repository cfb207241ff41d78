import { useEffect, useRef, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { whenReady } from "~/sync/client";
import { useSync } from "~/sync/hooks";
import { PageHead } from "./page";
import { Unreached } from "./unreached";

/**
 * In the place of a page until the phone has read the notebook for the first time: "nothing here yet" would be said of what
 * nobody has looked for. Says why where the server cannot be reached, or where the browser keeps nothing at all.
 */
export function Waiting({ title, back }: { title?: string; back?: string }) {
  return (
    <>
      {title && <PageHead title={title} back={back} />}
      <NotRead after={ANSWERS_MS} />
    </>
  );
}

/** The phone itself answers sooner than this: "opening" is said only of what is waited for. */
const ANSWERS_MS = 300;

export function NotRead({ after = 0 }: { after?: number }) {
  const [slow, setSlow] = useState(after === 0);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), after);
    return () => clearTimeout(timer);
  }, []);
  const { standing } = useSync();
  const [asked, setAsked] = useState(false);
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (standing !== "working") setAsked(false);
  }, [standing]);
  if (standing === "no_storage")
    return (
      <p class="notice notice-soon" role="alert">
        {m.tray_no_storage()}
      </p>
    );
  const trouble = {
    offline: m.waiting_offline,
    later: m.waiting_later,
    trouble: m.waiting_later,
    signed_out: m.needs_sign_in,
    full: m.tray_full,
    lost: m.storage_lost,
    consent: null,
    idle: null,
    working: null,
  }[standing]?.();
  // a try that the phone makes by itself is not told: what was said stands until it has an answer
  said.current = trouble ?? (standing === "working" && !asked ? said.current : null);
  if (said.current) return <Unreached why={said.current} onAgain={again} />;
  return (
    <p class="opening" role="status">
      {slow && m.loading()}
    </p>
  );

  function again() {
    setAsked(true);
    void whenReady().then(({ engine }) => engine.nudge());
  }
}

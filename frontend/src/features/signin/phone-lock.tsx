/** A phone that its person locked: nothing of the record is drawn before the phone has asked who holds it. Needs no connection. */
import { useEffect, useRef, useState } from "preact/hooks";
import { signOut } from "~/api/me";
import * as m from "~/paraglide/messages";
import { openLock, removeLock } from "~/store/phone-lock";

export function PhoneLock({ onOpen, onOver }: { onOpen: () => void; onOver: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    if (busy) return;
    setBusy(true);
    setWhy(null);
    const opened = await openLock();
    setBusy(false);
    if (opened) onOpen();
    else setWhy(m.phone_lock_not_opened());
  };
  /** The session ends before the lock goes: otherwise whoever holds the phone would be in. */
  const over = async () => {
    const answer = await signOut();
    if (answer.kind !== "ok" && answer.kind !== "signed_out") return setWhy(m.needs_connection());
    removeLock();
    onOver();
  };
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    void open();
  }, []);
  return (
    <dialog ref={ref} class="locked" onCancel={(event) => event.preventDefault()} aria-label={m.lock_title()}>
      <div class="locked-body stack">
        <h1>{m.lock_title()}</h1>
        <p>{m.phone_lock_say()}</p>
        {why && (
          <p class="notice notice-now" role="alert">
            {why}
          </p>
        )}
        <button
          type="button"
          class="button button-primary button-wide"
          disabled={busy}
          onClick={() => void open()}
        >
          {m.lock_open()}
        </button>
        <div>
          <button type="button" class="button button-plain" onClick={() => void over()}>
            {m.phone_lock_sign_in()}
          </button>
        </div>
      </div>
    </dialog>
  );
}

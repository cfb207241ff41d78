/**
 * A shared machine: nobody has touched this session for a while. A sheet lies over the screen; what is beneath stays as it is,
 * and comes back when the same person has shown that it is them.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { lockState, type Way } from "~/api/lock";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { onShownElsewhere } from "~/store/shown";
import { lockHere, tellUnlocked } from "~/sync/idle";
import { Prove, usable } from "~/ui/prove";

interface Props {
  account: Account;
  onBack: () => unknown;
  /** the session is over: the door asks for the whole sign-in */
  onOver: () => unknown;
  onSignOut: () => unknown;
}

export function LockSheet({ account, onBack, onOver, onSignOut }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const [ways, setWays] = useState<Way[]>(["password"]);
  const open = () => {
    tellUnlocked();
    onBack();
  };
  const look = async () => {
    await lockHere();
    const answer = await lockState();
    if (answer.kind === "signed_out") return onOver();
    if (answer.kind !== "ok") return;
    setWays(usable(answer.data.ways));
  };
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    void look();
    const again = () =>
      void lockState().then((now) => {
        if (now.kind === "signed_out") onOver();
        else if (now.kind === "ok" && !now.data.locked) onBack();
      });
    const stop = onShownElsewhere(again);
    const seen = () => document.visibilityState === "visible" && again();
    document.addEventListener("visibilitychange", seen);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", seen);
    };
  }, []);
  return (
    <dialog ref={ref} class="locked" onCancel={(event) => event.preventDefault()} aria-label={m.lock_title()}>
      <div class="locked-body stack">
        <h1>{m.lock_title()}</h1>
        <p>{m.lock_say({ name: account.name || account.email })}</p>
        <Prove
          ways={ways}
          passkey={m.lock_passkey()}
          go={m.lock_open()}
          offline={m.lock_offline()}
          onDone={open}
          onOver={onOver}
        />
        {ways.length === 0 && (
          <a class="button button-primary button-wide" href="/sign-on" target="_blank" rel="noopener">
            {m.sign_on_title()}
          </a>
        )}
        <div>
          <button type="button" class="button button-plain" onClick={() => onSignOut()}>
            {m.lock_not_me()}
          </button>
        </div>
      </div>
    </dialog>
  );
}

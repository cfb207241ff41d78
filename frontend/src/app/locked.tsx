/**
 * The session of this tab is over: somebody signed out in another tab or elsewhere, or another person signed in. What is on
 * the screen and half typed stays behind this door, untouched, until the same person has signed in again.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { fetchWhoever } from "~/api/me";
import type { Loss } from "~/api/whose";
import type { Me } from "~/domain/records";
import { SignIn } from "~/features/signin/signin";
import * as m from "~/paraglide/messages";
import { type Account, writeAccount } from "~/store/account";
import { accountOf } from "~/store/account-of";
import { forgetHere, forgetKeys, onOtherTabs } from "~/store/other-people";
import { lockDevice, unlockDevice } from "~/sync/client";

interface Props {
  why: Loss;
  account: Account;
  onBack: (me: Me) => unknown;
}

export function Locked({ why, account, onBack }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const [closed] = useState(lockOnce);
  const back = async () => {
    const answer = await fetchWhoever();
    if (answer.kind !== "ok") return;
    if (String(answer.data.id) !== account.id) return leaveTo(accountOf(answer.data));
    await closed;
    await unlockDevice();
    onBack(answer.data);
  };
  useEffect(() => {
    forgetHere();
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    // the same person may have signed in with another tab meanwhile
    return onOtherTabs((here) => void (here === account.id && back()));
  }, []);
  return (
    <dialog
      ref={ref}
      class="locked"
      onCancel={(event) => event.preventDefault()}
      aria-label={m.locked_title()}
    >
      <div class="locked-body stack">
        <h1>{m.locked_title()}</h1>
        <p>
          {why === "other_account"
            ? m.locked_other({ name: account.name || account.email })
            : m.locked_over()}
        </p>
        <p class="quiet">{account.staff ? m.locked_kept_desk() : m.locked_kept()}</p>
        <SignIn inside email={account.email} onSignedIn={back} />
        <div>
          <button type="button" class="button button-plain" onClick={() => leaveTo(null)}>
            {m.locked_not_me()}
          </button>
        </div>
      </div>
    </dialog>
  );
}

/** Once, however often the door is drawn. */
const lockOnce = (): Promise<void> => lockDevice().catch(() => undefined);

/** The tab becomes another person's: what was half typed in it goes, and nothing of it stays in memory. */
function leaveTo(next: Account | null): void {
  forgetKeys(next?.id ?? null);
  if (next) writeAccount(next);
  location.replace("/");
}

/** Showing once more that it is you, in whichever way there is: a passkey, a code, the password, the clinic's own sign-in. */
import { useState } from "preact/hooks";
import {
  type SignIn as Answer,
  confirmPassword,
  passkeysWork,
  unlockByCode,
  unlockByPasskey,
} from "~/api/auth";
import type { Way } from "~/api/lock";
import * as m from "~/paraglide/messages";

/** What can be used in this browser, the easiest first. */
export const usable = (ways: Way[]) => ways.filter((one) => one !== "passkey" || passkeysWork());

interface Props {
  ways: Way[];
  /** on the buttons: to show a passkey, and to send what was typed */
  passkey: string;
  go: string;
  onDone: () => unknown;
  /** the session is over, as after too many wrong tries */
  onOver?: () => unknown;
  offline: string;
}

export function Prove({ ways, passkey, go, onDone, onOver, offline }: Props) {
  const [chosen, setChosen] = useState<Way | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const way = chosen ?? ways[0];
  const run = async (ask: () => Promise<Answer | null>, wrong: string) => {
    if (busy) return;
    setBusy(true);
    setWhy(null);
    const answer = await ask();
    setBusy(false);
    if (answer?.kind === "in") return onDone();
    if (answer?.kind === "signed_out" && onOver) return onOver();
    if (answer === null) setWhy(m.passkey_none());
    else if (answer.kind === "offline") setWhy(offline);
    else if (answer.kind === "wrong") setWhy(wrong);
    else setWhy(answer.kind === "signed_out" ? m.needs_sign_in() : m.signin_later());
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = String(new FormData(form).get("confirm"));
    if (way === "code") void run(() => unlockByCode(given.replace(/\s/g, "")), m.signin_code_wrong());
    else void run(() => confirmPassword(given), m.confirm_wrong());
    form.reset();
  };
  return (
    <>
      {why && (
        <p class="notice notice-now" role="alert">
          {why}
        </p>
      )}
      {way === "passkey" && (
        <button
          type="button"
          class="button button-primary button-wide"
          disabled={busy}
          onClick={() => void run(unlockByPasskey, m.passkey_wrong())}
        >
          {passkey}
        </button>
      )}
      {(way === "code" || way === "password") && (
        <form class="stack" onSubmit={submit} key={way}>
          <div class="field">
            <label for="confirm">{way === "code" ? m.signin_code() : m.signin_password()}</label>
            <input
              id="confirm"
              name="confirm"
              type={way === "code" ? "text" : "password"}
              inputMode={way === "code" ? "numeric" : undefined}
              autocomplete={way === "code" ? "one-time-code" : "current-password"}
              autofocus
              required
            />
          </div>
          <button type="submit" class="button button-primary button-wide" disabled={busy}>
            {go}
          </button>
        </form>
      )}
      {way === "clinic" && (
        <div class="stack-tight">
          {/* in a tab of its own: what is on this screen waits */}
          <a class="button button-primary button-wide" href="/sign-on?again" target="_blank" rel="noopener">
            {m.prove_clinic()}
          </a>
          <p class="small quiet">{m.sign_on_new_tab()}</p>
        </div>
      )}
      {ways.length > 1 && (
        <div class="row">
          {ways
            .filter((one) => one !== way)
            .map((one) => (
              <button
                key={one}
                type="button"
                class="button"
                onClick={() => {
                  setWhy(null);
                  setChosen(one);
                }}
              >
                {{
                  passkey: m.passkey_use,
                  code: m.lock_by_code,
                  password: m.lock_by_password,
                  clinic: m.prove_by_clinic,
                }[one]()}
              </button>
            ))}
        </div>
      )}
    </>
  );
}

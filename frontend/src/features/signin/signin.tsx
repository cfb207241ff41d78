import "./signin.css";
import { useState } from "preact/hooks";
import { type SignIn as Answer, sendCode, signIn } from "~/api/auth";
import * as m from "~/paraglide/messages";
import { LegsDrawing } from "~/ui/legs";

interface Props {
  onSignedIn: () => Promise<void>;
  nobody?: boolean;
  onLeave?: () => void;
  /** whose entries wait here: the same person signs in again */
  email?: string;
}

export function SignIn({ onSignedIn, nobody, onLeave, email }: Props) {
  const [step, setStep] = useState<"password" | "code" | "verify">("password");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const handle = async (answer: Answer, wrong: string) => {
    if (answer.kind === "in") await onSignedIn();
    else if (answer.kind === "code_needed") setStep("code");
    else if (answer.kind === "verify_email") setStep("verify");
    else if (answer.kind === "offline") setError(m.signin_offline());
    else if (answer.kind === "later") setError(m.signin_later());
    else setError(wrong);
  };

  const submit = (ask: (form: FormData) => Promise<Answer>, wrong: string) => async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    await handle(await ask(new FormData(event.target as HTMLFormElement)), wrong);
    setBusy(false);
  };

  return (
    <main class="signin">
      <div class="signin-picture">
        <LegsDrawing left={{ status: "PWB", percent: 30 }} right={{ status: "FWB" }} />
      </div>
      <div class="signin-form stack">
        <div class="stack-tight">
          <p class="small quiet strong">{m.app_name()}</p>
          <h1>{step === "code" ? m.signin_code_title() : m.signin_title()}</h1>
          <p class="quiet">{m.signin_lead()}</p>
        </div>
        {nobody && (
          <div class="notice">
            <p>{m.signin_no_role()}</p>
            <button type="button" class="button button-plain" onClick={onLeave}>
              {m.signin_title()}
            </button>
          </div>
        )}
        {error && (
          <p class="notice notice-now" role="alert">
            {error}
          </p>
        )}
        {step === "password" && (
          <form
            class="stack"
            onSubmit={submit(
              (form) => signIn(String(form.get("email")).trim(), String(form.get("password"))),
              m.signin_wrong(),
            )}
          >
            <div class="field">
              <label for="email">{m.signin_email()}</label>
              <input
                id="email"
                name="email"
                type="email"
                autocomplete="username"
                defaultValue={email}
                required
              />
            </div>
            <div class="field">
              <label for="password">{m.signin_password()}</label>
              <input id="password" name="password" type="password" autocomplete="current-password" required />
            </div>
            <button type="submit" class="button button-primary button-wide" disabled={busy}>
              {m.signin_go()}
            </button>
            <p>
              <a href="/reset-password">{m.signin_forgot()}</a>
            </p>
          </form>
        )}
        {step === "code" && (
          <form
            class="stack"
            onSubmit={submit((form) => sendCode(String(form.get("code")).trim()), m.signin_code_wrong())}
          >
            <div class="field">
              <label for="code">{m.signin_code()}</label>
              <input id="code" name="code" inputMode="numeric" autocomplete="one-time-code" required />
            </div>
            <button type="submit" class="button button-primary button-wide" disabled={busy}>
              {m.signin_go()}
            </button>
          </form>
        )}
        {step === "verify" && <p class="notice">{m.signin_verify()}</p>}
      </div>
    </main>
  );
}

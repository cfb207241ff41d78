import "./signin.css";
import { useState } from "preact/hooks";
import {
  type SignIn as Answer,
  passkeysWork,
  resendCode,
  secondStepByPasskey,
  sendCode,
  signIn,
  signInByPasskey,
  signUp,
  verifyEmail,
} from "~/api/auth";
import * as m from "~/paraglide/messages";
import { LegsDrawing } from "~/ui/legs";

interface Props {
  onSignedIn: () => Promise<void>;
  /** whose entries wait here: the same person signs in again */
  email?: string;
  /** begin with a new account, as after an invitation */
  fresh?: boolean;
  /** stands inside another page, which brings its own heading */
  inside?: boolean;
}

type Step = "password" | "new" | "code" | "verify";

export function SignIn({ onSignedIn, email, fresh, inside }: Props) {
  const [step, setStep] = useState<Step>(fresh ? "new" : "password");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [mailed, setMailed] = useState({ to: "", again: false });

  const go = (next: Step) => {
    setError(null);
    setStep(next);
  };
  const handle = async (answer: Answer | null, wrong: string) => {
    if (answer === null) setError(m.passkey_none());
    else if (answer.kind === "in") await onSignedIn();
    else if (answer.kind === "code_needed") go("code");
    else if (answer.kind === "verify_email") go("verify");
    else if (answer.kind === "offline") setError(m.signin_offline());
    else if (answer.kind === "later") setError(m.signin_later());
    else if (answer.kind === "denied") setError(m.signin_denied());
    else if (answer.kind === "wrong" && answer.codes.includes("too_many_login_attempts"))
      setError(m.signin_too_often());
    else if (answer.kind === "wrong" && step === "new") setError(answer.messages[0] ?? wrong);
    else setError(wrong);
  };
  const run = async (ask: () => Promise<Answer | null>, wrong: string) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    await handle(await ask(), wrong);
    setBusy(false);
  };
  const submit = (ask: (form: FormData) => Promise<Answer>, wrong: string) => (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    void run(() => ask(form), wrong);
  };
  const title = {
    password: m.signin_title,
    new: m.signup_title,
    code: m.signin_code_title,
    verify: m.verify_title,
  }[step]();

  const form = (
    <div class="signin-form stack">
      <div class="stack-tight">
        {!inside && <p class="small quiet strong">{m.app_name()}</p>}
        {inside ? <h2>{title}</h2> : <h1>{title}</h1>}
        {!inside && <p class="quiet">{m.signin_lead()}</p>}
      </div>
      {error && (
        <p class="notice notice-now" role="alert">
          {error}
        </p>
      )}
      {(step === "password" || step === "new") && (
        <form
          class="stack"
          onSubmit={submit(
            (given) => {
              const ask = step === "new" ? signUp : signIn;
              const to = String(given.get("email")).trim();
              setMailed({ to, again: false });
              return ask(to, String(given.get("password")));
            },
            step === "new" ? m.signup_wrong() : m.signin_wrong(),
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
            <input
              id="password"
              name="password"
              type="password"
              autocomplete={step === "new" ? "new-password" : "current-password"}
              minLength={step === "new" ? 10 : undefined}
              required
            />
            {step === "new" && <p class="small quiet">{m.signup_password_say()}</p>}
          </div>
          <button type="submit" class="button button-primary button-wide" disabled={busy}>
            {step === "new" ? m.signup_go() : m.signin_go()}
          </button>
          {step === "password" && passkeysWork() && (
            <button
              type="button"
              class="button button-wide"
              disabled={busy}
              onClick={() => void run(signInByPasskey, m.passkey_wrong())}
            >
              {m.passkey_sign_in()}
            </button>
          )}
          <div class="row">
            <button
              type="button"
              class="button button-plain"
              onClick={() => go(step === "new" ? "password" : "new")}
            >
              {step === "new" ? m.signup_have_account() : m.signup_title()}
            </button>
            {step === "password" && (
              <a class="button button-plain" href="/reset-password">
                {m.signin_forgot()}
              </a>
            )}
          </div>
        </form>
      )}
      {step === "code" && (
        <form
          class="stack"
          onSubmit={submit(
            (given) => sendCode(String(given.get("code")).replace(/\s/g, "")),
            m.signin_code_wrong(),
          )}
        >
          <div class="field">
            <label for="code">{m.signin_code()}</label>
            <input id="code" name="code" autocomplete="one-time-code" required />
            <p class="small quiet">{m.signin_code_recovery()}</p>
          </div>
          <button type="submit" class="button button-primary button-wide" disabled={busy}>
            {m.signin_go()}
          </button>
          {passkeysWork() && (
            <button
              type="button"
              class="button button-wide"
              onClick={() => void run(secondStepByPasskey, m.passkey_wrong())}
            >
              {m.passkey_use()}
            </button>
          )}
        </form>
      )}
      {step === "verify" && (
        <form
          class="stack"
          onSubmit={submit((given) => verifyEmail(String(given.get("key")).trim()), m.verify_wrong())}
        >
          <p>{m.verify_say({ email: mailed.to })}</p>
          <p role="status">{mailed.again && m.verify_sent_again()}</p>
          <div class="field">
            <label for="key">{m.verify_code()}</label>
            <input id="key" name="key" autocomplete="one-time-code" autocapitalize="characters" required />
          </div>
          <button type="submit" class="button button-primary button-wide" disabled={busy}>
            {m.verify_go()}
          </button>
          <div class="row">
            <button
              type="button"
              class="button button-plain"
              disabled={busy}
              onClick={() =>
                void run(async () => {
                  const answer = await resendCode();
                  // asked again too soon, mostly: the server lets three minutes pass between two letters
                  if (answer.kind === "later") return { kind: "wrong", codes: [], messages: [] };
                  if (answer.kind !== "in" && answer.kind !== "verify_email") return answer;
                  setMailed({ ...mailed, again: true });
                  return { kind: "verify_email" };
                }, m.verify_not_again())
              }
            >
              {m.verify_again()}
            </button>
            <button type="button" class="button button-plain" onClick={() => go("new")}>
              {m.verify_other_address()}
            </button>
          </div>
        </form>
      )}
    </div>
  );
  if (inside) return form;
  return (
    <main class="signin">
      <div class="signin-picture">
        <LegsDrawing left={{ status: "PWB", percent: 30 }} right={{ status: "FWB" }} />
      </div>
      {form}
    </main>
  );
}

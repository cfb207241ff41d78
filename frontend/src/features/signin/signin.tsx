import "./signin.css";
import { useState } from "preact/hooks";
import {
  type SignIn as Answer,
  confirmMailedCode,
  mailCode,
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
import { NewPasswordField } from "~/ui/new-password";
import { ClinicButton, ClinicStep } from "./clinic-step";

interface Props {
  onSignedIn: () => Promise<void>;
  /** whose entries wait here: the same person signs in again */
  email?: string;
  /** begin with a new account, as after an invitation */
  fresh?: boolean;
  /** stands inside another page, which brings its own heading */
  inside?: boolean;
  /** the step to begin with, and what to say above it */
  begin?: Step;
  said?: string;
}

const addressTyped = () => (document.getElementById("email") as HTMLInputElement | null)?.value ?? "";

export type Step = "password" | "new" | "code" | "verify" | "mailed" | "clinic";

export function SignIn({ onSignedIn, email, fresh, inside, begin, said }: Props) {
  const [step, setStep] = useState<Step>(begin ?? (fresh ? "new" : "password"));
  const [error, setError] = useState<string | null>(said ?? null);
  const [busy, setBusy] = useState(false);
  const [mailed, setMailed] = useState({ to: "", again: false });
  /** guesses of somebody closed the way by password for a while; that by mail is open */
  const [closed, setClosed] = useState(false);

  const go = (next: Step) => {
    setError(null);
    setStep(next);
  };
  const handle = async (answer: Answer | null, wrong: string) => {
    if (answer === null) setError(m.passkey_none());
    else if (answer.kind === "in") await onSignedIn();
    else if (answer.kind === "code_needed") go("code");
    else if (answer.kind === "verify_email") go("verify");
    else if (answer.kind === "code_mailed") go("mailed");
    else if (answer.kind === "offline") setError(m.signin_offline());
    else if (answer.kind === "later") setError(m.signin_later());
    else if (answer.kind === "denied") setError(m.signin_denied());
    else if (answer.kind === "wrong" && answer.codes.includes("too_many_login_attempts")) {
      setError(m.signin_too_often());
      setClosed(true);
    } else if (answer.kind === "wrong" && answer.codes.includes("sign_on_required")) {
      if (!inside) setStep("clinic");
      setError(m.sign_on_required());
    } else if (answer.kind === "wrong" && step === "new") setError(answer.messages[0] ?? wrong);
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
    mailed: m.signin_title,
    clinic: m.sign_on_title,
  }[step]();

  const form = (
    <div class="signin-form stack">
      <div class="stack-tight">
        {!inside && <p class="small quiet strong">{m.app_name()}</p>}
        {inside ? <h2>{title}</h2> : <h1>{title}</h1>}
        {!inside && step !== "clinic" && <p class="quiet">{m.signin_lead()}</p>}
      </div>
      {error && (
        <p class="notice notice-now" role="alert">
          {error}
        </p>
      )}
      {step === "clinic" && <ClinicStep email={addressTyped() || email} onBack={() => go("password")} />}
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
          {step === "new" ? (
            <NewPasswordField
              id="password"
              name="password"
              label={m.signin_password()}
              email={addressTyped}
            />
          ) : (
            <div class="field">
              <label for="password">{m.signin_password()}</label>
              <input id="password" name="password" type="password" autocomplete="current-password" required />
            </div>
          )}
          <button type="submit" class="button button-primary button-wide" disabled={busy}>
            {step === "new" ? m.signup_go() : m.signin_go()}
          </button>
          {step === "password" && closed && (
            <button
              type="button"
              class="button button-wide"
              disabled={busy}
              onClick={() => void run(() => mailCode(mailed.to), m.signin_later())}
            >
              {m.signin_by_mail()}
            </button>
          )}
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
          {step === "password" && <ClinicButton inside={inside} onChoose={() => go("clinic")} />}
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
      {step === "mailed" && (
        <form
          class="stack"
          onSubmit={submit(
            (given) => confirmMailedCode(String(given.get("key")).trim()),
            m.signin_code_wrong(),
          )}
        >
          <p>{m.signin_mailed_say({ email: mailed.to })}</p>
          <div class="field">
            <label for="key">{m.verify_code()}</label>
            <input id="key" name="key" autocomplete="one-time-code" autocapitalize="characters" required />
          </div>
          <button type="submit" class="button button-primary button-wide" disabled={busy}>
            {m.signin_go()}
          </button>
          <div>
            <button type="button" class="button button-plain" onClick={() => go("password")}>
              {m.signin_with_password()}
            </button>
          </div>
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
                  // asked too often: the server sends two more codes, and five in five minutes to one address
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

/** "Sign in with your clinic": the address at work says which clinic's page comes next. */
import { useEffect, useState } from "preact/hooks";
import { beginSignOn, fetchOffered } from "~/api/sign-on";
import * as m from "~/paraglide/messages";

/** The button on the sign-in form, where some clinic here has a sign-in of its own. */
export function ClinicButton({ inside, onChoose }: { inside?: boolean; onChoose: () => void }) {
  const [offered, setOffered] = useState(false);
  useEffect(() => {
    let gone = false;
    void fetchOffered().then((answer) => !gone && answer.kind === "ok" && setOffered(answer.data.offered));
    return () => {
      gone = true;
    };
  }, []);
  if (!offered) return null;
  // from behind the door of a tab nothing leads away: what is half typed there would be lost
  if (inside)
    return (
      <div class="stack-tight">
        <a class="button button-wide" href="/sign-on" target="_blank" rel="noopener">
          {m.sign_on_title()}
        </a>
        <p class="small quiet">{m.sign_on_new_tab()}</p>
      </div>
    );
  return (
    <button type="button" class="button button-wide" onClick={onChoose}>
      {m.sign_on_title()}
    </button>
  );
}

export function ClinicStep({ email, onBack }: { email?: string; onBack: () => void }) {
  const [why, setWhy] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWhy(null);
    const given = new FormData(event.target as HTMLFormElement).get("work-email");
    const answer = await beginSignOn(String(given).trim());
    if (answer.kind === "ok") return location.assign(answer.data.location);
    setBusy(false);
    if (answer.kind === "offline") setWhy(m.signin_offline());
    else if (answer.kind !== "refused") setWhy(m.signin_later());
    else
      setWhy(answer.problem.errors[0]?.code === "unreached" ? m.sign_on_unreached() : m.sign_on_no_clinic());
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <p class="quiet">{m.sign_on_say()}</p>
      {why && (
        <p class="notice notice-now" role="alert">
          {why}
        </p>
      )}
      <div class="field">
        <label for="work-email">{m.sign_on_email()}</label>
        <input
          id="work-email"
          name="work-email"
          type="email"
          autocomplete="username"
          defaultValue={email}
          required
        />
      </div>
      <button type="submit" class="button button-primary button-wide" disabled={busy}>
        {m.sign_on_go()}
      </button>
      <div>
        <button type="button" class="button button-plain" onClick={onBack}>
          {m.sign_on_other_ways()}
        </button>
      </div>
    </form>
  );
}

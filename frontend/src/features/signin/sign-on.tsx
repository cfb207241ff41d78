/** Where the browser comes back to from a clinic's sign-in: signed in, one step before it, or with the reason why not. */
import "./signin.css";
import { useEffect, useState } from "preact/hooks";
import { signInState } from "~/api/auth";
import * as m from "~/paraglide/messages";
import { Waiting } from "~/ui/waiting";
import { Again } from "./again";
import { SignIn, type Step } from "./signin";

const ADDRESS = ["no_address", "address_not_verified", "address_of_others"];

function sayError(code: string): string {
  if (ADDRESS.includes(code)) return m.sign_on_error_address();
  if (code === "account_exists" || code === "connected_other") return m.sign_on_error_account();
  if (code === "no_role") return m.sign_on_error_role();
  if (code === "switched_off") return m.sign_on_error_off();
  if (code === "somebody_else") return m.prove_somebody_else();
  if (code === "not_asked") return m.prove_not_asked();
  if (code === "cancelled") return m.sign_on_error_cancelled();
  return m.sign_on_error_other();
}

interface Props {
  onSignedIn: () => Promise<void>;
  /** to where one was: the settings after connecting, else the first page */
  onDone: (path: string) => void;
}

export function SignOn({ onSignedIn, onDone }: Props) {
  const [query] = useState(() => new URLSearchParams(location.search));
  const again = query.has("again");
  const [begin, setBegin] = useState<Step | null>(query.get("error") ? "clinic" : null);
  const finish = async () => {
    await onSignedIn();
    onDone("/");
  };
  useEffect(() => {
    if (begin || again) return;
    void signInState().then((answer) => {
      if (answer === "in") void finish();
      else setBegin(answer === "code_needed" ? "code" : "clinic");
    });
  }, []);
  if (again) {
    const error = query.get("error");
    return <Again shown={query.get("again") === "shown" && !error} error={error && sayError(error)} />;
  }
  if (query.get("error_process") === "connect" && query.get("error"))
    return (
      <main class="signin">
        <div class="stack">
          <h1>{m.sign_on_connections()}</h1>
          <p class="notice notice-now" role="alert">
            {sayError(query.get("error") ?? "")}
          </p>
          <p>
            <a href="/security">{m.security_title()}</a>
          </p>
        </div>
      </main>
    );
  if (!begin) return <Waiting title={m.sign_on_back()} />;
  const error = query.get("error");
  return <SignIn onSignedIn={finish} begin={begin} said={error ? sayError(error) : undefined} />;
}

/** Where a link in an e-mail leads: to a new password. */
import "./signin.css";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { forgotPassword, resetPassword, type SignIn } from "~/api/auth";
import * as m from "~/paraglide/messages";
import { NewPasswordField } from "~/ui/new-password";

export function AccountLink({ path }: { path: string }) {
  const [, , key] = path.split("/");
  if (key) return <NewPassword linkKey={decodeURIComponent(key)} />;
  return <AskForLink />;
}

function Page({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class="signin">
      <div class="stack">
        <h1>{title}</h1>
        {children}
        <p>
          <a href="/">{m.signin_title()}</a>
        </p>
      </div>
    </main>
  );
}

function sayOutcome(answer: SignIn | null, done: string, wrong: string): ComponentChildren {
  if (!answer) return null;
  if (answer.kind === "offline") return <p class="notice notice-now">{m.signin_offline()}</p>;
  if (answer.kind === "later") return <p class="notice notice-now">{m.signin_later()}</p>;
  if (answer.kind === "wrong" && answer.messages.length > 0) return <p class="notice notice-now">{wrong}</p>;
  return <p class="notice notice-saved">{done}</p>;
}

function NewPassword({ linkKey }: { linkKey: string }) {
  const [answer, setAnswer] = useState<SignIn | null>(null);
  return (
    <Page title={m.reset_title()}>
      <div aria-live="polite">{sayOutcome(answer, m.reset_done(), m.reset_wrong())}</div>
      <form
        class="stack"
        onSubmit={async (event) => {
          event.preventDefault();
          const form = new FormData(event.target as HTMLFormElement);
          setAnswer(await resetPassword(linkKey, String(form.get("password"))));
        }}
      >
        <NewPasswordField id="new-password" name="password" label={m.reset_new()} />
        <button type="submit" class="button button-primary button-wide">
          {m.reset_save()}
        </button>
      </form>
    </Page>
  );
}

function AskForLink() {
  const [answer, setAnswer] = useState<SignIn | null>(null);
  return (
    <Page title={m.reset_title()}>
      <p>{m.reset_say()}</p>
      <div aria-live="polite">{sayOutcome(answer, m.reset_sent(), m.reset_sent())}</div>
      <form
        class="stack"
        onSubmit={async (event) => {
          event.preventDefault();
          const form = new FormData(event.target as HTMLFormElement);
          setAnswer(await forgotPassword(String(form.get("email")).trim()));
        }}
      >
        <div class="field">
          <label for="reset-email">{m.signin_email()}</label>
          <input id="reset-email" name="email" type="email" autocomplete="username" required />
        </div>
        <button type="submit" class="button button-primary button-wide">
          {m.reset_send()}
        </button>
      </form>
    </Page>
  );
}

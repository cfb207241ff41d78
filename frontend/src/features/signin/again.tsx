/** A tab in which somebody shows once more who they are, at their clinic's sign-in; another tab waits for it. */
import { useEffect, useState } from "preact/hooks";
import { showAgain } from "~/api/sign-on";
import * as m from "~/paraglide/messages";
import { tellShown } from "~/store/shown";
import { whyNot } from "~/ui/answers";
import { Unreached } from "~/ui/unreached";
import { Waiting } from "~/ui/waiting";

export function Again({ shown, error }: { shown: boolean; error: string | null }) {
  const [why, setWhy] = useState<string | null>(null);
  const go = async () => {
    setWhy(null);
    const answer = await showAgain();
    if (answer.kind === "ok") return location.replace(answer.data.location);
    setWhy(answer.kind === "refused" ? m.sign_on_unreached() : (whyNot(answer) ?? m.signin_later()));
  };
  useEffect(() => {
    if (shown) {
      tellShown();
      window.close(); // where the browser lets it
    } else if (!error) void go();
  }, []);
  if (!shown && !error && !why) return <Waiting title={m.sign_on_back()} />;
  return (
    <main class="signin">
      <div class="stack">
        <h1>{m.confirm_title()}</h1>
        {shown && <p class="notice notice-saved">{m.prove_shown()}</p>}
        {why && <Unreached why={why} onAgain={() => void go()} />}
        {error && (
          <>
            <p class="notice notice-now" role="alert">
              {error}
            </p>
            <a class="button button-primary button-wide" href="/sign-on?again">
              {m.prove_clinic()}
            </a>
          </>
        )}
      </div>
    </main>
  );
}

import { useEffect } from "preact/hooks";
import * as m from "~/paraglide/messages";

/** In the place of what only the server knows: why it is not here, and a way to ask again. Asks by itself once there is a connection. */
export function Unreached({ why, onAgain }: { why: string; onAgain: () => void }) {
  useEffect(() => {
    addEventListener("online", onAgain);
    return () => removeEventListener("online", onAgain);
  }, [onAgain]);
  return (
    <div class="notice stack-tight" role="alert">
      <p>{why}</p>
      <div class="row">
        {why === m.needs_sign_in() ? (
          <a class="button" href="/signin">
            {m.signin_title()}
          </a>
        ) : (
          <button type="button" class="button" onClick={onAgain}>
            {m.privacy_again()}
          </button>
        )}
      </div>
    </div>
  );
}

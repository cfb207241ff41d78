import "~/ui/people.css";
import { useState } from "preact/hooks";
import { beginTotp, finishTotp } from "~/api/auth";
import { fetchQr } from "~/api/people";
import * as m from "~/paraglide/messages";
import type { Secure } from "./secure";

/** A code from an app: photograph the picture, type the first code, done. */
export function AppCode({ secure, onDone }: { secure: Secure; onDone: () => Promise<void> }) {
  const [begun, setBegun] = useState<{ secret: string; svg: string } | null>(null);
  const begin = async () => {
    const fresh = await beginTotp();
    if (!fresh) return;
    const picture = await fetchQr(fresh.url);
    setBegun({ secret: fresh.secret, svg: picture.kind === "ok" ? picture.data.svg : "" });
  };
  if (!begun)
    return (
      <div>
        <button type="button" class="button" onClick={() => void begin()}>
          {m.totp_begin()}
        </button>
      </div>
    );
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        // apps show them in two threes
        const code = String(new FormData(event.target as HTMLFormElement).get("totp")).replace(/\s/g, "");
        void secure(() => finishTotp(code), m.totp_added(), onDone);
      }}
    >
      <p>{m.totp_photograph()}</p>
      {begun.svg && (
        <img
          class="qr"
          alt={m.totp_qr()}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(begun.svg)}`}
        />
      )}
      <p class="small quiet">{m.totp_by_hand()}</p>
      <p class="totp-secret">{begun.secret.replace(/(.{4})/g, "$1 ").trim()}</p>
      <div class="field">
        <label for="totp">{m.signin_code()}</label>
        <input
          id="totp"
          name="totp"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9 ]*"
          maxLength={7}
          required
        />
      </div>
      <button type="submit" class="button button-primary button-wide">
        {m.totp_finish()}
      </button>
    </form>
  );
}

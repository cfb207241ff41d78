import { useState } from "preact/hooks";
import { createToken, fetchTokens, revokeToken, type Token } from "~/api/auth";
import * as m from "~/paraglide/messages";
import { whyNot } from "~/ui/answers";
import { ChevronIcon } from "~/ui/icons";
import { Unreached } from "~/ui/unreached";

export function Tokens() {
  const [tokens, setTokens] = useState<Token[] | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [name, setName] = useState("");
  const load = async () => {
    const answer = await fetchTokens();
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setTokens(Array.isArray(answer.data) ? answer.data : answer.data.results);
  };
  return (
    <details
      class="fold section"
      onToggle={(event) => (event.target as HTMLDetailsElement).open && void load()}
    >
      <summary>
        <h2>{m.tokens_title()}</h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <div class="stack">
        <p class="small quiet">{m.tokens_say()}</p>
        {why && <Unreached why={why} onAgain={load} />}
        {fresh && (
          <div class="notice notice-saved">
            <p>{m.tokens_once()}</p>
            <p class="strong breakable">{fresh}</p>
          </div>
        )}
        <ul class="lines">
          {(tokens ?? []).map((token) => (
            <li key={token.id} class="entry-line">
              <div class="grow">
                <p>{token.name}</p>
                <p class="small quiet">{token.scope === "write" ? m.tokens_write() : m.tokens_read()}</p>
              </div>
              <button
                type="button"
                class="button button-danger"
                onClick={async () => {
                  const answer = await revokeToken(token.id);
                  if (answer.kind === "ok") await load();
                  else setWhy(whyNot(answer));
                }}
              >
                {m.tokens_revoke()}
              </button>
            </li>
          ))}
        </ul>
        <form
          class="row"
          onSubmit={async (event) => {
            event.preventDefault();
            const answer = await createToken(name, "read");
            if (answer.kind === "ok") {
              setFresh(answer.data.token ?? null);
              setName("");
              await load();
            } else setWhy(whyNot(answer));
          }}
        >
          <div class="field">
            <label for="token-name">{m.tokens_name()}</label>
            <input
              id="token-name"
              required
              maxLength={80}
              value={name}
              onInput={(event) => setName((event.target as HTMLInputElement).value)}
            />
          </div>
          <button type="submit" class="button">
            {m.tokens_create()}
          </button>
        </form>
      </div>
    </details>
  );
}

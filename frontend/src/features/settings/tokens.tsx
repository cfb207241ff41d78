import { useState } from "preact/hooks";
import { createToken, fetchTokens, revokeToken, type Token, type TokenScope } from "~/api/auth";
import * as m from "~/paraglide/messages";
import { whyNot } from "~/ui/answers";
import { useConfirm } from "~/ui/confirm";
import { ChevronIcon } from "~/ui/icons";
import { Unreached } from "~/ui/unreached";
import { sayDay } from "~/ui/words";

const SAY: Record<TokenScope, () => string> = {
  read: m.tokens_read,
  write: m.tokens_write,
  own_read: m.tokens_own_read,
  own_write: m.tokens_own_write,
  clinic: m.tokens_clinic_read,
  export: m.tokens_export,
};

/** What it may do, until when, and when it was last used. */
function about(token: Token): string {
  const parts = [SAY[token.scope]()];
  if (token.expires_at) parts.push(m.tokens_until({ day: sayDay(token.expires_at.slice(0, 10)) }));
  if (token.last_used_at) parts.push(m.tokens_used({ day: sayDay(token.last_used_at.slice(0, 10)) }));
  return parts.join(" · ");
}

export function Tokens() {
  const [tokens, setTokens] = useState<Token[] | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [scope, setScope] = useState<TokenScope>("own_read");
  const { confirm, sheet } = useConfirm();
  const load = async () => {
    const answer = await fetchTokens();
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setTokens(Array.isArray(answer.data) ? answer.data : answer.data.results);
  };
  const create = async () => {
    const answer = await createToken(name, scope);
    if (answer.kind === "ok") {
      setFresh(answer.data.token ?? null);
      setName("");
      await load();
    } else if (answer.kind === "refused" && answer.problem.type === "fresh-sign-in-needed") confirm(create);
    else setWhy(whyNot(answer));
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
                <p class="small quiet">{about(token)}</p>
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
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void create();
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
          <div class="field">
            <label for="token-scope">{m.tokens_scope()}</label>
            <select
              id="token-scope"
              value={scope}
              onChange={(event) => setScope((event.target as HTMLSelectElement).value as TokenScope)}
            >
              <option value="own_read">{m.tokens_own_read()}</option>
              <option value="own_write">{m.tokens_own_write()}</option>
            </select>
          </div>
          <div>
            <button type="submit" class="button">
              {m.tokens_create()}
            </button>
          </div>
        </form>
        {sheet}
      </div>
    </details>
  );
}

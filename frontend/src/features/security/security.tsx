/** How one signs in, and where one is signed in: the same page for patients and for the clinic. */
import "./security.css";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import {
  type Authenticator,
  addPasskey,
  changePassword,
  endSessions,
  fetchSecurity,
  type OpenSession,
  passkeysWork,
  recoveryCodes,
  removePasskey,
  removeTotp,
} from "~/api/auth";
import { lockState } from "~/api/lock";
import * as m from "~/paraglide/messages";
import { sayTrouble, useConfirm } from "~/ui/confirm";
import { NewPasswordField } from "~/ui/new-password";
import { PageHead } from "~/ui/page";
import { renewPush } from "~/ui/push";
import { Unreached } from "~/ui/unreached";
import { sayDay } from "~/ui/words";
import { AppCode } from "./app-code";
import { Connections } from "./connections";
import type { Secure } from "./secure";

const dayOf = (seconds: number) => sayDay(new Date(seconds * 1000).toISOString().slice(0, 10));

interface Props {
  back?: string;
  /** clinic staff who still lack a second factor: what they came for waits behind this page */
  needed?: boolean;
  onChanged?: () => Promise<void>;
  onSignOut?: () => void;
}

export function Security({ back, needed, onChanged, onSignOut }: Props) {
  const [state, setState] = useState<Awaited<ReturnType<typeof fetchSecurity>> | undefined>(undefined);
  const { confirm, sheet } = useConfirm();
  const [say, setSay] = useState<{ text: string; wrong: boolean } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const load = async () => setState(await fetchSecurity());
  useEffect(() => void load(), []);

  /** Does something that the server may want confirmed first; `after` follows when it is done. */
  const secure: Secure = async (work, done, after) => {
    const answer = await work();
    if (answer?.kind === "again") return confirm(() => secure(work, done, after));
    if (answer?.kind === "in") setSay({ text: done, wrong: false });
    else if (answer === null) setSay({ text: m.passkey_none(), wrong: true });
    else
      setSay({
        text: answer.kind === "wrong" ? (answer.messages[0] ?? m.desk_not_saved()) : sayTrouble(answer.kind),
        wrong: true,
      });
    await load();
    if (answer?.kind === "in") await after?.();
  };
  const showCodes = async (renew: boolean): Promise<void> => {
    const answer = await recoveryCodes(renew);
    if (Array.isArray(answer)) setCodes(answer);
    else if (answer.kind === "again") confirm(() => showCodes(renew));
    else setSay({ text: sayTrouble(answer.kind), wrong: true });
    await load();
  };
  const gained = async () => {
    await showCodes(false);
    await load();
  };
  const known = typeof state === "object" ? state : null;
  const of = (type: Authenticator["type"]) => known?.ways.filter((one) => one.type === type) ?? [];
  const totp = of("totp")[0];
  const recovery = of("recovery_codes")[0];

  return (
    <div class="security stack">
      {needed ? <h1>{m.second_title()}</h1> : <PageHead title={m.security_title()} back={back} />}
      {needed && <p>{m.second_say()}</p>}
      <div aria-live="polite">
        {say && <p class={`notice ${say.wrong ? "notice-now" : "notice-saved"}`}>{say.text}</p>}
      </div>
      {typeof state === "string" && <Unreached why={sayTrouble(state)} onAgain={() => void load()} />}
      {state === undefined && <p class="quiet">{m.desk_loading()}</p>}
      {codes && (
        <section class="section">
          <h2>{m.recovery_title()}</h2>
          <p>{m.recovery_once()}</p>
          <ul class="recovery">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <div>
            <button
              type="button"
              class="button button-primary"
              onClick={() => {
                setCodes(null);
                void onChanged?.();
              }}
            >
              {m.recovery_kept()}
            </button>
          </div>
        </section>
      )}
      {known && !codes && (
        <>
          <section class="section">
            <h2>{m.passkeys_title()}</h2>
            <p class="small quiet">{passkeysWork() ? m.passkeys_say() : m.passkeys_not_here()}</p>
            <ul class="lines">
              {of("webauthn").map((one) => (
                <Line
                  key={one.id}
                  title={one.name || m.passkey_name()}
                  small={m.since_day({ day: dayOf(one.created_at) })}
                  act={m.tokens_revoke()}
                  onAct={() => void secure(() => removePasskey(one.id!), m.passkey_removed())}
                />
              ))}
            </ul>
            {passkeysWork() && (
              <div>
                <button
                  type="button"
                  class={`button ${needed ? "button-primary" : ""}`}
                  onClick={() => void secure(() => addPasskey(m.passkey_name()), m.passkey_added(), gained)}
                >
                  {m.passkey_add()}
                </button>
              </div>
            )}
          </section>
          <section class="section">
            <h2>{m.totp_title()}</h2>
            <p class="small quiet">{m.totp_say()}</p>
            {totp ? (
              <Line
                title={m.totp_on()}
                small={m.since_day({ day: dayOf(totp.created_at) })}
                act={m.tokens_revoke()}
                onAct={() => void secure(removeTotp, m.totp_removed())}
              />
            ) : (
              <AppCode secure={secure} onDone={gained} />
            )}
          </section>
          {recovery && (
            <section class="section">
              <h2>{m.recovery_title()}</h2>
              <p>{m.recovery_left({ count: recovery.unused_code_count ?? 0 })}</p>
              <div>
                <button type="button" class="button" onClick={() => void showCodes(true)}>
                  {m.recovery_renew()}
                </button>
              </div>
            </section>
          )}
          {!needed && <Password secure={secure} />}
          {!needed && <Connections />}
          <Sessions
            rows={known.sessions}
            onEnd={(ids) => void secure(() => endSessions(ids), m.sessions_ended())}
          />
        </>
      )}
      {onSignOut && (
        <div>
          <button type="button" class="button button-plain" onClick={onSignOut}>
            {m.settings_sign_out()}
          </button>
        </div>
      )}
      {sheet}
    </div>
  );
}

function Line(props: {
  title: string;
  small: string;
  act?: string;
  onAct?: () => void;
  children?: ComponentChildren;
}) {
  return (
    <div class="security-line">
      <div class="grow">
        <p>{props.title}</p>
        <p class="small quiet">{props.small}</p>
      </div>
      {props.act && (
        <button type="button" class="button button-danger" onClick={props.onAct}>
          {props.act}
        </button>
      )}
    </div>
  );
}

function Password({ secure }: { secure: Secure }) {
  // an account that only a clinic's sign-in opens has no password yet
  const [first, setFirst] = useState(false);
  const look = () =>
    lockState().then((answer) => {
      if (answer.kind === "ok") setFirst(answer.data.ways?.includes("password") === false);
    });
  useEffect(() => void look(), []);
  return (
    <section class="section">
      <h2>{m.signin_password()}</h2>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.target as HTMLFormElement;
          const given = new FormData(form);
          const change = () => changePassword(String(given.get("current") ?? ""), String(given.get("fresh")));
          void secure(change, m.password_changed(), async () => {
            form.reset();
            void look();
            void renewPush().catch(() => undefined); // this session goes on under another key
          });
        }}
      >
        {!first && (
          <div class="field">
            <label for="current">{m.password_current()}</label>
            <input id="current" name="current" type="password" autocomplete="current-password" required />
          </div>
        )}
        <NewPasswordField id="fresh" name="fresh" label={m.reset_new()} />
        <div>
          <button type="submit" class="button">
            {m.reset_save()}
          </button>
        </div>
      </form>
    </section>
  );
}

function Sessions({ rows, onEnd }: { rows: OpenSession[]; onEnd: (ids: number[]) => void }) {
  const others = rows.filter((row) => !row.is_current);
  return (
    <section class="section">
      <h2>{m.sessions_title()}</h2>
      <div class="lines">
        {rows.map((row) => (
          <Line
            key={row.id}
            title={row.is_current ? m.sessions_here() : deviceOf(row.user_agent)}
            small={`${row.ip} · ${m.since_day({ day: dayOf(row.created_at) })}`}
            act={row.is_current ? undefined : m.sessions_end()}
            onAct={() => onEnd([row.id])}
          />
        ))}
      </div>
      {others.length > 0 && (
        <div>
          <button type="button" class="button" onClick={() => onEnd(others.map((row) => row.id))}>
            {m.sessions_end_others()}
          </button>
        </div>
      )}
    </section>
  );
}

/** The browser and the system out of a browser's long name for itself, as far as they are known. */
function deviceOf(agent: string): string {
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent)?.[0] ?? "";
  const system = /iPhone|iPad|Android|Windows|Mac OS|Linux/.exec(agent)?.[0] ?? "";
  return [browser === "Edg" ? "Edge" : browser, system].filter(Boolean).join(" · ") || m.sessions_device();
}

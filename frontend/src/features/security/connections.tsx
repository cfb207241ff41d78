/** With which clinic's sign-in this account is connected; nothing where none is offered. */
import { useEffect, useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import { type Connection, connectSignOn, disconnectSignOn, fetchConnections } from "~/api/sign-on";
import * as m from "~/paraglide/messages";
import { whyNot } from "~/ui/answers";
import { useConfirm } from "~/ui/confirm";

export function Connections() {
  const [rows, setRows] = useState<Connection[]>([]);
  const [say, setSay] = useState<{ text: string; wrong: boolean } | null>(null);
  const { confirm, sheet } = useConfirm();
  const load = async () => {
    const answer = await fetchConnections();
    if (answer.kind === "ok") setRows(answer.data);
  };
  useEffect(() => void load(), []);
  const trouble = (answer: Answer<unknown>, again: () => Promise<void>) => {
    if (answer.kind !== "refused") return setSay({ text: whyNot(answer) ?? "", wrong: true });
    if (answer.problem.type === "fresh-sign-in-needed") return confirm(again);
    const code = answer.problem.errors[0]?.code;
    const known =
      code === "no_password" ? m.sign_on_no_password() : code === "unreached" && m.sign_on_unreached();
    setSay({ text: known || (whyNot(answer) ?? ""), wrong: true });
  };
  const connect = async (clinic: string): Promise<void> => {
    const answer = await connectSignOn(clinic);
    if (answer.kind === "ok") location.assign(answer.data.location);
    else trouble(answer, () => connect(clinic));
  };
  const disconnect = async (clinic: string): Promise<void> => {
    const answer = await disconnectSignOn(clinic);
    if (answer.kind !== "ok") return trouble(answer, () => disconnect(clinic));
    setSay({ text: m.sign_on_disconnected(), wrong: false });
    await load();
  };
  if (rows.length === 0) return null;
  return (
    <section class="section">
      <h2>{m.sign_on_connections()}</h2>
      <p class="small quiet">{m.sign_on_connections_say()}</p>
      <div aria-live="polite">
        {say && <p class={`notice ${say.wrong ? "notice-now" : "notice-saved"}`}>{say.text}</p>}
      </div>
      <div class="lines">
        {rows.map((one) => (
          <div key={one.clinic} class="security-line">
            <div class="grow">
              <p>{one.name}</p>
              <p class="small quiet">
                {one.connected ? m.sign_on_is_connected() : m.sign_on_not_connected()}
              </p>
            </div>
            <button
              type="button"
              class={one.connected ? "button button-danger" : "button"}
              onClick={() => void (one.connected ? disconnect(one.clinic) : connect(one.clinic))}
            >
              {one.connected ? m.sign_on_disconnect() : m.sign_on_connect()}
            </button>
          </div>
        ))}
      </div>
      {sheet}
    </section>
  );
}

import { useEffect, useState } from "preact/hooks";
import { askErasure, type Erasure, fetchErasure, withdrawErasure } from "~/api/privacy";
import { dayOf, deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { sessionNow } from "~/sync/client";
import { useProfile } from "~/sync/hooks";
import { whyNot } from "~/ui/answers";
import { useConfirm } from "~/ui/confirm";
import { Sheet } from "~/ui/sheet";
import { Unreached } from "~/ui/unreached";
import { sayDate } from "~/ui/words";

/** Asking to be deleted, and taking it back as long as there is time. */
export function Erasing() {
  const [wish, setWish] = useState<Erasure | null>(null);
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const { confirm, sheet } = useConfirm();
  const profile = useProfile();
  const load = async () => {
    const answer = await fetchErasure();
    setUnread(whyNot(answer));
    if (answer.kind === "ok") setWish(answer.data);
  };
  useEffect(() => void load(), []);
  const take = (answer: Awaited<ReturnType<typeof askErasure>>): void => {
    if (answer.kind === "ok") {
      setWish(answer.data);
      dispatchEvent(new Event("toh:me"));
      void sessionNow()?.engine.nudge();
      setAsking(false);
      setPassword("");
      setTrouble(null);
    } else if (answer.kind === "refused") {
      if (answer.problem.type === "fresh-sign-in-needed") {
        confirm(async () => take(await askErasure("")));
        return;
      }
      const code = answer.problem.errors[0]?.code;
      setTrouble(
        code === "password"
          ? m.erase_wrong_password()
          : code === "last_administrator"
            ? m.erase_last_administrator()
            : m.erase_refused(),
      );
    } else {
      setTrouble(whyNot(answer));
    }
  };
  const until = wish?.due_at ? sayDate(dayOf(wish.due_at, deviceZone())) : "";
  return (
    <section class="section stack">
      <h2>{m.erase_title()}</h2>
      {wish?.state === "asked" ? (
        <>
          <p class="notice notice-now">{m.erase_asked({ until })}</p>
          <p>{m.erase_rests()}</p>
          {trouble && (
            <p class="notice" role="alert">
              {trouble}
            </p>
          )}
          <div>
            <button
              type="button"
              class="button button-primary"
              onClick={async () => take(await withdrawErasure())}
            >
              {m.erase_take_back()}
            </button>
          </div>
        </>
      ) : (
        <>
          {unread && <Unreached why={unread} onAgain={load} />}
          {!wish && !unread && <p class="quiet">{m.desk_loading()}</p>}
          {wish && (
            <>
              <p>{m.erase_say({ days: wish.grace_days })}</p>
              <div>
                <button type="button" class="button button-danger" onClick={() => setAsking(true)}>
                  {m.erase_ask()}
                </button>
              </div>
            </>
          )}
        </>
      )}
      {asking && wish && (
        <Sheet title={m.erase_title()} onClose={() => setAsking(false)}>
          <form
            class="stack"
            onSubmit={async (event) => {
              event.preventDefault();
              take(await askErasure(password));
            }}
          >
            <p>{m.erase_what()}</p>
            <p>
              {profile && !profile.clinic
                ? m.erase_grace_own({ days: wish.grace_days })
                : m.erase_grace({ days: wish.grace_days })}
            </p>
            {wish.password && (
              <div class="field">
                <label for="erase-password">{m.erase_password()}</label>
                <input
                  id="erase-password"
                  type="password"
                  autocomplete="current-password"
                  required
                  value={password}
                  onInput={(event) => setPassword((event.target as HTMLInputElement).value)}
                />
              </div>
            )}
            {trouble && (
              <p class="notice notice-now" role="alert">
                {trouble}
              </p>
            )}
            <div class="row">
              <button type="button" class="button button-primary" onClick={() => setAsking(false)}>
                {m.erase_keep()}
              </button>
              <button type="submit" class="button button-danger">
                {m.erase_ask()}
              </button>
            </div>
          </form>
        </Sheet>
      )}
      {sheet}
    </section>
  );
}

/** Who it is once more, before something changes how one signs in, or lets a program in. */
import { useEffect, useState } from "preact/hooks";
import { lockState, type Way } from "~/api/lock";
import * as m from "~/paraglide/messages";
import { onShownElsewhere } from "~/store/shown";
import { Prove, usable } from "./prove";
import { Sheet } from "./sheet";
import { Unreached } from "./unreached";

/** Nothing was decided: the connection or the server is missing. */
export const sayTrouble = (kind: string) =>
  kind === "offline" ? m.needs_connection() : kind === "signed_out" ? m.needs_sign_in() : m.signin_later();

/** What the server wants confirmed: `confirm(again)` asks who it is and does it again; `sheet` stands in the screen. */
export function useConfirm() {
  const [again, setAgain] = useState<(() => Promise<unknown>) | null>(null);
  const close = () => setAgain(null);
  const sheet = again && (
    <Confirm
      onClose={close}
      onDone={() => {
        close();
        void again();
      }}
    />
  );
  return { confirm: (work: () => Promise<unknown>) => setAgain(() => work), sheet };
}

function Confirm({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [ways, setWays] = useState<Way[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const look = async () => {
    setTrouble(null);
    const answer = await lockState();
    if (answer.kind === "ok") setWays(usable(answer.data.ways));
    else setTrouble(sayTrouble(answer.kind));
  };
  useEffect(() => {
    void look();
    return onShownElsewhere(onDone);
  }, []);
  return (
    <Sheet title={m.confirm_title()} onClose={onClose}>
      <p>{m.confirm_say()}</p>
      {trouble && <Unreached why={trouble} onAgain={() => void look()} />}
      {ways && (
        <Prove
          ways={ways}
          passkey={m.passkey_use()}
          go={m.confirm_go()}
          offline={m.needs_connection()}
          onDone={onDone}
        />
      )}
      {ways?.length === 0 && <p class="notice">{m.prove_no_way()}</p>}
    </Sheet>
  );
}

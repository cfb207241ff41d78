/** "Lock this phone": where the phone itself can ask who holds it. */
import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { canLock, hasLock, makeLock, openLock, removeLock } from "~/store/phone-lock";

export function PhoneLockSetting() {
  const account = readAccount();
  const [on, setOn] = useState(() => account !== null && hasLock(account.id));
  const [can, setCan] = useState(on);
  const [say, setSay] = useState<{ text: string; wrong: boolean } | null>(null);
  useEffect(() => void canLock().then((works) => setCan((now) => now || works)), []);
  if (!can || !account) return null;
  const turn = async () => {
    const done = on ? await openLock() : await makeLock(account.id, m.phone_lock_title());
    if (!done) return setSay({ text: m.phone_lock_not_opened(), wrong: true });
    if (on) removeLock();
    setOn(!on);
    setSay({ text: on ? m.phone_lock_off() : m.phone_lock_on(), wrong: false });
    dispatchEvent(new Event("toh:phone-lock"));
  };
  return (
    <section class="section">
      <h2>{m.phone_lock_title()}</h2>
      <p class="small quiet">{m.phone_lock_about()}</p>
      <div aria-live="polite">
        {say && <p class={`notice ${say.wrong ? "notice-now" : "notice-saved"}`}>{say.text}</p>}
      </div>
      <div>
        <button type="button" class="button" onClick={() => void turn()}>
          {on ? m.phone_lock_turn_off() : m.phone_lock_turn_on()}
        </button>
      </div>
    </section>
  );
}

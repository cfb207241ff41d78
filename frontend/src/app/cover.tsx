/** What covers the work of a session that is over or locked, or of a phone that its person locked; and who watches for both. */
import { useEffect, useState } from "preact/hooks";
import type { Loss } from "~/api/whose";
import type { Me } from "~/domain/records";
import { untilThere } from "~/domain/until-there";
import type { Account } from "~/store/account";
import { draw, hasLock } from "~/store/phone-lock";
import { quietly } from "~/ui/lazily";

const Locked = quietly(() => import("./locked").then((module) => module.Locked));
const LockSheet = quietly(() => import("~/features/signin/lock-sheet").then((module) => module.LockSheet));
const PhoneLock = quietly(() => import("~/features/signin/phone-lock").then((module) => module.PhoneLock));
/** Ours: to look something up in another app and come back asks for nothing. */
const AWAY_MS = 60_000;

interface Props {
  why: Loss | null;
  account: Account;
  onBack: (me: Me) => Promise<void>;
  onLost: (why: Loss | null) => void;
  onAsk: () => unknown;
  onSignOut: () => void;
}

export function Cover({ why, account, onBack, onLost, onAsk, onSignOut }: Props) {
  const [shut, setShut] = useState(() => hasLock(account.id));
  const minutes = account.staff ? (account.lockMinutes ?? 0) : 0;
  const open = () => {
    draw(false);
    setShut(false);
  };
  useEffect(() => {
    if (!minutes) return;
    let stop = () => {};
    let gone = false;
    void untilThere(() => import("~/sync/idle")).then((module) => {
      if (!gone) stop = module.watchIdle(minutes);
    });
    return () => {
      gone = true;
      stop();
    };
  }, [account.id, minutes]);
  useEffect(() => {
    if (!shut) draw(false); // somebody else's lock, or none
    let left = 0;
    const look = () => {
      if (document.visibilityState === "hidden") left = Date.now();
      else if (left && Date.now() - left > AWAY_MS && hasLock(account.id)) {
        draw(true);
        setShut(true);
      }
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [account.id]);
  if (why === "locked")
    return (
      <LockSheet
        account={account}
        onBack={() => {
          onLost(null);
          onAsk();
          dispatchEvent(new Event("toh:back"));
        }}
        onOver={() => onLost("signed_out")}
        onSignOut={onSignOut}
      />
    );
  if (why)
    return (
      <Locked
        why={why}
        account={account}
        onBack={async (me) => {
          open();
          await onBack(me);
          dispatchEvent(new Event("toh:back"));
        }}
      />
    );
  return shut && <PhoneLock onOpen={open} onOver={() => onLost("signed_out")} />;
}

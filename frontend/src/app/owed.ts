import { signOut } from "~/api/me";
import { workFor } from "~/api/whose";
import { oweSignOut, readAccount, signOutOwed } from "~/store/account";

/** Ends the session that somebody left without a connection, now or at the next one, unless somebody has signed in meanwhile. */
export function settleSignOut(): void {
  const again = () => void settle().then((over) => over && removeEventListener("online", again));
  addEventListener("online", again);
  again();
}

async function settle(): Promise<boolean> {
  const owed = signOutOwed();
  if (!owed || readAccount()) return true;
  // only theirs: whoever may have signed in with another tab stays
  workFor(owed);
  const answer = await signOut();
  if (!readAccount()) workFor(null);
  if (answer.kind === "offline" || answer.kind === "later") return false;
  oweSignOut(null);
  return true;
}

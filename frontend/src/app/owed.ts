import { signOut } from "~/api/me";
import { oweSignOut, signOutOwed } from "~/store/account";

/** Ends the session that somebody left without a connection, now or at the next one, unless somebody has signed in meanwhile. */
export function settleSignOut(): void {
  const again = () => void settle().then((over) => over && removeEventListener("online", again));
  addEventListener("online", again);
  again();
}

async function settle(): Promise<boolean> {
  if (!signOutOwed()) return true;
  const answer = await signOut();
  if (answer.kind === "offline" || answer.kind === "later") return false;
  oweSignOut(false);
  return true;
}

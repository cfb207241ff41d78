/**
 * Leaving this device, by whichever way. What the server has is taken off it; what it has not stays in this account's own
 * database, and is opened by nobody but the same person's next sign-in (ADR 0020).
 */
import { forgetKeys } from "~/store/other-people";
import { clearAll, silence } from "./clear";
import { endSession, type Session } from "./session";

/**
 * The session is over while the tab is open. The tab itself keeps what it shows and what is half typed, behind a closed door,
 * until the same person signs in.
 */
export async function lockDevice({ account, db, engine, pause }: Session): Promise<void> {
  engine.stop();
  pause();
  await clearAll(account, db);
  await silence();
}

/** Somebody signs out: nothing of theirs is left in this tab either. */
export async function leaveDevice(session: Session): Promise<void> {
  await lockDevice(session);
  endSession();
  forgetKeys(null);
}

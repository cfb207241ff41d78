import { transportFor } from "~/api/sync";
import { untilThere } from "~/domain/until-there";
import { type Account, storeOf } from "~/store/account";
import type { TohDatabase } from "~/store/db";
import { SyncEngine, webLock } from "./engine";
import { ofHelper, ofPatient } from "./own";

/** Whoever can read here can also save and leave, whatever becomes of the connection. */
const bringTheRest = () => {
  for (const part of [() => import("./save"), () => import("./leave")]) void untilThere<unknown>(part);
};

/** The engine of one account's database, for its own record or that of somebody whom it helps. */
export function engineOf(account: Account, db: TohDatabase): SyncEngine {
  bringTheRest();
  return new SyncEngine({
    db,
    transport: transportFor(account.id, account.subject?.id),
    isOwn: account.subject ? ofHelper : ofPatient,
    withLock: webLock(`toh-sync-${storeOf(account)}`),
  });
}

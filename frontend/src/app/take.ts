import { workFor } from "~/api/whose";
import type { Me } from "~/domain/records";
import { untilThere } from "~/domain/until-there";
import { type Account, oweSignOut, readAccount, readLanguageOwed, writeAccount } from "~/store/account";
import { accountOf } from "~/store/account-of";
import { forgetRevoked } from "~/store/revoked";
import { changeLanguage, LANGUAGES, type Language } from "~/ui/language";
import { clearOthers, renewPush } from "./others";

/** The tab is this person's from now on, as the server describes them. */
export function takeAccount(me: Me): Account {
  const before = readAccount();
  const next = accountOf(me, before);
  forgetRevoked(before, next);
  writeAccount(next);
  workFor(next.id);
  oweSignOut(null);
  // whoever was here before and did not sign out, or whose tab had no time to put things away
  void clearOthers(next.id).catch(() => undefined);
  void renewPush().catch(() => undefined);
  const owed = readLanguageOwed(next.id);
  // chosen here while nobody could be told: that is later than what the server says
  if (owed)
    void untilThere(() => import("~/ui/choose-language")).then((module) =>
      module.tellLanguage(next.id, owed),
    );
  else if (LANGUAGES.includes(me.language as Language)) changeLanguage(me.language as Language);
  return next;
}

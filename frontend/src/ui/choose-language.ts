import { patchMe } from "~/api/me";
import { oweLanguage, readAccount } from "~/store/account";
import { changeLanguage, type Language } from "./language";

let chosen = false;

/** Was the language chosen just now? The screen is drawn anew then, and puts the focus back to where it was. Answers once. */
export function justChosen(): boolean {
  const answer = chosen;
  chosen = false;
  return answer;
}

/** The language of this device at once, and of letters and reminders as soon as the server has heard. */
export async function chooseLanguage(language: Language): Promise<void> {
  chosen = true;
  changeLanguage(language);
  const account = readAccount();
  if (!account) return;
  oweLanguage(account.id, language);
  await tellLanguage(account.id, language);
}

/** Without a connection the choice is owed, and told when the app next meets the server. */
export async function tellLanguage(account: string, language: string): Promise<void> {
  const answer = await patchMe({ language });
  if (answer.kind === "ok" || answer.kind === "refused") oweLanguage(account, null);
}

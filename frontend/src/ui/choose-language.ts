import { patchMe } from "~/api/me";
import { oweLanguage, readAccount, readLanguageOwed } from "~/store/account";
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

const AGAIN_MS = 60_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Without the server the choice is owed, and told when there is a connection again, or when the app next starts. */
export async function tellLanguage(account: string, language: string): Promise<void> {
  clearTimeout(timer);
  removeEventListener("online", tellOwed);
  const answer = await patchMe({ language });
  // somebody else's, or chosen once more meanwhile
  if (readLanguageOwed(account) !== language) return;
  if (answer.kind === "offline" || answer.kind === "later") {
    addEventListener("online", tellOwed);
    timer = setTimeout(tellOwed, AGAIN_MS);
    return;
  }
  if (answer.kind === "signed_out") return;
  oweLanguage(account, null);
}

function tellOwed(): void {
  const account = readAccount();
  const owed = account && readLanguageOwed(account.id);
  if (owed) void tellLanguage(account.id, owed);
}

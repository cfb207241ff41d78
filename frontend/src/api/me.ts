/** Who is here. Apart from auth.ts, because every first screen asks this and few sign in. */
import type { Me } from "~/domain/records";
import { type Answer, call, get, patch } from "./http";

export const fetchMe = (): Promise<Answer<Me>> => get<Me>("/api/v1/me");
/** Who has just signed in here, whoever that is. */
export const fetchWhoever = (): Promise<Answer<Me>> => get<Me>("/api/v1/me", { anyone: true });
export const patchMe = (changes: { name?: string; language?: string }) => patch<Me>("/api/v1/me", changes);

/**
 * Ends the session of this person in this browser. The sign-in service answers 401 once nobody is signed in any more: that is
 * what was wanted. Where another person is signed in meanwhile, theirs goes on, and this one's is over already.
 */
export const signOut = () =>
  call<unknown>("DELETE", "/_allauth/browser/v1/auth/session", undefined, { leaving: true });

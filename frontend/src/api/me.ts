/** Who is here. Apart from auth.ts, because every first screen asks this and few sign in. */
import type { Me } from "~/domain/records";
import { type Answer, call, get, patch } from "./http";

export const fetchMe = (): Promise<Answer<Me>> => get<Me>("/api/v1/me");
export const patchMe = (changes: { name?: string; language?: string }) => patch<Me>("/api/v1/me", changes);

/** The sign-in service answers 401 once nobody is signed in any more: that is what was wanted. */
export const signOut = () => call<unknown>("DELETE", "/_allauth/browser/v1/auth/session");

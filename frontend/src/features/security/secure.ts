import type { SignIn } from "~/api/auth";

/** Does `work`, asking for the password first where the server wants that; says `done`, and then does `after`. */
export type Secure = (
  work: () => Promise<SignIn | null>,
  done: string,
  after?: () => Promise<void>,
) => Promise<void>;

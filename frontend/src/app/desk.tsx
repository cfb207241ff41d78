import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";

export function DeskApp({ account }: { account: Account; onLeave: () => void }) {
  return (
    <main class="phone-main">
      <h1>{m.app_name()}</h1>
      <p>{account.name}</p>
    </main>
  );
}

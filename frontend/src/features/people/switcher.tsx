/** Whose record is open: one's own, or that of somebody whom one helps. */

import * as m from "~/paraglide/messages";
import type { Cared } from "~/store/account";
import { readAccount, writeAccount } from "~/store/account";
import { PageHead } from "~/ui/page";

export function Switcher() {
  const account = readAccount();
  if (!account) return null;
  const open = (subject: Cared | null) => {
    writeAccount({ ...account, subject });
    // a fresh start: nothing of the one record stays in memory beside the other
    location.assign("/");
  };
  return (
    <>
      <PageHead title={m.switch_title()} back="/more" />
      <ul class="lines">
        {account.patient && (
          <li>
            <button
              type="button"
              class="line-link"
              aria-current={account.subject ? undefined : "true"}
              onClick={() => open(null)}
            >
              <span class="grow strong">{m.switch_own()}</span>
            </button>
          </li>
        )}
        {account.caring?.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="line-link"
              aria-current={account.subject?.id === one.id ? "true" : undefined}
              onClick={() => open(one)}
            >
              <span class="grow">
                <span class="strong">{one.name}</span>
                <br />
                <span class="small quiet">
                  {one.may_log ? m.caregiver_may_log() : m.caregiver_may_look()}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who else is or was on this device: other tabs, and whoever left without a word. */
import type { Loss } from "~/api/whose";
import { readAccount } from "~/store/account";
import { onOtherTabs } from "~/store/other-people";

/** The databases and keys of everybody but `account`, who may have had no time to put them away; and of one who leaves. */
export { clearOthers, putAway } from "~/sync/clear";
export { renewPush } from "~/ui/push";

/** Another tab has written down that somebody else is here, or nobody. */
export const watchTabs = (tell: (why: Loss) => void) =>
  onOtherTabs((here) => {
    const mine = readAccount()?.id;
    if (mine && here !== mine) tell(here ? "other_account" : "signed_out");
  });

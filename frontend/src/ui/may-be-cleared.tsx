import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { isLasting } from "~/store/lasting";
import { useSync } from "~/sync/hooks";

/** Entries wait on a phone whose browser has not promised to keep them: said, with what helps. */
export function MayBeCleared() {
  const { queued, standing } = useSync();
  const [lasting, setLasting] = useState<boolean | null>(null);
  useEffect(() => {
    const look = () => void isLasting().then(setLasting);
    look();
    addEventListener("toh:lasting", look);
    return () => removeEventListener("toh:lasting", look);
  }, [queued]);
  if (queued === 0 || lasting !== false || standing === "working" || standing === "idle") return null;
  return (
    <p class="notice small" role="status">
      {m.storage_may_clear()}
    </p>
  );
}

import { useState } from "preact/hooks";
import { storeNow } from "~/store/account";
import { readDraft, writeDraft } from "~/store/draft";

/**
 * Fields that are half filled outlive a reload: an update, or a phone that threw the page out while its camera was open.
 * Without a name nothing is kept (at the desk, where the next form is about somebody else).
 */
export function useDraft<T extends object>(
  name: string | null,
  empty: () => T,
): [T, (part: Partial<T>) => void, () => void] {
  const account = storeNow();
  const [fields, setFields] = useState<T>(() => ({ ...empty(), ...(name && readDraft<T>(account, name)) }));
  const change = (part: Partial<T>) => {
    const next = { ...fields, ...part };
    setFields(next);
    if (name) writeDraft(account, name, next);
  };
  return [fields, change, () => name && writeDraft(account, name, null)];
}

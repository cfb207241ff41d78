import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { CloseIcon } from "./icons";

/** A dialog of the platform: focus, Escape and inertness of the rest come with it. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} class="sheet" onClose={onClose} aria-label={title}>
      <div class="sheet-body">
        <div class="row-apart">
          <h2>{title}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label={m.close()}
            onClick={() => ref.current?.close()}
          >
            <CloseIcon />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

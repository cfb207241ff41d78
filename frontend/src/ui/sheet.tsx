import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import * as m from "~/paraglide/messages";
import { backCloses } from "./back-closes";
import { CloseIcon } from "./icons";
import { swallowSecondTap, swallowTapThatOpens } from "./second-tap";

/** A dialog of the platform: focus, Escape and inertness of the rest come with it. "Back" closes it, too. */
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
    const closed = backCloses(() => dialog?.close());
    swallowTapThatOpens();
    let tapped: { x: number; y: number } | null = null;
    const where = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
      tapped = pointerType === "mouse" ? null : { x, y };
    };
    dialog?.addEventListener("pointerdown", where);
    return () => {
      closed();
      swallowSecondTap(tapped);
      dialog?.close();
    };
  }, []);
  // a list that puts its parts in another order moves this one with them, and a dialog that is moved is no longer over the others
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog?.open || isModal(dialog)) return;
    dialog.removeAttribute("open");
    dialog.showModal();
  });
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

function isModal(dialog: HTMLDialogElement): boolean {
  try {
    return dialog.matches(":modal");
  } catch {
    return true; // a browser that does not know the word cannot tell
  }
}

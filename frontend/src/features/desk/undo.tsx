import "./bars.css";
import { useState } from "preact/hooks";
import { undoAct } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { CloseIcon } from "~/ui/icons";

export interface Done {
  words: string;
  /** by which it can be taken back; none for what is corrected by a new decision */
  act?: string | null;
}

/** What was done last, and the way back. A stack: one press takes back one act. */
export function useUndo(onUndone: () => void) {
  const [stack, setStack] = useState<Done[]>([]);
  const [shown, setShown] = useState<Done | null>(null);
  const did = (done: Done) => {
    if (done.act) setStack((before) => [...before, done]);
    setShown(done);
  };
  const undo = async () => {
    const last = stack.at(-1);
    if (!last?.act) return setShown({ words: m.desk_undo_nothing() });
    const answer = await undoAct(last.act);
    if (answer.kind === "ok" || answer.kind === "refused")
      setStack((before) => before.filter((one) => one !== last));
    setShown({
      words:
        answer.kind === "ok"
          ? m.desk_undone({ what: last.words })
          : answer.kind === "refused"
            ? m.desk_undo_late()
            : m.desk_not_saved(),
    });
    onUndone();
  };
  return { did, undo, last: shown, dismiss: () => setShown(null) };
}
export type Undo = ReturnType<typeof useUndo>;

export function UndoBar({ undo }: { undo: Undo }) {
  const { last } = undo;
  return (
    <div class="undo-place" role="status">
      {last && (
        <div class="undo-bar">
          <p class="undo-words">{last.words}</p>
          {last.act && (
            <button type="button" class="button button-plain" onClick={() => void undo.undo()}>
              {m.desk_undo()} <kbd>u</kbd>
            </button>
          )}
          <button type="button" class="icon-button" aria-label={m.desk_dismiss()} onClick={undo.dismiss}>
            <CloseIcon size={20} />
          </button>
        </div>
      )}
    </div>
  );
}

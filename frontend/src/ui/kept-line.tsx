import { useEffect, useState } from "preact/hooks";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { takenBack } from "~/store/entries";
import { save, whenReady } from "~/sync/client";
import { CheckIcon } from "./icons";
import { inShort } from "./in-short";
import { useKeep } from "./use-keep";

/** For so long a slip can be taken back with one touch; afterwards by "Change" beside the entry. */
const UNDO_MS = 10_000;

/** One line that says what was kept, or what was deleted, and for a while a way to take that back. */
export function KeptLine({
  rows,
  onUndone,
  children,
}: {
  rows: readonly AnyRecord[];
  onUndone?: () => void;
  children?: preact.ComponentChildren;
}) {
  const [open, setOpen] = useState(true);
  const [undone, setUndone] = useState(false);
  const [, notKept, attempt] = useKeep();
  useEffect(() => {
    setOpen(true);
    setUndone(false);
    const timer = setTimeout(() => setOpen(false), UNDO_MS);
    return () => clearTimeout(timer);
  }, [rows]);
  const undo = async () => {
    const back = async () => {
      const { db } = await whenReady();
      const entries = await takenBack(db, rows);
      return (await save(entries)).length >= entries.length;
    };
    if (!(await attempt(back))) return;
    setUndone(true);
    setOpen(false);
    onUndone?.();
  };
  const deleted = rows.length > 0 && rows.every((row) => row.kind === "deletion");
  return (
    <>
      <div class="kept-line">
        <p class={undone ? "grow" : "row grow"} role="status">
          {undone ? (
            m.kept_undone()
          ) : (
            <>
              <CheckIcon />
              <span>{deleted ? m.kept_deleted() : m.kept({ what: inShort(rows) })}</span>
            </>
          )}
        </p>
        {open && (
          <button type="button" class="button" onClick={() => void undo()}>
            {m.undo()}
          </button>
        )}
      </div>
      {!undone && children}
      {notKept}
    </>
  );
}

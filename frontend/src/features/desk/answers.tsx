import { useRef, useState } from "preact/hooks";
import type { Answer, Change } from "~/api/http";
import * as m from "~/paraglide/messages";
import { sayProblem } from "~/ui/problems";
import { useKnown } from "./known";
import { onceMore } from "./once-more";
import { sayChange } from "./say-change";
import { sayMoment } from "./worklist-row";

/** Why something was not written, in words. */
export function whyNot(answer: Exclude<Answer<unknown>, { kind: "ok" }>): string {
  if (answer.kind !== "refused") return m.desk_not_saved();
  if (answer.problem.status === 409) return m.desk_conflict_over();
  return m.desk_refused({ why: sayProblem(answer.problem) });
}

/**
 * Writing with the change number that was on the screen when the form opened. Who comes second is told what changed; what
 * they typed stays, and the next press says that they have seen it.
 */
export function useSave(revision: number, onConflict: () => void) {
  const seen = useRef(revision);
  const [problem, setProblem] = useState<string | null>(null);
  const [changes, setChanges] = useState<Change[]>([]);
  const [busy, setBusy] = useState(false);
  const save = async <T,>(work: (seen: number) => Promise<Answer<T>>): Promise<T | null> => {
    if (busy) return null;
    setBusy(true);
    setProblem(null);
    const answer = await onceMore(() => work(seen.current));
    setBusy(false);
    if (answer.kind === "ok") {
      setChanges([]);
      return answer.data;
    }
    const others = answer.kind === "refused" ? (answer.problem.changes ?? []) : [];
    setChanges(others);
    if (others.length > 0) {
      seen.current = Math.max(seen.current, ...others.map((change) => change.seq));
      onConflict();
    } else setProblem(whyNot(answer));
    return null;
  };
  return { save, busy, problem, changes, setProblem };
}
export type Save = ReturnType<typeof useSave>;

/** What stands in the way of a form, above its button: a refusal, or what somebody else did meanwhile. */
export function Obstacle({ save }: { save: Pick<Save, "problem" | "changes"> }) {
  const known = useKnown();
  if (save.changes.length > 0)
    return (
      <div class="notice notice-soon stack-tight" role="alert">
        <p class="strong">{m.desk_conflict()}</p>
        <ul class="stack-tight">
          {save.changes.map((change) => (
            <li key={`${change.seq}${change.what}`}>
              <p>{sayChange(change, known)}</p>
              <p class="small quiet">
                {m.desk_conflict_line({
                  name: change.by ?? m.desk_conflict_rules(),
                  when: sayMoment(change.at),
                })}
              </p>
            </li>
          ))}
        </ul>
        <p class="small">{m.desk_conflict_again()}</p>
      </div>
    );
  if (!save.problem) return null;
  return (
    <p class="field-error" role="alert">
      {save.problem}
    </p>
  );
}

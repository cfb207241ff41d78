import { today as todayOf } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { Chips } from "~/ui/chips";
import { Sheet } from "~/ui/sheet";
import { useDraft } from "~/ui/use-draft";
import { useKeep } from "~/ui/use-keep";

const WHOM = ["clinic", "own_doctor", "emergency", "other"] as const;
type Whom = (typeof WHOM)[number];

const whomName = (whom: Whom) =>
  ({
    clinic: m.spoken_clinic,
    own_doctor: m.spoken_own_doctor,
    emergency: m.spoken_emergency,
    other: m.spoken_other,
  })[whom]();

/** With whom, on which day, and what was decided. */
export function Spoken({
  rows,
  since,
  onNobody,
  onClose,
}: {
  /** one for each finding that it was about */
  rows: readonly AnyRecord[];
  since: string;
  onNobody: () => void;
  onClose: () => void;
}) {
  const [keep, notKept] = useKeep();
  const row = rows[0]!;
  const [said, change, forget] = useDraft<{ whom: Whom; date: string; decision: string }>(
    `spoken-${row.id}`,
    () => ({ whom: row.whom as Whom, date: row.date, decision: String(row.decision ?? "") }),
  );
  const submit = async (event: Event) => {
    event.preventDefault();
    const entries = rows.map(({ id, finding, group }) => ({
      kind: "spoken_with",
      group: group ?? undefined,
      date: said.date,
      whom: said.whom,
      finding,
      decision: said.decision.trim() || undefined,
      supersedes: id,
    }));
    if (!(await keep(entries))) return;
    forget();
    onClose();
  };
  return (
    <Sheet title={m.spoken_title()} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Chips
          label={m.spoken_whom()}
          options={WHOM}
          name={whomName}
          chosen={[said.whom]}
          onToggle={(whom) => change({ whom })}
        />
        {said.whom === "other" && <p>{m.spoken_other_say()}</p>}
        <div class="field">
          <label for="spoken-date">{m.field_date()}</label>
          <input
            id="spoken-date"
            type="date"
            required
            min={since}
            max={todayOf()}
            value={said.date}
            onInput={(event) => change({ date: (event.target as HTMLInputElement).value })}
          />
        </div>
        <div class="field">
          <label for="spoken-decision">{m.spoken_decision()}</label>
          <textarea
            id="spoken-decision"
            maxLength={2000}
            value={said.decision}
            onInput={(event) => change({ decision: (event.target as HTMLTextAreaElement).value })}
          />
        </div>
        {notKept}
        <div class="row">
          <button type="submit" class="button button-primary">
            {m.save()}
          </button>
          <button type="button" class="button" onClick={onNobody}>
            {m.spoken_nobody()}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

import { useEffect, useState } from "preact/hooks";
import { type DeskAct, fetchActs } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { ChevronIcon } from "~/ui/icons";
import { contactName, sayMoment } from "./worklist-row";

const ACTS = {
  stamp: m.desk_act_stamp,
  acknowledge: m.desk_act_acknowledge,
  resolve: m.desk_act_resolve,
  record: m.desk_act_record,
  correct: m.desk_act_correct,
  error: m.desk_act_error,
};
const said = (act: DeskAct): string =>
  act.kind === "contact"
    ? m.desk_act_contact({ outcome: contactName(act.outcome, act.again_at) })
    : act.finding
      ? m.desk_act_about({ act: ACTS[act.kind](), finding: act.finding })
      : ACTS[act.kind]();

/** Who looked at this patient and what they did about it, newest first; what was taken back is struck, not gone. */
export function Reviews({ patient, version }: { patient: string; version: string }) {
  const [acts, setActs] = useState<DeskAct[] | null>(null);
  useEffect(() => {
    let live = true;
    void fetchActs(patient).then((answer) => live && answer.kind === "ok" && setActs(answer.data));
    return () => {
      live = false;
    };
  }, [patient, version]);
  return (
    <details class="fold section">
      <summary>
        <h2>
          {m.desk_reviews()} <span class="quiet">{acts?.length ?? ""}</span>
        </h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      {acts?.length === 0 && <p class="small quiet">{m.desk_reviews_none()}</p>}
      <ul class="lines small">
        {(acts ?? []).map((act) => (
          <li key={`${act.act}${act.at}`} class="act-line">
            <p class={act.undone_at ? "act-undone" : ""}>
              <span class="strong">{act.by}</span> {said(act)} · {sayMoment(act.at)}
            </p>
            {act.note && <p class="quiet">{act.note}</p>}
            {act.undone_at && <p class="quiet">{m.desk_act_undone({ when: sayMoment(act.undone_at) })}</p>}
          </li>
        ))}
      </ul>
    </details>
  );
}

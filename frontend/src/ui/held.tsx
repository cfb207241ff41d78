import "./held.css";
import type { Finding, LoadDecision, WeightUnit } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { loadFigure } from "~/ui/words";

/** An open finding allows less than was decided: which one, and what was decided before. */
export function Held(props: { by: Finding; decided: LoadDecision; unit?: WeightUnit | null }) {
  return (
    <p class="small load-held">
      <span class="strong">{m.today_held()}</span> {props.by.text.seen}
      <br />
      <span class="quiet">{m.today_held_decided({ load: loadFigure(props.decided, props.unit) })}</span>
    </p>
  );
}

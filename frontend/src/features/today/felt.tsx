import "~/ui/felt.css";
import { useState } from "preact/hooks";
import type { LoadDecision, WeightUnit } from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { ChevronIcon } from "~/ui/icons";
import { ScaleDrawing } from "~/ui/scale-drawing";
import { Weigh } from "~/ui/weigh";
import { sayLimit } from "~/ui/words";

/** A load as something that can be felt: the scale filled to it, its share of the body, the words of who decided, practice. */
export function Felt({
  leg,
  load,
  unit,
  held,
}: {
  leg: Leg;
  load: LoadDecision;
  unit: WeightUnit;
  /** a finding allows less than was decided: nothing is practised meanwhile */
  held: boolean;
}) {
  const [weighing, setWeighing] = useState(false);
  const kg = load.kg ?? null;
  const share = load.percent ?? load.share;
  const beneath = [
    unit === "lb" && kg !== null && sayLimit(kg),
    load.status === "PWB" && share != null && kg !== null && m.load_share({ percent: share }),
  ].filter(Boolean);
  return (
    <>
      {kg !== null && kg > 0 && <ScaleDrawing kg={kg} most={load.weight_kg ?? 100} side={leg} />}
      {beneath.length > 0 && <p class="small quiet">{beneath.join(" · ")}</p>}
      {load.for_patient && <p class="pre-line">{load.for_patient}</p>}
      {load.weigh && (
        <button type="button" class="button" onClick={() => setWeighing(true)}>
          {m.weigh_title()}
        </button>
      )}
      {kg !== null && kg > 0 && !held && (
        <a class="line-link" href={`/more/practice/${leg}`}>
          <span class="grow">{m.practice_go()}</span>
          <ChevronIcon />
        </a>
      )}
      {weighing && <Weigh load={load} unit={unit} onClose={() => setWeighing(false)} />}
    </>
  );
}

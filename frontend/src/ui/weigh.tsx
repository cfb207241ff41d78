import { useState } from "preact/hooks";
import { kilogramsOf, poundsOf } from "~/domain/pounds";
import type { LoadDecision, WeightUnit } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { Keypad, typedNumber } from "./keypad";
import { Sheet } from "./sheet";
import { useKeep } from "./use-keep";
import { sayDay, sayLimit } from "./words";

/** A body weight is kept from 20 to 400 kg. */
const LEAST = 20;
const MOST = 400;

/** Asks for the body weight and keeps it on this phone; the kilograms of the load follow at once, without a connection. */
export function Weigh({
  load,
  unit,
  onClose,
}: {
  load: LoadDecision | null;
  unit: WeightUnit;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const [keep, notKept] = useKeep();
  const submit = () => {
    const value = typedNumber(typed, 999);
    const kg = value === null ? null : unit === "lb" ? kilogramsOf(value) : value;
    const good = kg !== null && kg >= LEAST && kg <= MOST;
    setWrong(!good);
    if (good) void keep([{ kind: "body_weight", kg }]).then((kept) => kept && onClose());
  };
  const low = unit === "lb" ? m.weight_lb({ value: poundsOf(LEAST) + 1 }) : sayLimit(LEAST);
  return (
    <Sheet title={m.weigh_title()} onClose={onClose}>
      <div class="stack">
        {load && <p>{load.weighed_on ? m.weigh_old({ day: sayDay(load.weighed_on) }) : m.weigh_unknown()}</p>}
        <p class="small">{m.weigh_say()}</p>
        <Keypad
          value={typed}
          onChange={setTyped}
          onEnter={submit}
          enter={m.save()}
          label={m.weigh_field()}
          unit={unit}
        />
        {wrong && (
          <p class="field-error" role="alert">
            {m.weigh_range({ low, high: sayLimit(MOST, unit) })}
          </p>
        )}
        {notKept}
        <p class="small quiet">{m.weigh_never_more()}</p>
      </div>
    </Sheet>
  );
}

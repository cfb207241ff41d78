import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { NewEntry } from "~/store/entries";
import { Chips } from "./chips";
import { fallName, legName, sideName } from "./words";

const OUTCOMES = ["fall", "near_fall", "stumble"] as const;
const SIDES = ["left", "right", "both"] as const;

/** What there is to say of a fall besides that it was one. Nothing of it has to be said. */
export function FallFields({
  fields,
  change,
}: {
  fields: Readonly<Record<string, unknown>>;
  change: (part: Record<string, unknown>) => void;
}) {
  const yesNo = (key: string, label: string) => (
    <Chips
      label={label}
      options={["yes", "no"] as const}
      name={(one) => (one === "yes" ? m.answer_yes() : m.answer_no())}
      chosen={typeof fields[key] === "boolean" ? [fields[key] ? "yes" : "no"] : []}
      onToggle={(one) => change({ [key]: fields[key] === (one === "yes") ? undefined : one === "yes" })}
    />
  );
  return (
    <>
      <Chips
        label={m.fall_outcome()}
        options={OUTCOMES}
        name={fallName}
        chosen={OUTCOMES.filter((one) => one === fields.outcome)}
        onToggle={(outcome) => change({ outcome })}
      />
      <Chips
        label={m.fall_side()}
        options={SIDES}
        name={(side) => (side === "both" ? sideName(side) : legName(side))}
        chosen={SIDES.filter((one) => one === fields.side)}
        onToggle={(side) => change({ side: fields.side === side ? undefined : side })}
      />
      {yesNo("hurt", m.fall_hurt())}
      {fields.hurt === true && <p>{m.fall_hurt_say()}</p>}
      {yesNo("could_stand", m.fall_stand())}
      {fields.could_stand === false && <p class="strong">{m.fall_stand_no()}</p>}
    </>
  );
}

/**
 * A leg that carried no weight after a fall is one that cannot be loaded: said once, it is an entry of its own as well, which the
 * rules read. `said`: the loads of that day that stand already.
 */
export function unableAfter(fall: NewEntry, said: readonly AnyRecord[]): NewEntry[] {
  if (fall.kind !== "fall" || fall.could_stand !== false) return [];
  const side = (fall.side as string | undefined) ?? "unknown";
  const known = said.some(
    (row) =>
      row.kind === "weight_bearing" && row.date === fall.date && row.side === side && row.status === "UNABLE",
  );
  return known ? [] : [{ kind: "weight_bearing", date: fall.date, side, status: "UNABLE" }];
}

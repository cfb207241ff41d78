import { useState } from "preact/hooks";
import type { Day } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import { LIMITS } from "~/generated/limits";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import { useLive } from "~/sync/hooks";
import { KeptLine } from "~/ui/kept-line";
import { readNumber } from "~/ui/read-number";
import { useKeep } from "~/ui/use-keep";
import { sayDay, sayNumber } from "~/ui/words";

const FIELDS = [
  { name: "calcium_mg", label: m.medicines_calcium },
  { name: "vitamin_d_iu", label: m.medicines_vitamin_d },
] as const;
type Name = (typeof FIELDS)[number]["name"];

/** Calcium and vitamin D of a day, from food and tablets together. Saying it again says it anew, and adds nothing. */
export function Intake({ day }: { day: Day }) {
  const rows = useLive(
    async (db) =>
      (await currentOfKind(db, "intake")).filter((row) => row.date === day && row.sync !== "refused"),
    [day],
  );
  const [typed, setTyped] = useState<Partial<Record<Name, string>>>({});
  const [wrong, setWrong] = useState<Name | null>(null);
  const [keep, notKept] = useKeep();
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const said = (name: Name) => {
    const values = (rows ?? []).flatMap((row) => (typeof row[name] === "number" ? [row[name]] : []));
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const entry: Record<string, number> = {};
    for (const { name } of FIELDS) {
      const value = readNumber(typed[name] ?? "");
      const [least, most] = LIMITS.intake[name];
      if (value === null || (value !== undefined && (value < least || value > most))) {
        setWrong(name);
        return document.getElementById(name)?.focus();
      }
      if (value !== undefined) entry[name] = value;
    }
    setWrong(null);
    if (Object.keys(entry).length === 0) return;
    if (await keep([{ kind: "intake", date: day, ...entry }], undefined, setKept)) setTyped({});
  };
  return (
    <form class="section" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{m.medicines_intake({ day: sayDay(day) })}</h2>
      {FIELDS.map(({ name, label }) => {
        const known = said(name);
        return (
          <div key={name} class="field">
            <label for={name}>{label()}</label>
            <input
              id={name}
              inputMode="decimal"
              value={typed[name] ?? ""}
              placeholder={known === null ? undefined : sayNumber(known)}
              aria-invalid={wrong === name}
              aria-describedby={`${name}-say`}
              onInput={(event) => setTyped({ ...typed, [name]: (event.target as HTMLInputElement).value })}
            />
            <p id={`${name}-say`} class={wrong === name ? "field-error" : "small quiet"}>
              {wrong === name
                ? m.result_range({
                    low: sayNumber(LIMITS.intake[name][0]),
                    high: sayNumber(LIMITS.intake[name][1]),
                  })
                : known === null
                  ? m.medicines_intake_none()
                  : m.medicines_intake_said({ value: sayNumber(known) })}
            </p>
          </div>
        );
      })}
      <div>
        <button type="submit" class="button">
          {m.save()}
        </button>
      </div>
      {kept && <KeptLine rows={kept} />}
      {notKept}
    </form>
  );
}

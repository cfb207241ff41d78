import { useEffect, useState } from "preact/hooks";
import { fetchGuidance, type Limit, setLimits } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { locale } from "~/ui/language";
import { readNumber } from "~/ui/read-number";
import { sayNumber } from "~/ui/words";
import { Obstacle, useSave } from "./answers";

/** The numbers marked ours, for this one patient, over those of the clinic. */
export function Numbers({
  patient,
  chosen,
  revision,
  onConflict,
  onSaved,
}: {
  patient: string;
  /** the numbers that this patient has of their own */
  chosen: Record<string, number>;
  revision: number;
  onConflict: () => void;
  onSaved: () => void;
}) {
  const [limits, setAll] = useState<Limit[] | null>(null);
  const [own, setOwn] = useState<Record<string, string>>(
    Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, String(value)])),
  );
  const [search, setSearch] = useState("");
  const save = useSave(revision, onConflict);
  useEffect(() => {
    void fetchGuidance(locale(), patient).then((answer) => {
      if (answer.kind !== "ok") return save.setProblem(m.desk_not_saved());
      const ours = answer.data.thresholds.filter((one) => one.ours);
      setAll(ours);
    });
  }, [patient]);
  const submit = async (event: Event) => {
    event.preventDefault();
    const wanted: Record<string, number> = {};
    for (const [name, text] of Object.entries(own)) {
      const value = readNumber(text);
      if (typeof value === "number") wanted[name] = value;
    }
    if (await save.save((seen) => setLimits(patient, wanted, seen))) onSaved();
  };
  if (!limits) return save.problem ? <Obstacle save={save} /> : <p class="quiet">{m.desk_loading()}</p>;
  const found = limits.filter((one) => one.description.toLowerCase().includes(search.toLowerCase()));
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <p class="small quiet">{m.numbers_say()}</p>
      <div class="field">
        <label for="numbers-search">{m.numbers_search()}</label>
        <input
          id="numbers-search"
          type="search"
          value={search}
          onInput={(event) => setSearch((event.target as HTMLInputElement).value)}
        />
      </div>
      <div class="numbers-list">
        {found.map((one) => (
          <div key={one.name} class="numbers-edit">
            <label class="small" for={`number-${one.name}`}>
              {one.description}
            </label>
            <input
              id={`number-${one.name}`}
              inputMode="decimal"
              placeholder={sayNumber(one.name in chosen ? one.default : one.value)}
              value={own[one.name] ?? ""}
              onInput={(event) => setOwn({ ...own, [one.name]: (event.target as HTMLInputElement).value })}
            />
          </div>
        ))}
      </div>
      <Obstacle save={save} />
      <button type="submit" class="button button-primary button-wide" disabled={save.busy}>
        {m.save()}
      </button>
    </form>
  );
}

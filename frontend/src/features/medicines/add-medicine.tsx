import { useState } from "preact/hooks";
import { isDay, today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import { classOf, gateOf, RHYTHMS, type Rhythm } from "~/domain/medicines";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { Chips } from "~/ui/chips";
import { useKeep } from "~/ui/use-keep";
import { rhythmName } from "~/ui/words/medicines";

const MOST_TIMES = 6;
type Wrong = "name" | "times" | "from" | null;

/** A medicine for the own list. Which class it is comes from its name: what the pregnancy asks of it is asked of the class. */
export function AddMedicine({ profile, onDone }: { profile: Profile | null; onDone: () => void }) {
  const [name, setName] = useState("");
  const [every, setEvery] = useState<Rhythm | "needed">("day");
  const [times, setTimes] = useState<string[]>([""]);
  const [from, setFrom] = useState(todayOf());
  const [wrong, setWrong] = useState<Wrong>(null);
  const [keep, notKept] = useKeep();
  const called = name.trim().replace(/\s+/g, " ");
  const gate = called.length > 2 ? gateOf(classOf(called), profile) : null;
  const submit = async (event: Event) => {
    event.preventDefault();
    const said = every === "needed" ? [] : times.filter(Boolean).sort();
    const bad: Wrong =
      called.length === 0 || called.length > 200
        ? "name"
        : new Set(said).size < said.length
          ? "times"
          : !isDay(from) || from < EARLIEST || from > todayOf()
            ? "from"
            : null;
    setWrong(bad);
    if (bad) return document.getElementById(`medicine-${bad}`)?.focus();
    const entry = {
      kind: "medicine",
      date: from,
      name: called,
      class: classOf(called) ?? "other",
      action: "start",
      every: every === "needed" ? undefined : every,
      times: said.length > 0 ? said : undefined,
    };
    if (await keep([entry])) onDone();
  };
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <div class="field">
        <label for="medicine-name">{m.medicines_name()}</label>
        <input
          id="medicine-name"
          value={name}
          maxLength={200}
          autocomplete="off"
          aria-invalid={wrong === "name"}
          aria-describedby={wrong === "name" ? "medicine-name-wrong" : undefined}
          onInput={(event) => setName((event.target as HTMLInputElement).value)}
        />
        {wrong === "name" && (
          <p id="medicine-name-wrong" class="field-error" role="alert">
            {m.medicines_name_wrong()}
          </p>
        )}
      </div>
      {gate && (
        <p class={`notice ${gate === "stop-and-ask" ? "notice-now" : "notice-soon"}`} role="status">
          {gate === "ask" ? m.medicines_gate_ask() : m.medicines_gate_stop()}
        </p>
      )}
      <Chips
        label={m.medicines_how_often()}
        options={[...RHYTHMS, "needed"] as const}
        name={rhythmName}
        chosen={[every]}
        onToggle={setEvery}
      />
      {every !== "needed" && (
        <fieldset class="stack-tight">
          <legend class="strong">{m.medicines_times()}</legend>
          <div class="field">
            {times.map((time, index) => (
              <input
                key={index}
                id={index === 0 ? "medicine-times" : undefined}
                type="time"
                aria-label={m.medicines_time({ number: index + 1 })}
                value={time}
                aria-invalid={wrong === "times"}
                onInput={(event) =>
                  setTimes(times.with(index, (event.target as HTMLInputElement).value.slice(0, 5)))
                }
              />
            ))}
          </div>
          {wrong === "times" && (
            <p class="field-error" role="alert">
              {m.medicines_times_wrong()}
            </p>
          )}
          {times.length < MOST_TIMES && (
            <div>
              <button type="button" class="button" onClick={() => setTimes([...times, ""])}>
                {m.medicines_add_time()}
              </button>
            </div>
          )}
          <p class="small quiet">{m.medicines_times_say()}</p>
        </fieldset>
      )}
      <div class="field">
        <label for="medicine-from">{m.medicines_from()}</label>
        <input
          id="medicine-from"
          type="date"
          min={EARLIEST}
          max={todayOf()}
          value={from}
          aria-invalid={wrong === "from"}
          onInput={(event) => setFrom((event.target as HTMLInputElement).value)}
        />
        {wrong === "from" && (
          <p class="field-error" role="alert">
            {m.expected_past()}
          </p>
        )}
      </div>
      {notKept}
      <div class="row">
        <button type="submit" class="button button-primary">
          {m.save()}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {m.cancel()}
        </button>
      </div>
    </form>
  );
}

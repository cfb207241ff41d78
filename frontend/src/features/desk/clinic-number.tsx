import { useEffect, useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import * as m from "~/paraglide/messages";
import { readNumber } from "~/ui/read-number";
import { whyNot } from "./answers";

/** Both as the server's. */
const [LEAST, MOST] = [1, 60];

export interface ClinicNumberProps<T> {
  id: string;
  title: string;
  say: string;
  label: string;
  saved: string;
  read: () => Promise<Answer<T>>;
  set: (value: number) => Promise<Answer<T>>;
  numberOf: (kept: T) => number;
}

/** A whole number from 1 to 60 that a clinic's administrator sets. */
export function ClinicNumber<T>({ id, title, say, label, saved, read, set, numberOf }: ClinicNumberProps<T>) {
  const [there, setThere] = useState(false);
  const [typed, setTyped] = useState("");
  const [said, setSaid] = useState<{ text: string; wrong: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const take = (next: T) => {
    setThere(true);
    setTyped(String(numberOf(next)));
  };
  useEffect(() => {
    let gone = false;
    void read().then((answer) => {
      if (gone) return;
      if (answer.kind === "ok") take(answer.data);
      else setSaid({ text: whyNot(answer), wrong: true });
    });
    return () => {
      gone = true;
    };
  }, [id]);
  const submit = async (event: Event) => {
    event.preventDefault();
    const value = readNumber(typed);
    if (typeof value !== "number" || !Number.isInteger(value) || value < LEAST || value > MOST)
      return setSaid({ text: m.lock_set_wrong(), wrong: true });
    setBusy(true);
    const answer = await set(value);
    setBusy(false);
    if (answer.kind !== "ok") return setSaid({ text: whyNot(answer), wrong: true });
    take(answer.data);
    dispatchEvent(new Event("toh:me"));
    setSaid({ text: saved, wrong: false });
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <h3>{title}</h3>
      <p class="small quiet">{say}</p>
      {there && (
        <div class="row row-field">
          <div class="field">
            <label for={id}>{label}</label>
            <input
              id={id}
              inputMode="numeric"
              autocomplete="off"
              maxLength={2}
              value={typed}
              aria-invalid={said?.wrong ?? false}
              onInput={(event) => {
                setTyped((event.target as HTMLInputElement).value);
                setSaid(null);
              }}
            />
          </div>
          <button type="submit" class="button" disabled={busy}>
            {m.save()}
          </button>
        </div>
      )}
      {said && (
        <p class={said.wrong ? "field-error" : "small"} role={said.wrong ? "alert" : "status"}>
          {said.text}
        </p>
      )}
    </form>
  );
}

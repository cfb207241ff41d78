import { useEffect, useState } from "preact/hooks";
import { fetchTelephone, setTelephone } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { whyNot } from "./answers";

/** The number that the clinic's patients call: an urgent notice on their phone dials it. */
export function Telephone({ clinic }: { clinic: string }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [said, setSaid] = useState<{ text: string; wrong: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let gone = false;
    void fetchTelephone(clinic).then((answer) => {
      if (gone) return;
      if (answer.kind === "ok") setTyped(answer.data.phone);
      else setSaid({ text: whyNot(answer), wrong: true });
    });
    return () => {
      gone = true;
    };
  }, [clinic]);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (typed === null || busy) return;
    setBusy(true);
    const answer = await setTelephone(clinic, typed);
    setBusy(false);
    if (answer.kind === "ok") {
      setTyped(answer.data.phone);
      return setSaid({ text: m.clinic_phone_saved(), wrong: false });
    }
    const refused = answer.kind === "refused" && answer.problem.errors[0]?.field === "phone";
    setSaid({ text: refused ? m.clinic_phone_wrong() : whyNot(answer), wrong: true });
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <h3>{m.clinic_phone_title()}</h3>
      <p class="small quiet">{m.clinic_phone_say()}</p>
      {typed === null && !said && <p class="quiet">{m.desk_loading()}</p>}
      {typed !== null && (
        <div class="row row-field">
          <div class="field">
            <label for={`clinic-phone-${clinic}`}>{m.clinic_phone_label()}</label>
            <input
              id={`clinic-phone-${clinic}`}
              type="tel"
              autocomplete="off"
              maxLength={40}
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

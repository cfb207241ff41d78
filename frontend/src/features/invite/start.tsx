/** Signed in, but of no clinic and without a record: begin one of one's own, or use an invitation. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type ConsentState, fetchConsentTexts, openOwnRecord } from "~/api/people";
import { deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { whyNot } from "~/ui/answers";
import { ConsentBoxes } from "~/ui/consents";
import { locale } from "~/ui/language";
import { PersonFields } from "./person-fields";

export function Start({
  name,
  onDone,
  onLeave,
}: {
  name: string;
  onDone: () => Promise<void>;
  onLeave: () => void;
}) {
  const [texts, setTexts] = useState<ConsentState[] | null>(null);
  const [given, setGiven] = useState<string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const { route } = useLocation();
  useEffect(() => {
    void fetchConsentTexts(locale()).then((answer) => {
      if (answer.kind === "ok") setTexts(answer.data.filter((one) => one.kind !== "clinic_sharing"));
      else setProblem(whyNot(answer));
    });
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const answer = await openOwnRecord({
      name: String(form.get("name")).trim(),
      sex: String(form.get("sex")),
      birth_year: Number(form.get("birth_year")) || null,
      timezone: deviceZone(),
      consents: given,
    });
    setProblem(whyNot(answer));
    if (answer.kind !== "ok") return;
    await onDone();
    route("/welcome", true);
  };
  return (
    <main class="page stack">
      <h1>{m.start_title()}</h1>
      <p>{m.start_say()}</p>
      <p class="notice">{m.start_invited()}</p>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <PersonFields name={name} />
        <h2>{m.consent_title()}</h2>
        {texts ? (
          <ConsentBoxes texts={texts} given={given} onChange={setGiven} />
        ) : (
          <p class="quiet">{m.desk_loading()}</p>
        )}
        {problem && (
          <p class="notice notice-now" role="alert">
            {problem}
          </p>
        )}
        <button
          type="submit"
          class="button button-primary button-wide"
          disabled={!given.includes("data_use")}
        >
          {m.start_go()}
        </button>
        {!given.includes("data_use") && <p class="small quiet">{m.start_needs()}</p>}
        <button type="button" class="button button-plain" onClick={onLeave}>
          {m.settings_sign_out()}
        </button>
      </form>
    </main>
  );
}

import { useState } from "preact/hooks";
import type { Outcome } from "~/api/desk";
import { noteContact } from "~/api/desk-records";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { dial } from "~/ui/whom-to-call";
import { onceMore } from "./once-more";
import { EditPerson } from "./person-sheet";
import type { Undo } from "./undo";
import { contactName } from "./worklist-row";

const AT_ONCE = ["reached", "no_answer", "message_left"] as const;
const inHours = (hours: number): string => {
  const at = new Date(Date.now() + hours * 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** How one tried to reach the patient, in one touch. Whoever was reached knows of what is open: it counts as acknowledged. */
export function Contact({
  profile,
  undo,
  onChanged,
}: {
  profile: Profile;
  undo: Undo;
  onChanged: () => void;
}) {
  const { id: patient, name } = profile;
  const [when, setWhen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const note = async (outcome: Outcome, again?: string) => {
    if (busy) return;
    setBusy(true);
    const answer = await onceMore(() => noteContact(patient, outcome, again));
    setBusy(false);
    const words = m.contact_done({ name, outcome: contactName(outcome, again ?? null) });
    undo.did(answer.kind === "ok" ? { words, act: answer.data.act } : { words: m.desk_not_saved() });
    if (answer.kind === "ok") setWhen(null);
    onChanged();
  };
  return (
    <section class="stack-tight" aria-label={m.contact_title()}>
      <h2 class="small strong">{m.contact_title()}</h2>
      <div class="row">
        <CallPatient profile={profile} />
        <EditPerson {...{ profile, undo, onChanged }} />
      </div>
      <div class="row">
        {AT_ONCE.map((outcome) => (
          <button
            key={outcome}
            type="button"
            class="button button-quiet"
            disabled={busy}
            onClick={() => void note(outcome)}
          >
            {contactName(outcome, null)}
          </button>
        ))}
        <button
          type="button"
          class="button button-quiet"
          aria-expanded={when !== null}
          onClick={() => setWhen(when === null ? inHours(2) : null)}
        >
          {m.contact_again_at()}
        </button>
      </div>
      {when !== null && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            void note("again", new Date(when).toISOString());
          }}
        >
          <input
            type="datetime-local"
            required
            aria-label={m.contact_again_at()}
            value={when}
            onInput={(event) => setWhen((event.target as HTMLInputElement).value)}
          />
          <button type="submit" class="button button-primary" disabled={busy}>
            {m.save()}
          </button>
        </form>
      )}
      <p class="small quiet">{m.contact_say()}</p>
    </section>
  );
}

/** The patient's number, to be dialled with one touch. */
export const CallPatient = ({ profile }: { profile: Profile }) =>
  profile.phone ? (
    <a class="button" href={dial(profile.phone)}>
      {m.call_whom({ name: profile.phone })}
    </a>
  ) : (
    <p class="small quiet">{m.desk_no_phone()}</p>
  );

import { useState } from "preact/hooks";
import { patchPatient } from "~/api/patients";
import { today } from "~/domain/days";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { Sheet } from "~/ui/sheet";
import { whyNot } from "./answers";
import { onceMore } from "./once-more";
import type { Undo } from "./undo";

interface Props {
  profile: Profile;
  undo: Undo;
  onChanged: () => void;
}

/** Who somebody is and how they are reached, put right by their clinic. */
export function EditPerson({ profile, undo, onChanged }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {m.desk_person()}
      </button>
      {open && (
        <PersonSheet
          profile={profile}
          onClose={() => setOpen(false)}
          onSaved={(name) => {
            setOpen(false);
            undo.did({ words: m.desk_person_saved({ name }) });
            onChanged();
          }}
        />
      )}
    </>
  );
}

function PersonSheet({
  profile,
  onClose,
  onSaved,
}: {
  profile: Profile;
  onClose: () => void;
  onSaved: (name: string) => void;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const changes = changesOf(profile, new FormData(event.target as HTMLFormElement));
    if (Object.keys(changes).length === 0) return onClose();
    setBusy(true);
    const answer = await onceMore(() => patchPatient(profile.id, changes));
    setBusy(false);
    if (answer.kind === "ok") return onSaved(answer.data.name);
    setProblem(whyNot(answer));
  };
  return (
    <Sheet title={m.desk_person_title({ name: profile.name })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="person-name">{m.field_name()}</label>
          <input id="person-name" name="name" required maxLength={150} defaultValue={profile.name} />
        </div>
        <ReachFields profile={profile} />
        <div class="field">
          <label for="person-email">{m.field_email()}</label>
          <input id="person-email" name="email" type="email" defaultValue={profile.email ?? ""} />
          <p class="small quiet">{m.desk_person_email_say()}</p>
        </div>
        {problem && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button button-primary button-wide" disabled={busy}>
          {m.save()}
        </button>
      </form>
    </Sheet>
  );
}

/** Day of birth, or its year where the day is not known; telephone; the clinic's own number. */
export function ReachFields({ profile }: { profile?: Profile }) {
  return (
    <>
      <div class="settings-pair">
        <div class="field">
          <label for="person-born">{m.field_birth_date()}</label>
          <input
            id="person-born"
            name="birth_date"
            type="date"
            min="1900-01-01"
            max={today()}
            defaultValue={profile?.birth_date ?? ""}
          />
        </div>
        <div class="field">
          <label for="person-year">{m.field_birth_year_only()}</label>
          <input
            id="person-year"
            name="birth_year"
            type="number"
            min="1900"
            max={today().slice(0, 4)}
            defaultValue={profile?.birth_year ?? ""}
          />
        </div>
      </div>
      <div class="settings-pair">
        <div class="field">
          <label for="person-phone">{m.field_phone()}</label>
          <input
            id="person-phone"
            name="phone"
            type="tel"
            autocomplete="off"
            maxLength={40}
            defaultValue={profile?.phone ?? ""}
          />
        </div>
        <div class="field">
          <label for="person-number">{m.field_clinic_number_short()}</label>
          <input
            id="person-number"
            name="clinic_number"
            autocomplete="off"
            maxLength={40}
            defaultValue={profile?.clinic_number ?? ""}
          />
        </div>
      </div>
    </>
  );
}

/** Only what is another than before: the audit names it, and nothing else is touched. A day of birth brings its year. */
export function changesOf(before: Profile, form: FormData): Partial<Profile> {
  const typed = (name: string) => String(form.get(name) ?? "").trim();
  const changes: Partial<Profile> = {};
  for (const name of ["name", "phone", "clinic_number", "email"] as const)
    if (typed(name) !== (before[name] ?? "")) changes[name] = typed(name);
  const [day, year] = [typed("birth_date") || null, Number(typed("birth_year")) || null];
  if (day !== (before.birth_date ?? null)) changes.birth_date = day;
  const anotherYear = year !== (before.birth_year ?? null);
  if (anotherYear && !(day && changes.birth_date)) changes.birth_year = year;
  return changes;
}

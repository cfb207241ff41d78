import { useState } from "preact/hooks";
import { createPatient } from "~/api/patients";
import { invite } from "~/api/people";
import { deviceZone } from "~/domain/days";
import { RISK_FACTORS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { Chips } from "~/ui/chips";
import { locale } from "~/ui/language";
import { Sheet } from "~/ui/sheet";
import { riskName } from "~/ui/words";
import { whyNot } from "./answers";
import { onceMore } from "./once-more";
import { ReachFields } from "./person-sheet";

export function NewPatient({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const [risks, setRisks] = useState<string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const year = Number(form.get("birth_year"));
    const typed = (name: string) => String(form.get(name) ?? "").trim();
    const [email, born, phone, number] = [
      typed("email"),
      typed("birth_date"),
      typed("phone"),
      typed("clinic_number"),
    ];
    const answer = await onceMore(() =>
      createPatient({
        name: String(form.get("name")).trim(),
        sex: String(form.get("sex")),
        birth_year: year || null,
        timezone: String(form.get("timezone")),
        ...(email ? { email } : {}),
        ...(born ? { birth_date: born } : {}),
        ...(phone ? { phone } : {}),
        ...(number ? { clinic_number: number } : {}),
        risk_factors: risks,
      }),
    );
    if (answer.kind === "ok") {
      const { id } = answer.data;
      // the link can be sent again, or shown as a picture, from the page about the patient's people
      if (email) await invite({ role: "patient", patient: id, email, send: true, language: locale() });
      return onCreated(id);
    }
    setProblem(whyNot(answer));
  };
  return (
    <Sheet title={m.desk_new_patient()} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="patient-name">{m.field_name()}</label>
          <input id="patient-name" name="name" required maxLength={200} />
        </div>
        <div class="field">
          <label for="patient-sex">{m.field_sex()}</label>
          <select id="patient-sex" name="sex">
            <option value="female">{m.sex_female()}</option>
            <option value="male">{m.sex_male()}</option>
            <option value="unknown">{m.sex_unknown()}</option>
          </select>
        </div>
        <ReachFields />
        <div class="field">
          <label for="patient-email">{m.field_invite()}</label>
          <input id="patient-email" name="email" type="email" />
          <p class="small quiet">{m.field_invite_say()}</p>
        </div>
        <div class="field">
          <label for="patient-zone">{m.field_zone()}</label>
          <input id="patient-zone" name="timezone" required defaultValue={deviceZone()} />
        </div>
        <Chips
          label={m.field_risks()}
          options={RISK_FACTORS}
          name={riskName}
          chosen={RISK_FACTORS.filter((risk) => risks.includes(risk))}
          onToggle={(risk) =>
            setRisks(risks.includes(risk) ? risks.filter((one) => one !== risk) : [...risks, risk])
          }
        />
        {problem && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button button-primary button-wide">
          {m.desk_create()}
        </button>
      </form>
    </Sheet>
  );
}

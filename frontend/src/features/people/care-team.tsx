/** One patient's people, for the clinic: invite the person, the care team, another clinic. */
import "~/ui/people.css";
import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { fetchPatient } from "~/api/patients";
import {
  addToTeam,
  type ClinicName,
  fetchClinics,
  fetchInvitations,
  fetchStaff,
  fetchTeam,
  fetchTransfers,
  type Invitation,
  type Issued,
  invite,
  proposeTransfer,
  removeFromTeam,
  type Staff,
  type TeamMember,
  type Transfer,
  withdrawTransfer,
} from "~/api/people";
import * as m from "~/paraglide/messages";
import { whyNot } from "~/ui/answers";
import { IssuedCard, WaitingInvitations } from "~/ui/issued";
import { locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { roleName, sayDayOf } from "~/ui/words";

interface Known {
  name: string;
  clinic: string;
  team: TeamMember[];
  staff: Staff[];
  clinics: ClinicName[];
  invitations: Invitation[];
  transfers: Transfer[];
}

export function CareTeam() {
  const patient = useRoute().params.id!;
  const [known, setKnown] = useState<Known | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);
  const load = async () => {
    const profile = await fetchPatient(patient);
    if (profile.kind !== "ok") return setProblem(whyNot(profile));
    const clinic = profile.data.clinic?.id ?? "";
    const [team, staff, clinics, invitations, transfers] = await Promise.all([
      fetchTeam(patient),
      fetchStaff(clinic),
      fetchClinics(),
      fetchInvitations(patient),
      fetchTransfers(patient),
    ]);
    if (team.kind !== "ok" || staff.kind !== "ok" || clinics.kind !== "ok")
      return setProblem(m.signin_later());
    if (invitations.kind !== "ok" || transfers.kind !== "ok") return setProblem(m.signin_later());
    setKnown({
      name: profile.data.name,
      clinic,
      team: team.data.filter((one) => !one.until),
      staff: staff.data.filter((one) => one.role !== "administrator"),
      clinics: clinics.data.filter((one) => one.id !== clinic),
      invitations: invitations.data,
      transfers: transfers.data,
    });
  };
  useEffect(() => void load(), [patient]);
  const act = async (work: Promise<Parameters<typeof whyNot>[0]>) => {
    const answer = await work;
    setProblem(whyNot(answer));
    await load();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const email = String(new FormData(form).get("email")).trim();
    const answer = await invite({ role: "patient", patient, email, send: email !== "", language: locale() });
    const taken = answer.kind === "refused" && answer.problem.errors.some((one) => one.code === "taken");
    setProblem(taken ? m.invite_taken() : whyNot(answer));
    if (answer.kind !== "ok") return;
    // the address belongs to this one: a second press would take it back and send another
    form.reset();
    setIssued(answer.data);
  };
  const proposal = known?.transfers.find((one) => !one.decided_at);
  const free = known?.staff.filter((one) => !known.team.some((member) => member.user === one.user)) ?? [];
  return (
    <div class="course-page people-page stack">
      <PageHead
        title={known ? m.team_of({ name: known.name }) : m.team_title()}
        back={`/patients/${patient}`}
      />
      {problem && (
        <p class="notice notice-now" role="alert">
          {problem}
        </p>
      )}
      {!known && !problem && <p class="quiet">{m.desk_loading()}</p>}
      {known && (
        <>
          <section class="section">
            <h2>{m.invite_patient()}</h2>
            <form class="stack" onSubmit={(event) => void submit(event)}>
              <div class="field">
                <label for="patient-mail">{m.invite_email()}</label>
                <input id="patient-mail" name="email" type="email" autocomplete="off" />
                <p class="small quiet">{m.invite_email_say()}</p>
              </div>
              <div>
                <button type="submit" class="button button-primary">
                  {m.invite_make()}
                </button>
              </div>
            </form>
            <WaitingInvitations
              rows={known.invitations}
              onChanged={(why) => (why ? setProblem(why) : void load())}
            />
          </section>
          <section class="section">
            <h2>{m.team_title()}</h2>
            <ul class="lines">
              {known.team.map((one) => (
                <li key={one.user} class="people-line">
                  <div class="grow">
                    <p>{one.name}</p>
                    <p class="small quiet">
                      {roleName(one.role)} · {m.since_day({ day: sayDayOf(one.since) })}
                    </p>
                  </div>
                  {one.role !== "caregiver" && (
                    <button
                      type="button"
                      class="button button-danger"
                      onClick={() => void act(removeFromTeam(patient, one.user))}
                    >
                      {m.team_remove()}
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {free.length > 0 && (
              <div class="chips">
                {free.map((one) => (
                  <button
                    key={one.id}
                    type="button"
                    class="chip"
                    onClick={() => void act(addToTeam(patient, one.user))}
                  >
                    {m.team_add({ name: one.name })}
                  </button>
                ))}
              </div>
            )}
          </section>
          <section class="section">
            <h2>{m.transfer_title()}</h2>
            <p class="small quiet">{m.transfer_say()}</p>
            {proposal ? (
              <div class="people-line">
                <p class="grow">{m.transfer_waits({ clinic: proposal.to_clinic.name })}</p>
                <button
                  type="button"
                  class="button"
                  onClick={() => void act(withdrawTransfer(patient, proposal.id))}
                >
                  {m.transfer_withdraw()}
                </button>
              </div>
            ) : (
              <form
                class="stack"
                onSubmit={(event) => {
                  event.preventDefault();
                  const to = String(new FormData(event.target as HTMLFormElement).get("clinic"));
                  void act(proposeTransfer(patient, to));
                }}
              >
                <div class="field">
                  <label for="to-clinic">{m.transfer_to()}</label>
                  <select id="to-clinic" name="clinic" required disabled={known.clinics.length === 0}>
                    <option value="">{m.programme_choose()}</option>
                    {known.clinics.map((one) => (
                      <option key={one.id} value={one.id}>
                        {one.name}
                      </option>
                    ))}
                  </select>
                </div>
                <div>
                  <button type="submit" class="button" disabled={known.clinics.length === 0}>
                    {m.transfer_propose()}
                  </button>
                </div>
              </form>
            )}
          </section>
        </>
      )}
      {issued && (
        <Sheet
          title={m.invite_patient()}
          onClose={() => {
            setIssued(null);
            void load();
          }}
        >
          <IssuedCard issued={issued} />
        </Sheet>
      )}
    </div>
  );
}

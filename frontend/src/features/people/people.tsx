/** The patient's own page about others: who helps, which clinic, and whether the record moves. */
import "~/ui/people.css";
import { useEffect, useState } from "preact/hooks";
import {
  changeCaregiver,
  decideTransfer,
  fetchInvitations,
  fetchTeam,
  fetchTransfers,
  type Invitation,
  type Issued,
  invite,
  leaveClinic,
  removeFromTeam,
  type TeamMember,
  type Transfer,
} from "~/api/people";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentSession } from "~/sync/client";
import { useProfile, useRead } from "~/sync/hooks";
import { whyNot } from "~/ui/answers";
import { Check } from "~/ui/chips";
import { IssuedCard, WaitingInvitations } from "~/ui/issued";
import { locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { Unreached } from "~/ui/unreached";
import { Waiting } from "~/ui/waiting";
import { roleName, sayDate, sayDayOf } from "~/ui/words";

interface Known {
  team: TeamMember[];
  invitations: Invitation[];
  transfers: Transfer[];
}

export function People() {
  const read = useRead();
  const profile = useProfile();
  const [known, setKnown] = useState<Known | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [sheet, setSheet] = useState<"invite" | "leave" | null>(null);
  const patient = profile?.id;
  const load = async () => {
    if (!patient) return;
    const [team, invitations, transfers] = await Promise.all([
      fetchTeam(patient),
      fetchInvitations(),
      fetchTransfers(patient),
    ]);
    if (team.kind !== "ok" || invitations.kind !== "ok" || transfers.kind !== "ok")
      return setProblem(whyNot(team) ?? whyNot(invitations) ?? whyNot(transfers));
    setProblem(null);
    setKnown({ team: team.data, invitations: invitations.data, transfers: transfers.data });
    void currentSession().engine.nudge();
  };
  useEffect(() => void load(), [patient]);
  if (!read || profile === undefined) return <Waiting title={m.people_title()} back="/more" />;
  const act = async (work: Promise<{ kind: string }>) => {
    const answer = (await work) as Parameters<typeof whyNot>[0];
    const why = whyNot(answer);
    if (why) setProblem(why);
    else await load();
  };
  const open = known?.team.filter((one) => !one.until) ?? [];
  const helpers = open.filter((one) => one.role === "caregiver");
  const clinicians = open.filter((one) => one.role !== "caregiver");
  const proposal = known?.transfers.find((one) => !one.decided_at);
  return (
    <>
      <PageHead title={m.people_title()} back="/more" />
      {problem && <Unreached why={problem} onAgain={load} />}
      {!known && !problem && <p class="quiet">{m.desk_loading()}</p>}
      {proposal && (
        <section class="section">
          <h2>{m.transfer_title()}</h2>
          <p>{m.transfer_asked({ from: proposal.from_clinic.name, to: proposal.to_clinic.name })}</p>
          <div class="row">
            <button
              type="button"
              class="button button-primary"
              onClick={() => void act(decideTransfer(patient!, proposal.id, true))}
            >
              {m.transfer_yes()}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => void act(decideTransfer(patient!, proposal.id, false))}
            >
              {m.transfer_no()}
            </button>
          </div>
        </section>
      )}
      {known && (
        <>
          <section class="section">
            <h2>{m.caregivers_title()}</h2>
            <p class="small quiet">{m.caregivers_say()}</p>
            {helpers.map((one) => (
              <div key={one.user} class="stack-tight">
                <p class="strong">{one.name}</p>
                <p class="small quiet">{m.since_day({ day: sayDayOf(one.since) })}</p>
                <Check
                  label={m.caregiver_log()}
                  checked={one.may_log}
                  onChange={(may_log) => void act(changeCaregiver(patient!, one.user, { may_log }))}
                />
                <Check
                  label={m.caregiver_message()}
                  checked={one.may_message}
                  onChange={(may_message) => void act(changeCaregiver(patient!, one.user, { may_message }))}
                />
                <div>
                  <button
                    type="button"
                    class="button button-danger"
                    onClick={() => void act(removeFromTeam(patient!, one.user))}
                  >
                    {m.caregiver_end()}
                  </button>
                </div>
              </div>
            ))}
            {helpers.length === 0 && <p>{m.caregivers_none()}</p>}
            <WaitingInvitations
              rows={known.invitations}
              onChanged={(why) => (why ? setProblem(why) : void load())}
            />
            <div>
              <button type="button" class="button" onClick={() => setSheet("invite")}>
                {m.caregiver_invite()}
              </button>
            </div>
          </section>
          <section class="section">
            <h2>{m.people_clinic()}</h2>
            {profile?.clinic ? (
              <>
                <p class="strong">{profile.clinic.name}</p>
                <KnownAs profile={profile} />
                {clinicians.length > 0 && (
                  <ul class="lines">
                    {clinicians.map((one) => (
                      <li key={one.user} class="people-line">
                        <div class="grow">
                          <p>{one.name}</p>
                          <p class="small quiet">
                            {roleName(one.role)} · {m.since_day({ day: sayDayOf(one.since) })}
                          </p>
                        </div>
                      </li>
                    ))}
                  </ul>
                )}
                <div>
                  <button type="button" class="button button-danger" onClick={() => setSheet("leave")}>
                    {m.leave_clinic()}
                  </button>
                </div>
              </>
            ) : (
              <p>{m.people_no_clinic()}</p>
            )}
          </section>
        </>
      )}
      {sheet === "invite" && (
        <InviteHelper
          onClose={() => {
            setSheet(null);
            void load();
          }}
        />
      )}
      {sheet === "leave" && (
        <Sheet title={m.leave_clinic()} onClose={() => setSheet(null)}>
          <p>{m.leave_clinic_say()}</p>
          <p>{m.leave_clinic_keeps()}</p>
          <div class="row">
            <button type="button" class="button button-primary" onClick={() => setSheet(null)}>
              {m.leave_stay()}
            </button>
            <button
              type="button"
              class="button button-danger"
              onClick={() => {
                setSheet(null);
                void act(leaveClinic(patient!));
              }}
            >
              {m.leave_clinic()}
            </button>
          </div>
        </Sheet>
      )}
    </>
  );
}

function InviteHelper({ onClose }: { onClose: () => void }) {
  const [mayLog, setMayLog] = useState(true);
  const [mayMessage, setMayMessage] = useState(false);
  const [issued, setIssued] = useState<Issued | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const email = String(new FormData(event.target as HTMLFormElement).get("email")).trim();
    const answer = await invite({
      role: "caregiver",
      email,
      send: email !== "",
      may_log: mayLog,
      may_message: mayMessage,
      language: locale(),
    });
    setProblem(whyNot(answer));
    if (answer.kind === "ok") setIssued(answer.data);
  };
  return (
    <Sheet title={m.caregiver_invite()} onClose={onClose}>
      {issued ? (
        <IssuedCard issued={issued} />
      ) : (
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <Check label={m.caregiver_log()} checked={mayLog} onChange={setMayLog} />
          <Check label={m.caregiver_message()} checked={mayMessage} onChange={setMayMessage} />
          <div class="field">
            <label for="helper-email">{m.invite_email()}</label>
            <input id="helper-email" name="email" type="email" autocomplete="off" />
            <p class="small quiet">{m.invite_email_say()}</p>
          </div>
          {problem && (
            <p class="field-error" role="alert">
              {problem}
            </p>
          )}
          <button type="submit" class="button button-primary button-wide">
            {m.invite_make()}
          </button>
        </form>
      )}
    </Sheet>
  );
}

/** By what the clinic knows and reaches the patient; the clinic keeps it. */
function KnownAs({ profile }: { profile: Profile }) {
  const lines = [
    [m.field_birth_date(), profile.birth_date ? sayDate(profile.birth_date) : null],
    [m.field_phone(), profile.phone],
    [m.field_email(), profile.email],
    [m.field_clinic_number(), profile.clinic_number],
  ].filter(([, value]) => value);
  if (lines.length === 0) return null;
  return (
    <div class="stack-tight">
      <h3>{m.people_known_as()}</h3>
      <dl class="facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt class="small quiet">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="small quiet">{m.people_known_wrong()}</p>
    </div>
  );
}

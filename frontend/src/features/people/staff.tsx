/** The clinic's page about its people: who works here, whom it has invited. */
import "~/ui/people.css";
import { useEffect, useState } from "preact/hooks";
import {
  endStaff,
  fetchInvitations,
  fetchStaff,
  type Invitation,
  type Issued,
  invite,
  type Role,
  type Staff,
} from "~/api/people";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { whyNot } from "~/ui/answers";
import { Chips } from "~/ui/chips";
import { IssuedCard, WaitingInvitations } from "~/ui/issued";
import { locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { roleName, sayDayOf } from "~/ui/words";

const ROLES = ["physiotherapist", "doctor", "administrator"] as const;

export function ClinicPeople() {
  const jobs = readAccount()?.jobs ?? [];
  const job = jobs.find((one) => one.role === "administrator") ?? jobs[0];
  const runs = job?.role === "administrator";
  const [staff, setStaff] = useState<Staff[] | null>(null);
  const [invitations, setInvitations] = useState<Invitation[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [inviting, setInviting] = useState(false);
  const [ending, setEnding] = useState<Staff | null>(null);
  const load = async () => {
    if (!job) return;
    const [people, waiting] = await Promise.all([fetchStaff(job.clinic), fetchInvitations()]);
    setProblem(whyNot(people) ?? whyNot(waiting));
    if (people.kind === "ok") setStaff(people.data);
    if (waiting.kind === "ok") setInvitations(waiting.data);
  };
  useEffect(() => void load(), [job?.clinic]);
  return (
    <div class="course-page people-page stack">
      <PageHead title={m.staff_title()} back="/" />
      {job && <p class="quiet">{job.name}</p>}
      {problem && (
        <p class="notice notice-now" role="alert">
          {problem}
        </p>
      )}
      {!staff && !problem && <p class="quiet">{m.desk_loading()}</p>}
      <ul class="lines">
        {staff?.map((one) => (
          <li key={one.id} class="people-line">
            <div class="grow">
              <p>{one.name}</p>
              <p class="small quiet">
                {roleName(one.role)} · {m.since_day({ day: sayDayOf(one.since) })}
              </p>
            </div>
            {runs && (
              <button type="button" class="button button-danger" onClick={() => setEnding(one)}>
                {m.staff_end()}
              </button>
            )}
          </li>
        ))}
      </ul>
      {runs && (
        <div>
          <button type="button" class="button button-primary" onClick={() => setInviting(true)}>
            {m.staff_invite()}
          </button>
        </div>
      )}
      {invitations.some((one) => one.state === "open" || one.state === "blocked") && (
        <section class="section">
          <h2>{m.invitations_waiting()}</h2>
          <WaitingInvitations rows={invitations} onChanged={(why) => (why ? setProblem(why) : void load())} />
        </section>
      )}
      {inviting && (
        <InviteStaff
          onClose={() => {
            setInviting(false);
            void load();
          }}
        />
      )}
      {ending && job && (
        <Sheet title={m.staff_end()} onClose={() => setEnding(null)}>
          <p>{m.staff_end_say({ name: ending.name })}</p>
          <div class="row">
            <button
              type="button"
              class="button button-danger"
              onClick={async () => {
                const answer = await endStaff(job.clinic, ending.id);
                setEnding(null);
                await load();
                setProblem(whyNot(answer));
              }}
            >
              {m.staff_end()}
            </button>
          </div>
        </Sheet>
      )}
    </div>
  );
}

function InviteStaff({ onClose }: { onClose: () => void }) {
  const [role, setRole] = useState<Role>("physiotherapist");
  const [issued, setIssued] = useState<Issued | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const email = String(new FormData(event.target as HTMLFormElement).get("email")).trim();
    const answer = await invite({ role, email, send: true, language: locale() });
    setProblem(whyNot(answer));
    if (answer.kind === "ok") setIssued(answer.data);
  };
  return (
    <Sheet title={m.staff_invite()} onClose={onClose}>
      {issued ? (
        <IssuedCard issued={issued} />
      ) : (
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <Chips
            label={m.staff_role()}
            options={ROLES}
            name={roleName}
            chosen={[role as (typeof ROLES)[number]]}
            onToggle={setRole}
          />
          <div class="field">
            <label for="staff-email">{m.signin_email()}</label>
            <input id="staff-email" name="email" type="email" required />
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

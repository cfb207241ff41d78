/** A record that is not one's team's, opened in an emergency; and for an administrator, who did and why. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Emergency, endEmergency, fetchEmergencies, openInEmergency } from "~/api/emergency";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { whyNot } from "~/ui/answers";
import { PageHead } from "~/ui/page";
import { readNumber } from "~/ui/read-number";
import { sayMoment } from "./worklist-row";

export function EmergencyPage() {
  const jobs = readAccount()?.jobs ?? [];
  const clinical = [
    ...new Map(jobs.filter((job) => job.role !== "administrator").map((job) => [job.clinic, job])).values(),
  ];
  const run = jobs.filter((job) => job.role === "administrator");
  return (
    <div class="course-page people-page stack">
      <PageHead title={m.emergency_title()} back="/settings" />
      {clinical.map((job) => (
        <OpenForm key={job.clinic} clinic={job.clinic} name={clinical.length > 1 ? job.name : ""} />
      ))}
      {run.map((job) => (
        <Opened key={job.clinic} clinic={job.clinic} name={job.name} />
      ))}
    </div>
  );
}

function OpenForm({ clinic, name }: { clinic: string; name: string }) {
  const { route } = useLocation();
  const [why, setWhy] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const year = readNumber(String(given.get("year")));
    if (typeof year !== "number") return setWhy(m.emergency_unknown());
    setBusy(true);
    setWhy(null);
    const answer = await openInEmergency(clinic, {
      name: String(given.get("patient")).trim(),
      birth_year: year,
      reason: String(given.get("reason")).trim(),
    });
    setBusy(false);
    if (answer.kind === "ok") return route(`/patients/${answer.data.patient}`);
    const first = answer.kind === "refused" ? answer.problem.errors[0] : undefined;
    if (first?.code === "unknown") setWhy(m.emergency_unknown());
    else if (first?.code === "seen") setWhy(m.emergency_seen());
    else if (first?.field === "reason") setWhy(m.emergency_reason_wrong());
    else if (answer.kind === "refused" && answer.problem.status === 403) setWhy(m.emergency_not_here());
    else setWhy(whyNot(answer));
  };
  const id = (field: string) => `emergency-${field}-${clinic}`;
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {name && <h2>{name}</h2>}
      <p>{m.emergency_say()}</p>
      <div class="field">
        <label for={id("patient")}>{m.emergency_patient()}</label>
        <input id={id("patient")} name="patient" autocomplete="off" maxLength={150} required />
      </div>
      <div class="field">
        <label for={id("year")}>{m.emergency_year()}</label>
        <input id={id("year")} name="year" inputMode="numeric" autocomplete="off" maxLength={4} required />
      </div>
      <div class="field">
        <label for={id("reason")}>{m.emergency_reason()}</label>
        <textarea id={id("reason")} name="reason" rows={3} minLength={10} maxLength={500} required />
        <p class="small quiet">{m.emergency_reason_say()}</p>
      </div>
      {why && (
        <p class="notice notice-now" role="alert">
          {why}
        </p>
      )}
      <div>
        <button type="submit" class="button button-danger" disabled={busy}>
          {m.emergency_open()}
        </button>
      </div>
    </form>
  );
}

function Opened({ clinic, name }: { clinic: string; name: string }) {
  const [rows, setRows] = useState<Emergency[] | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const load = async () => {
    const answer = await fetchEmergencies(clinic);
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setRows(answer.data);
  };
  useEffect(() => void load(), [clinic]);
  return (
    <section class="section stack">
      <h2>{m.emergency_list({ name })}</h2>
      {why && (
        <p class="notice notice-now" role="alert">
          {why}
        </p>
      )}
      {rows?.length === 0 && <p class="quiet">{m.emergency_none()}</p>}
      <ul class="lines">
        {rows?.map((one) => (
          <li key={one.id} class="people-line">
            <div class="grow">
              <p>{one.name}</p>
              <p class="small quiet">
                {sayMoment(one.since)} – {sayMoment(one.until)}
              </p>
              <p class="pre-line">{one.reason}</p>
            </div>
            {one.open && (
              <button
                type="button"
                class="button button-danger"
                onClick={async () => {
                  setWhy(whyNot(await endEmergency(clinic, one.id)));
                  await load();
                }}
              >
                {m.emergency_end()}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who saw or changed what in the clinic: for its administrator, read only. That it was read stands in it, too. */
import "./auditor.css";
import { useEffect, useState } from "preact/hooks";
import { type Asked, type AuditAct, type AuditKind, auditCsv, fetchAudit, findRecord } from "~/api/audit";
import { fetchStaff, type Staff } from "~/api/people";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { whyNot } from "~/ui/answers";
import { PageHead } from "~/ui/page";
import { readNumber } from "~/ui/read-number";
import { Unreached } from "~/ui/unreached";
import { roleName, sayDayOf, sayTime } from "~/ui/words";
import { KINDS, sayAct, shortRecord } from "./auditor-words";

export function AuditorPage() {
  const run = (readAccount()?.jobs ?? []).filter((job) => job.role === "administrator");
  const [clinic, setClinic] = useState(run[0]?.clinic ?? "");
  return (
    <div class="course-page auditor stack">
      <PageHead title={m.audit_title()} back="/settings" />
      <p class="quiet">{m.audit_say()}</p>
      {run.length === 0 && <p class="notice">{m.audit_only()}</p>}
      {run.length > 1 && (
        <div class="field">
          <label for="audit-clinic">{m.audit_clinic()}</label>
          <select
            id="audit-clinic"
            value={clinic}
            onChange={(event) => setClinic((event.target as HTMLSelectElement).value)}
          >
            {run.map((job) => (
              <option key={job.clinic} value={job.clinic}>
                {job.name}
              </option>
            ))}
          </select>
        </div>
      )}
      {clinic && <Trail key={clinic} clinic={clinic} />}
    </div>
  );
}

/** A day of the date field as a moment in this device's zone; `after`: its end. */
const moment = (day: string, after = 0): string | undefined => {
  const [year, month, date] = day.split("-").map(Number);
  return year && month && date ? new Date(year, month - 1, date + after).toISOString() : undefined;
};

function Trail({ clinic }: { clinic: string }) {
  const [asked, setAsked] = useState<Asked>({});
  const [rows, setRows] = useState<AuditAct[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [staff, setStaff] = useState<Staff[]>([]);
  const load = async (from: string | null) => {
    setBusy(true);
    const answer = await fetchAudit(clinic, asked, from);
    setBusy(false);
    setWhy(whyNot(answer));
    if (answer.kind !== "ok") return;
    setRows((before) => [...(from ? (before ?? []) : []), ...answer.data.results]);
    setNext(answer.data.next);
  };
  useEffect(() => void load(null), [asked]);
  useEffect(
    () =>
      void fetchStaff(clinic).then((answer) => {
        if (answer.kind === "ok") setStaff(answer.data);
      }),
    [],
  );
  const people = new Map(staff.map((one) => [one.user, one.name || one.email]));
  for (const row of rows ?? []) if (row.person && row.name) people.set(row.person, row.name);
  const narrow = (more: Partial<Asked>) => setAsked((now) => ({ ...now, ...more }));
  return (
    <>
      <form class="auditor-filters" onSubmit={(event) => event.preventDefault()}>
        <div class="field">
          <label for="audit-kind">{m.audit_kind()}</label>
          <select
            id="audit-kind"
            value={asked.kind ?? ""}
            onChange={(event) =>
              narrow({
                kind: ((event.target as HTMLSelectElement).value || undefined) as AuditKind | undefined,
              })
            }
          >
            <option value="">{m.audit_all()}</option>
            {Object.entries(KINDS).map(([kind, say]) => (
              <option key={kind} value={kind}>
                {say()}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="audit-person">{m.audit_person()}</label>
          <select
            id="audit-person"
            value={asked.person ?? ""}
            onChange={(event) =>
              narrow({ person: Number((event.target as HTMLSelectElement).value) || undefined })
            }
          >
            <option value="">{m.audit_everybody()}</option>
            {[...people].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="audit-since">{m.audit_since()}</label>
          <input
            id="audit-since"
            type="date"
            onChange={(event) => narrow({ since: moment((event.target as HTMLInputElement).value) })}
          />
        </div>
        <div class="field">
          <label for="audit-until">{m.audit_until()}</label>
          <input
            id="audit-until"
            type="date"
            onChange={(event) => narrow({ until: moment((event.target as HTMLInputElement).value, 1) })}
          />
        </div>
      </form>
      {asked.record ? (
        <div class="row">
          <p class="grow">{m.audit_of_record({ record: shortRecord(asked.record) })}</p>
          <button type="button" class="button" onClick={() => narrow({ record: undefined })}>
            {m.audit_every_record()}
          </button>
        </div>
      ) : (
        <WhoseRecord clinic={clinic} onFound={(record) => narrow({ record })} />
      )}
      <div>
        <a class="button" href={auditCsv(clinic, asked)} download>
          {m.audit_csv()}
        </a>
      </div>
      {why && <Unreached why={why} onAgain={() => void load(rows ? next : null)} />}
      {rows === null && !why && <p class="quiet">{m.desk_loading()}</p>}
      {rows?.length === 0 && <p class="quiet">{m.audit_none()}</p>}
      {rows && rows.length > 0 && (
        <table class="data" aria-busy={busy}>
          <thead>
            <tr>
              <th scope="col">{m.audit_when()}</th>
              <th scope="col">{m.audit_who()}</th>
              <th scope="col">{m.audit_what()}</th>
              <th scope="col">{m.audit_record()}</th>
              <th scope="col">{m.audit_from()}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, number) => (
              <Line
                // rows of one moment have nothing else that tells them apart
                key={number}
                row={row}
                known={asked.record !== undefined}
                onRecord={(record) => narrow({ record })}
              />
            ))}
          </tbody>
        </table>
      )}
      {next && !why && (
        <button type="button" class="button button-wide" disabled={busy} onClick={() => void load(next)}>
          {m.seen_more()}
        </button>
      )}
    </>
  );
}

interface LineProps {
  row: AuditAct;
  /** one record is being looked at: its number says nothing more */
  known: boolean;
  onRecord: (record: string) => void;
}

function Line({ row, known, onRecord }: LineProps) {
  return (
    <tr>
      <td class="when">
        <time dateTime={row.at}>
          {sayDayOf(row.at)}, {sayTime(row.at)}
        </time>
      </td>
      <td>
        {row.name || (row.role === "system" ? m.audit_system() : roleName(row.role))}
        {row.name && row.role !== "system" && <span class="quiet"> {roleName(row.role)}</span>}
        {row.script && <span class="quiet"> · {m.seen_script()}</span>}
      </td>
      <td>{sayAct(row)}</td>
      <td>
        {row.record && !known && (
          <button
            type="button"
            class="button button-plain"
            aria-label={m.audit_show_record({ record: shortRecord(row.record) })}
            onClick={() => onRecord(row.record ?? "")}
          >
            {shortRecord(row.record)}
          </button>
        )}
      </td>
      <td class="quiet">{row.address}</td>
    </tr>
  );
}

/** A patient asks who has seen their record: the whole name and year of birth lead to it, and nothing shorter. */
function WhoseRecord({ clinic, onFound }: { clinic: string; onFound: (record: string) => void }) {
  const [why, setWhy] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const year = readNumber(String(given.get("year")));
    if (typeof year !== "number") return setWhy(m.emergency_unknown());
    const answer = await findRecord(clinic, String(given.get("patient")).trim(), year);
    if (answer.kind === "ok") return onFound(answer.data.record);
    setWhy(
      answer.kind === "refused" && answer.problem.status === 400 ? m.emergency_unknown() : whyNot(answer),
    );
  };
  return (
    <details>
      <summary>{m.audit_of_patient()}</summary>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="auditor-filters">
          <div class="field">
            <label for="audit-patient">{m.emergency_patient()}</label>
            <input id="audit-patient" name="patient" autocomplete="off" maxLength={150} required />
          </div>
          <div class="field">
            <label for="audit-year">{m.emergency_year()}</label>
            <input
              id="audit-year"
              name="year"
              inputMode="numeric"
              autocomplete="off"
              maxLength={4}
              required
            />
          </div>
          <button type="submit" class="button">
            {m.audit_show()}
          </button>
        </div>
        {why && (
          <p class="notice notice-now" role="alert">
            {why}
          </p>
        )}
      </form>
    </details>
  );
}

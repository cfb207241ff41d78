import "~/ui/people.css";
import { useEffect, useState } from "preact/hooks";
import { fetchKeeping } from "~/api/audit";
import { fetchGuidance, fetchTelephone, type Limit } from "~/api/desk";
import { fetchClinicLock } from "~/api/lock";
import { fetchInvitations, fetchStaff, type Invitation, type Staff } from "~/api/people";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { whyNot } from "~/ui/answers";
import { ChevronIcon } from "~/ui/icons";
import { locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { sourceName } from "~/ui/source-name";
import { Unreached } from "~/ui/unreached";
import { roleName, sayNumber } from "~/ui/words";

interface Known {
  staff: Staff[];
  invitations: Invitation[];
  phone: string;
  minutes: number;
  years: number;
  numbers: Limit[];
}

/** The administrator's home: who works here and how safely, what is in force, and where it is changed. No patient stands in it. */
export function ClinicHome() {
  const job = (readAccount()?.jobs ?? []).find((one) => one.role === "administrator");
  const clinic = job?.clinic;
  const [known, setKnown] = useState<Known | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async () => {
    if (!clinic) return;
    const [staff, invitations, phone, lock, keeping, guidance] = await Promise.all([
      fetchStaff(clinic),
      fetchInvitations(),
      fetchTelephone(clinic),
      fetchClinicLock(clinic),
      fetchKeeping(clinic),
      fetchGuidance(locale()),
    ]);
    if (
      staff.kind !== "ok" ||
      invitations.kind !== "ok" ||
      phone.kind !== "ok" ||
      lock.kind !== "ok" ||
      keeping.kind !== "ok" ||
      guidance.kind !== "ok"
    )
      return setProblem(
        [staff, invitations, phone, lock, keeping, guidance].map(whyNot).find(Boolean) ?? null,
      );
    setProblem(null);
    setKnown({
      staff: staff.data,
      invitations: invitations.data,
      phone: phone.data.phone,
      minutes: lock.data.lock_minutes ?? lock.data.server_minutes,
      years: keeping.data.record_years ?? keeping.data.server_years,
      numbers: guidance.data.thresholds,
    });
  };
  useEffect(() => void load(), [clinic]);
  const waiting = known?.invitations.filter((one) => one.state === "open" || one.state === "blocked").length;
  return (
    <div class="course-page people-page stack">
      <PageHead title={job?.name ?? m.clinic_home_title()} />
      <p class="quiet">{m.clinic_home_say()}</p>
      <nav class="row" aria-label={m.clinic_home_title()}>
        <a class="button" href="/people">
          {m.staff_title()}
        </a>
        <a class="button" href="/settings">
          {m.settings_title()}
        </a>
        <a class="button" href="/audit">
          {m.audit_title()}
        </a>
        <a class="button" href="/security">
          {m.security_title()}
        </a>
      </nav>
      {problem && <Unreached why={problem} onAgain={load} />}
      {!known && !problem && <p class="quiet">{m.desk_loading()}</p>}
      {known && (
        <>
          <section class="section stack-tight">
            <h2>{m.clinic_home_people()}</h2>
            <ul class="lines">
              {known.staff.map((one) => (
                <li key={one.id} class="people-line">
                  <div class="grow">
                    <p>{one.name}</p>
                    <p class="small quiet">
                      {roleName(one.role)} · {factor(one)}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
            {(waiting ?? 0) > 0 && <p class="small">{m.clinic_home_waiting({ count: waiting! })}</p>}
          </section>
          <section class="section stack-tight">
            <h2>{m.clinic_home_in_force()}</h2>
            <dl>
              <Fact name={m.clinic_phone_title()} value={known.phone || m.clinic_home_phone_none()} />
              <Fact name={m.lock_set_title()} value={m.clinic_home_minutes({ count: known.minutes })} />
              <Fact name={m.keeping_title()} value={m.clinic_home_years({ count: known.years })} />
            </dl>
            <div>
              <a class="button" href="/settings">
                {m.clinic_home_change()}
              </a>
            </div>
          </section>
          <Numbers numbers={known.numbers} />
        </>
      )}
    </div>
  );
}

const factor = (one: Staff) => (one.second_factor ? m.clinic_home_factor() : m.clinic_home_no_factor());

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt class="small quiet">{name}</dt>
    <dd>{value}</dd>
  </div>
);

/** Every number that the rules go by, and whether a source or this software says so. */
function Numbers({ numbers }: { numbers: readonly Limit[] }) {
  return (
    <details class="fold section">
      <summary>
        <h2>
          {m.clinic_home_numbers()} <span class="quiet">{numbers.length}</span>
        </h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <ul class="lines small">
        {numbers.map((one) => (
          <li key={one.name} class="act-line">
            <p>
              {one.description} <span class="strong">{amount(one)}</span>
            </p>
            <p class="quiet">
              {one.ours || !one.source ? m.clinic_home_ours() : sourceName(one.source)}
              {one.value !== one.default && ` · ${m.clinic_home_changed({ value: sayNumber(one.default) })}`}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

const amount = ({ value, unit }: Limit): string =>
  unit === "d" ? m.days_short({ count: value }) : `${sayNumber(value)} ${unit}`.trim();

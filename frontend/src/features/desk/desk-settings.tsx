import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { DisplayChips } from "~/ui/display";
import { PageHead } from "~/ui/page";
import { ClinicKeeping } from "./clinic-keeping";
import { ClinicLock } from "./clinic-lock";
import { DeskNotifications } from "./desk-notifications";
import { Precision } from "./precision";
import { SignOnSettings } from "./sign-on-settings";
import { Telephone } from "./telephone";
import { TemplateList } from "./template-list";

export function DeskSettings() {
  const clinics = new Map<string, { name: string; clinical: boolean; runs: boolean }>();
  for (const job of readAccount()?.jobs ?? []) {
    const known = clinics.get(job.clinic);
    const runs = job.role === "administrator";
    clinics.set(job.clinic, {
      name: job.name,
      clinical: !runs || (known?.clinical ?? false),
      runs: runs || (known?.runs ?? false),
    });
  }
  return (
    <div class="course-page stack">
      <PageHead title={m.settings_title()} back="/" />
      <DisplayChips />
      <div class="row">
        <a class="button" href="/security">
          {m.security_title()}
        </a>
        <a class="button" href="/people">
          {m.staff_title()}
        </a>
        <a class="button" href="/questionnaires">
          {m.questionnaires_title()}
        </a>
        <a class="button" href="/imports">
          {m.import_title()}
        </a>
        <a class="button" href="/emergency">
          {m.emergency_title()}
        </a>
        {[...clinics.values()].some((one) => one.runs) && (
          <>
            <a class="button" href="/clinic">
              {m.clinic_home_title()}
            </a>
            <a class="button" href="/audit">
              {m.audit_title()}
            </a>
          </>
        )}
      </div>
      <DeskNotifications />
      {[...clinics].map(([clinic, { name, clinical, runs }]) => (
        <section key={clinic} class="section stack">
          <h2>{m.clinic_settings({ name })}</h2>
          <Telephone clinic={clinic} />
          <Precision clinic={clinic} />
          {clinical && <TemplateList clinic={clinic} />}
          {runs && <ClinicLock clinic={clinic} />}
          {runs && <ClinicKeeping clinic={clinic} />}
          {runs && <SignOnSettings clinic={clinic} />}
        </section>
      ))}
    </div>
  );
}

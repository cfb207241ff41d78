import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { DisplayChips } from "~/ui/display";
import { PageHead } from "~/ui/page";
import { DeskNotifications } from "./desk-notifications";
import { Precision } from "./precision";
import { TemplateList } from "./template-list";

export function DeskSettings() {
  const clinics = new Map<string, { name: string; clinical: boolean }>();
  for (const job of readAccount()?.jobs ?? []) {
    const clinical = job.role !== "administrator" || (clinics.get(job.clinic)?.clinical ?? false);
    clinics.set(job.clinic, { name: job.name, clinical });
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
      </div>
      <DeskNotifications />
      {[...clinics].map(([clinic, { name, clinical }]) => (
        <section key={clinic} class="section stack">
          <h2>{m.clinic_settings({ name })}</h2>
          <Precision clinic={clinic} />
          {clinical && <TemplateList clinic={clinic} />}
        </section>
      ))}
    </div>
  );
}

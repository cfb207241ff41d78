import { ErrorBoundary, Route, Router } from "preact-iso";
import { signOut } from "~/api/me";
import { tellLoss } from "~/api/whose";
import { CoursePage } from "~/features/desk/course-page";
import { Desk } from "~/features/desk/desk";
import { DeskInbox } from "~/features/desk/desk-inbox";
import { forgetWorklist } from "~/features/desk/use-worklist";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { locale } from "~/ui/language";
import { lazily, quietly } from "~/ui/lazily";

const ClinicQuestionnaires = lazily(() =>
  import("~/features/questionnaires/clinic").then((module) => module.ClinicQuestionnaires),
);
const Imports = lazily(() => import("~/features/desk/imports").then((module) => module.Imports));
const AskPatient = lazily(() => import("~/features/questionnaires/ask").then((module) => module.AskPatient));
const Deletion = quietly(() => import("~/ui/rests").then((module) => module.Deletion));
const DeskSettings = lazily(() =>
  import("~/features/desk/desk-settings").then((module) => module.DeskSettings),
);
const Security = lazily(() => import("~/features/security/security").then((module) => module.Security));
const ClinicPeople = lazily(() => import("~/features/people/staff").then((module) => module.ClinicPeople));
const CareTeam = lazily(() => import("~/features/people/care-team").then((module) => module.CareTeam));
const ClinicHome = lazily(() => import("~/features/desk/clinic-home").then((module) => module.ClinicHome));
const Overview = lazily(() => import("~/features/overview/overview").then((module) => module.Overview));
const EmergencyPage = lazily(() =>
  import("~/features/desk/emergency").then((module) => module.EmergencyPage),
);
const AuditorPage = lazily(() => import("~/features/desk/auditor").then((module) => module.AuditorPage));
const ExaminationPage = lazily(() =>
  import("~/features/desk/examination").then((module) => module.ExaminationPage),
);
const DeskWhy = lazily(() => import("~/features/desk/why").then((module) => module.DeskWhy));

/** The clinic's half. It reads from the server: nothing about patients stays on a shared machine. */
/** Whose every job is to run a clinic: no list of patients is theirs to read. */
const runsOnly = (account: Account) =>
  (account.jobs ?? []).length > 0 && account.jobs!.every((job) => job.role === "administrator");

export function DeskApp({ account, onLeave }: { account: Account; onLeave: () => void }) {
  const leave = async () => {
    await signOut();
    forgetWorklist();
    onLeave();
  };
  return (
    <div class="desk">
      <header class="desk-head">
        <a class="skip" href="#main">
          {m.skip()}
        </a>
        <a class="desk-home" href="/">
          {m.app_name()}
        </a>
        <span class="grow quiet desk-clinic" title={account.clinic ?? ""}>
          {account.clinic ?? ""}
        </span>
        {!runsOnly(account) && (
          <a class="desk-home" href="/overview">
            {m.overview_link()}
          </a>
        )}
        <DeskInbox />
        <a class="desk-home" href="/settings">
          {account.name}
        </a>
        {(account.lockMinutes ?? 0) > 0 && (
          <button type="button" class="button button-plain" onClick={() => tellLoss("locked")}>
            {m.lock_now()}
          </button>
        )}
        <button type="button" class="button button-plain" onClick={() => void leave()}>
          {m.settings_sign_out()}
        </button>
      </header>
      {account.demo && (
        <section class="demo-notice" aria-label={account.clinic ?? m.app_name()}>
          <p>{m.demo_notice()}</p>
        </section>
      )}
      {account.erasureDueAt && (
        <ErrorBoundary>
          <Deletion due={account.erasureDueAt} />
        </ErrorBoundary>
      )}
      <main id="main" tabIndex={-1}>
        {/* a screen is kept as it was drawn: another language draws it anew */}
        <Router key={locale()}>
          <Route path="/" component={runsOnly(account) ? ClinicHome : Desk} />
          <Route path="/clinic" component={ClinicHome} />
          <Route path="/patients/:id" component={Desk} />
          <Route path="/patients/:id/course" component={CoursePage} />
          <Route path="/patients/:id/examination" component={ExaminationPage} />
          <Route path="/patients/:id/questionnaires" component={AskPatient} />
          <Route path="/questionnaires" component={ClinicQuestionnaires} />
          <Route path="/imports" component={Imports} />
          <Route path="/emergency" component={EmergencyPage} />
          <Route path="/audit" component={AuditorPage} />
          <Route path="/patients/:id/why/:rule" component={DeskWhy} />
          <Route path="/overview" component={Overview} />
          <Route path="/settings" component={DeskSettings} />
          <Route path="/security" component={DeskSecurity} />
          <Route path="/people" component={ClinicPeople} />
          <Route path="/patients/:id/people" component={CareTeam} />
          <Route default component={Desk} />
        </Router>
      </main>
    </div>
  );
}

const DeskSecurity = () => (
  <div class="course-page">
    <Security back="/settings" />
  </div>
);

import { lazy, Route, Router } from "preact-iso";
import { signOut } from "~/api/me";
import { CoursePage } from "~/features/desk/course-page";
import { Desk } from "~/features/desk/desk";
import { DeskInbox } from "~/features/desk/desk-inbox";
import { forgetWorklist } from "~/features/desk/use-worklist";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { locale } from "~/ui/language";

const ClinicQuestionnaires = lazy(() =>
  import("~/features/questionnaires/clinic").then((module) => module.ClinicQuestionnaires),
);
const AskPatient = lazy(() => import("~/features/questionnaires/ask").then((module) => module.AskPatient));
const DeskSettings = lazy(() =>
  import("~/features/desk/desk-settings").then((module) => module.DeskSettings),
);
const Security = lazy(() => import("~/features/security/security").then((module) => module.Security));
const ClinicPeople = lazy(() => import("~/features/people/staff").then((module) => module.ClinicPeople));
const CareTeam = lazy(() => import("~/features/people/care-team").then((module) => module.CareTeam));
const Overview = lazy(() => import("~/features/overview/overview").then((module) => module.Overview));
const DeskWhy = lazy(() => import("~/features/desk/why").then((module) => module.DeskWhy));

/** The clinic's half. It reads from the server: nothing about patients stays on a shared machine. */
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
        <a class="desk-home" href="/overview">
          {m.overview_link()}
        </a>
        <DeskInbox />
        <a class="desk-home" href="/settings">
          {account.name}
        </a>
        <button type="button" class="button button-plain" onClick={() => void leave()}>
          {m.settings_sign_out()}
        </button>
      </header>
      {account.demo && (
        <section class="demo-notice" aria-label={account.clinic ?? m.app_name()}>
          <p>{m.demo_notice()}</p>
        </section>
      )}
      <main id="main" tabIndex={-1}>
        {/* a screen is kept as it was drawn: another language draws it anew */}
        <Router key={locale()}>
          <Route path="/" component={Desk} />
          <Route path="/patients/:id" component={Desk} />
          <Route path="/patients/:id/course" component={CoursePage} />
          <Route path="/patients/:id/questionnaires" component={AskPatient} />
          <Route path="/questionnaires" component={ClinicQuestionnaires} />
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

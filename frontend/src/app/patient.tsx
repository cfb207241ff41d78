import { useEffect } from "preact/hooks";
import { ErrorBoundary, lazy, Route, Router, useLocation } from "preact-iso";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { openSession, whenReady } from "~/sync/client";
import { MoreIcon, PenIcon, PlanIcon, ProgressIcon, TodayIcon } from "~/ui/icons";
import { locale } from "~/ui/language";
import { SyncBadge } from "~/ui/sync-badge";

const SignIn = lazy(() => import("~/features/signin/signin").then((module) => module.SignIn));
/** For those who care for somebody; most people's first screen does not wait for it. */
const WhoseRecord = lazy(() => import("./whose-record").then((module) => module.WhoseRecord));
const Log = lazy(() => import("~/features/log/log").then((module) => module.Log));
const Progress = lazy(() => import("~/features/progress/progress").then((module) => module.Progress));
const Plan = lazy(() => import("~/features/plan/plan").then((module) => module.Plan));
const More = lazy(() => import("~/features/more/more").then((module) => module.More));
const About = lazy(() => import("~/features/more/more").then((module) => module.About));
const Results = lazy(() => import("~/features/results/results").then((module) => module.Results));
const Messages = lazy(() => import("~/features/messages/messages").then((module) => module.Messages));
const LearnPage = lazy(() => import("~/features/learn/learn").then((module) => module.LearnPage));
const Questionnaires = lazy(() =>
  import("~/features/questionnaires/patient").then((module) => module.Questionnaires),
);
const QuestionnairePage = lazy(() =>
  import("~/features/questionnaires/patient").then((module) => module.QuestionnairePage),
);
const Tray = lazy(() => import("~/features/tray/tray").then((module) => module.Tray));
const Welcome = lazy(() => import("~/features/welcome/welcome").then((module) => module.Welcome));
const People = lazy(() => import("~/features/people/people").then((module) => module.People));
const Consents = lazy(() => import("~/features/people/consents").then((module) => module.Consents));
const Switcher = lazy(() => import("~/features/people/switcher").then((module) => module.Switcher));
const Security = lazy(() => import("~/features/security/security").then((module) => module.Security));
const Settings = lazy(() => import("~/features/settings/settings").then((module) => module.Settings));
const Privacy = lazy(() => import("~/features/privacy/privacy").then((module) => module.Privacy));
const Seen = lazy(() => import("~/features/privacy/seen").then((module) => module.Seen));

const TABS = [
  { path: "/", label: m.nav_today, icon: TodayIcon },
  { path: "/progress", label: m.nav_progress, icon: ProgressIcon },
  { path: "/log", label: m.nav_log, icon: PenIcon, raised: true },
  { path: "/plan", label: m.nav_plan, icon: PlanIcon },
  { path: "/more", label: m.nav_more, icon: MoreIcon },
];

interface Props {
  account: Account;
  onLeave: () => void;
  onSignedIn: () => Promise<void>;
}

export function PatientApp({ account, onLeave, onSignedIn }: Props) {
  const { path, route } = useLocation();
  void openSession(account);
  useEffect(() => {
    scrollTo(0, 0);
  }, [path]);
  if (path === "/signin") {
    return (
      <SignIn
        email={account.email}
        onSignedIn={async () => {
          await onSignedIn();
          void whenReady().then(({ engine }) => engine.nudge());
          route("/", true);
        }}
      />
    );
  }
  return (
    <div class="phone">
      <header class="phone-head">
        <a class="skip" href="#main">
          {m.skip()}
        </a>
        <span class="phone-name">{m.app_name()}</span>
        <SyncBadge />
      </header>
      <main class="phone-main" id="main" tabIndex={-1}>
        {account.subject && (
          <ErrorBoundary>
            <WhoseRecord name={account.subject.name} />
          </ErrorBoundary>
        )}
        {/* a screen is kept as it was drawn: another language draws it anew */}
        <Router key={locale()}>
          <Route path="/" component={Today} />
          <Route path="/log" component={Log} />
          <Route path="/log/:day" component={Log} />
          <Route path="/progress" component={Progress} />
          <Route path="/plan" component={Plan} />
          <Route path="/welcome" component={Welcome} />
          <Route path="/more" component={More} />
          <Route path="/more/about" component={About} />
          <Route path="/more/results" component={Results} />
          <Route path="/more/messages" component={Messages} />
          <Route path="/more/learn/:page?/:item?" component={LearnPage} />
          <Route path="/more/questionnaires" component={Questionnaires} />
          <Route path="/more/questionnaires/:id" component={QuestionnairePage} />
          <Route path="/more/tray" component={Tray} />
          <Route path="/more/privacy" component={Privacy} />
          <Route path="/more/privacy/seen" component={Seen} />
          <Route path="/more/settings" component={Settings} onLeave={onLeave} />
          <Route path="/more/people" component={People} />
          <Route path="/more/consents" component={Consents} />
          <Route path="/more/security" component={Security} back="/more" />
          <Route path="/more/switch" component={Switcher} />
          <Route default component={Today} />
        </Router>
      </main>
      <Bar />
    </div>
  );
}

function Bar() {
  const { path } = useLocation();
  return (
    <nav class="bar" aria-label={m.nav_label()}>
      {TABS.map(({ path: to, label, icon: IconOf, raised }) => {
        const here = to === "/" ? path === "/" : path.startsWith(to);
        return (
          <a
            key={to}
            href={to}
            class={`bar-tab ${raised ? "bar-raised" : ""}`}
            aria-current={here ? "page" : undefined}
          >
            <span class="bar-icon">
              <IconOf size={raised ? 28 : 24} />
            </span>
            <span>{label()}</span>
          </a>
        );
      })}
    </nav>
  );
}

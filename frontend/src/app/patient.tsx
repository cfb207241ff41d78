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
const MoreScreens = lazy(() => import("./more-screens").then((module) => module.MoreScreens));
const Welcome = lazy(() => import("~/features/welcome/welcome").then((module) => module.Welcome));

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
          <Route path="/more" component={MoreScreens} onLeave={onLeave} />
          <Route path="/more/*" component={MoreScreens} onLeave={onLeave} />
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

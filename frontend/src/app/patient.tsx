import { useEffect } from "preact/hooks";
import { ErrorBoundary, Route, Router, useLocation } from "preact-iso";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { openSession, whenReady } from "~/sync/client";
import { MoreIcon, PenIcon, PlanIcon, ProgressIcon, TodayIcon } from "~/ui/icons";
import { locale } from "~/ui/language";
import { lazily, quietly } from "~/ui/lazily";
import { SyncBadge } from "~/ui/sync-badge";

const SignIn = lazily(() => import("~/features/signin/signin").then((module) => module.SignIn));
/** For those who care for somebody; most people's first screen does not wait for it. */
const WhoseRecord = quietly(() => import("./whose-record").then((module) => module.WhoseRecord));
const Rests = quietly(() => import("~/ui/rests").then((module) => module.Rests));
const DayQuestion = quietly(() => import("./day-question").then((module) => module.DayQuestion));
const Log = lazily(() => import("~/features/log/log").then((module) => module.Log));
const Progress = lazily(() => import("~/features/progress/progress").then((module) => module.Progress));
const Plan = lazily(() => import("~/features/plan/plan").then((module) => module.Plan));
const MoreScreens = lazily(() => import("./more-screens").then((module) => module.MoreScreens));
const Welcome = lazily(() => import("~/features/welcome/welcome").then((module) => module.Welcome));

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
        <ErrorBoundary>
          <Rests account={account} />
        </ErrorBoundary>
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
      <ErrorBoundary>
        <DayQuestion />
      </ErrorBoundary>
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

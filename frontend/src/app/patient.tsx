import { useEffect, useState } from "preact/hooks";
import { lazy, Route, Router, useLocation } from "preact-iso";
import { Today } from "~/features/today/today";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { startSession } from "~/sync/session";
import { MoreIcon, PenIcon, PlanIcon, ProgressIcon, TodayIcon } from "~/ui/icons";
import { SyncBadge } from "~/ui/sync-badge";

const Log = lazy(() => import("~/features/log/log").then((module) => module.Log));

const TABS = [
  { path: "/", label: m.nav_today, icon: TodayIcon },
  { path: "/progress", label: m.nav_progress, icon: ProgressIcon },
  { path: "/log", label: m.nav_log, icon: PenIcon, raised: true },
  { path: "/plan", label: m.nav_plan, icon: PlanIcon },
  { path: "/more", label: m.nav_more, icon: MoreIcon },
];

export function PatientApp({ account }: { account: Account; onLeave: () => void; onSignedIn: () => void }) {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    startSession(account);
    setReady(true);
  }, [account.id]);
  if (!ready) return null;
  return (
    <div class="phone">
      <header class="phone-head">
        <span class="phone-name">{m.app_name()}</span>
        <SyncBadge />
      </header>
      <main class="phone-main" id="main">
        <Router>
          <Route path="/" component={Today} />
          <Route path="/log" component={Log} />
          <Route path="/log/:day" component={Log} />
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

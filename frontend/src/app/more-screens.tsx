import { lazy, Route, Router } from "preact-iso";
import { About, More } from "~/features/more/more";

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
const People = lazy(() => import("~/features/people/people").then((module) => module.People));
const Consents = lazy(() => import("~/features/people/consents").then((module) => module.Consents));
const Switcher = lazy(() => import("~/features/people/switcher").then((module) => module.Switcher));
const Security = lazy(() => import("~/features/security/security").then((module) => module.Security));
const Settings = lazy(() => import("~/features/settings/settings").then((module) => module.Settings));
const Privacy = lazy(() => import("~/features/privacy/privacy").then((module) => module.Privacy));
const Seen = lazy(() => import("~/features/privacy/seen").then((module) => module.Seen));

/** The screens behind "More": Today, which most people come for, does not load the list of them. */
export const MoreScreens = ({ onLeave }: { onLeave: () => void }) => (
  <Router>
    <Route path="/" component={More} />
    <Route path="/about" component={About} />
    <Route path="/results" component={Results} />
    <Route path="/messages" component={Messages} />
    <Route path="/learn/:page?/:item?" component={LearnPage} />
    <Route path="/questionnaires" component={Questionnaires} />
    <Route path="/questionnaires/:id" component={QuestionnairePage} />
    <Route path="/tray" component={Tray} />
    <Route path="/privacy" component={Privacy} />
    <Route path="/privacy/seen" component={Seen} />
    <Route path="/settings" component={Settings} onLeave={onLeave} />
    <Route path="/people" component={People} />
    <Route path="/consents" component={Consents} />
    <Route path="/security" component={Security} back="/more" />
    <Route path="/switch" component={Switcher} />
    <Route default component={More} />
  </Router>
);

import { Route, Router } from "preact-iso";
import { About, More } from "~/features/more/more";
import { lazily } from "~/ui/lazily";

const Practice = lazily(() => import("~/features/practice/practice").then((module) => module.Practice));
const Results = lazily(() => import("~/features/results/results").then((module) => module.Results));
const Appointment = lazily(() =>
  import("~/features/appointment/appointment").then((module) => module.Appointment),
);
const Medicines = lazily(() => import("~/features/medicines/medicines").then((module) => module.Medicines));
const Messages = lazily(() => import("~/features/messages/messages").then((module) => module.Messages));
const LearnPage = lazily(() => import("~/features/learn/learn").then((module) => module.LearnPage));
const Questionnaires = lazily(() =>
  import("~/features/questionnaires/patient").then((module) => module.Questionnaires),
);
const QuestionnairePage = lazily(() =>
  import("~/features/questionnaires/patient").then((module) => module.QuestionnairePage),
);
const Goals = lazily(() => import("~/features/goals/goals").then((module) => module.Goals));
const DailyLife = lazily(() => import("~/features/daily-life/daily-life").then((module) => module.DailyLife));
const Summary = lazily(() => import("~/features/progress/summary").then((module) => module.Summary));
const Tray = lazily(() => import("~/features/tray/tray").then((module) => module.Tray));
const People = lazily(() => import("~/features/people/people").then((module) => module.People));
const Consents = lazily(() => import("~/features/people/consents").then((module) => module.Consents));
const Switcher = lazily(() => import("~/features/people/switcher").then((module) => module.Switcher));
const Security = lazily(() => import("~/features/security/security").then((module) => module.Security));
const Settings = lazily(() => import("~/features/settings/settings").then((module) => module.Settings));
const Privacy = lazily(() => import("~/features/privacy/privacy").then((module) => module.Privacy));
const Share = lazily(() => import("~/features/share/share").then((module) => module.Share));
const Seen = lazily(() => import("~/features/privacy/seen").then((module) => module.Seen));

/** The screens behind "More": Today, which most people come for, does not load the list of them. */
export const MoreScreens = ({ onLeave }: { onLeave: () => void }) => (
  <Router>
    <Route path="/" component={More} />
    <Route path="/about" component={About} />
    <Route path="/practice/:leg" component={Practice} />
    <Route path="/results" component={Results} />
    <Route path="/appointment" component={Appointment} />
    <Route path="/medicines" component={Medicines} />
    <Route path="/messages" component={Messages} />
    <Route path="/learn/:page?/:item?" component={LearnPage} />
    <Route path="/questionnaires" component={Questionnaires} />
    <Route path="/questionnaires/:id" component={QuestionnairePage} />
    <Route path="/daily-life" component={DailyLife} />
    <Route path="/goals" component={Goals} />
    <Route path="/month/:month?" component={Summary} />
    <Route path="/tray" component={Tray} />
    <Route path="/privacy" component={Privacy} />
    <Route path="/privacy/seen" component={Seen} />
    <Route path="/links" component={Share} />
    <Route path="/settings" component={Settings} onLeave={onLeave} />
    <Route path="/people" component={People} />
    <Route path="/consents" component={Consents} />
    <Route path="/security" component={Security} back="/more" />
    <Route path="/switch" component={Switcher} />
    <Route default component={More} />
  </Router>
);

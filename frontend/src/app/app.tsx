import { useEffect, useState } from "preact/hooks";
import { ErrorBoundary, LocationProvider, lazy, useLocation } from "preact-iso";
import { fetchMe, signOut } from "~/api/me";
import {
  type Account,
  accountOf,
  oweSignOut,
  readAccount,
  readLanguageOwed,
  signOutOwed,
  writeAccount,
} from "~/store/account";
import { forgetRevoked } from "~/store/revoked";
import { changeLanguage, LANGUAGES, type Language, onLanguage } from "~/ui/language";

const SignIn = lazy(() => import("~/features/signin/signin").then((module) => module.SignIn));
const PatientApp = lazy(() => import("./patient").then((module) => module.PatientApp));
const DeskApp = lazy(() => import("./desk").then((module) => module.DeskApp));
const AccountLink = lazy(() =>
  import("~/features/signin/account-links").then((module) => module.AccountLink),
);
const InvitationPage = lazy(() =>
  import("~/features/invite/invitation").then((module) => module.InvitationPage),
);
const Start = lazy(() => import("~/features/invite/start").then((module) => module.Start));
/** Nobody waits for it: it speaks when a new version has been fetched. */
const UpdateNotice = lazy(() => import("./update").then((module) => module.UpdateNotice));
const Security = lazy(() => import("~/features/security/security").then((module) => module.Security));
/** Where links in e-mails lead, whoever is signed in. */
const LINK = /^\/reset-password(\/|$)/;
const INVITATION = /^\/invitation\/([\w-]+)$/;

export function App() {
  return (
    <LocationProvider>
      <ErrorBoundary>
        <Half />
      </ErrorBoundary>
      <ErrorBoundary>
        <UpdateNotice />
      </ErrorBoundary>
    </LocationProvider>
  );
}

/** Who is here decides which half of the product opens. What the server says about it corrects what the device remembers. */
function Half() {
  const { path } = useLocation();
  const [account, setAccount] = useState<Account | null>(() => readAccount());
  const [, redraw] = useState(0);
  useEffect(() => onLanguage(() => redraw((count) => count + 1)), []);

  const refresh = async () => {
    const answer = await fetchMe();
    if (answer.kind !== "ok") return;
    const before = readAccount();
    const next = accountOf(answer.data, before);
    forgetRevoked(before, next);
    writeAccount(next);
    setAccount(next);
    oweSignOut(false);
    const owed = readLanguageOwed(next.id);
    // chosen here while nobody could be told: that is later than what the server says
    if (owed) void import("~/ui/choose-language").then((module) => module.tellLanguage(next.id, owed));
    else if (LANGUAGES.includes(answer.data.language as Language))
      changeLanguage(answer.data.language as Language);
  };
  useEffect(() => {
    if (account) void refresh();
  }, []);
  useEffect(
    () =>
      void (account === null && signOutOwed() && import("./owed").then((module) => module.settleSignOut())),
    [account === null],
  );

  const leave = () => {
    writeAccount(null);
    setAccount(null);
  };

  const signOutHere = async () => {
    await signOut();
    leave();
  };

  if (LINK.test(path)) return <AccountLink path={path} />;
  const secret = INVITATION.exec(path)?.[1];
  if (secret)
    return (
      <InvitationPage
        secret={secret}
        account={account}
        onDone={refresh}
        onLeave={() => void signOutHere()}
        signIn={<SignIn onSignedIn={refresh} fresh inside />}
      />
    );
  if (!account) return <SignIn onSignedIn={refresh} />;
  if (account.needsSecondFactor)
    return (
      <main class="page">
        <Security needed onChanged={refresh} onSignOut={() => void signOutHere()} />
      </main>
    );
  if (account.patient || (account.subject && !account.staff))
    return <PatientApp account={account} onLeave={leave} onSignedIn={refresh} />;
  if (account.staff) return <DeskApp account={account} onLeave={leave} />;
  return <Start name={account.name} onDone={refresh} onLeave={() => void signOutHere()} />;
}

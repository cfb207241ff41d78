import { useEffect, useState } from "preact/hooks";
import { ErrorBoundary, LocationProvider, lazy } from "preact-iso";
import { fetchMe } from "~/api/auth";
import { SignIn } from "~/features/signin/signin";
import { type Account, accountOf, readAccount, writeAccount } from "~/store/account";
import { changeLanguage, LANGUAGES, type Language, onLanguage } from "~/ui/language";
import { UpdateNotice } from "./update";

const PatientApp = lazy(() => import("./patient").then((module) => module.PatientApp));
const DeskApp = lazy(() => import("./desk").then((module) => module.DeskApp));

const AccountLink = lazy(() =>
  import("~/features/signin/account-links").then((module) => module.AccountLink),
);
/** Where links in e-mails lead, whoever is signed in. */
const LINK = /^\/(verify-email|reset-password)(\/|$)/;

/** Who is here decides which half of the product opens. What the server says about it corrects what the device remembers. */
export function App() {
  const [account, setAccount] = useState<Account | null>(() => readAccount());
  const [, redraw] = useState(0);
  useEffect(() => onLanguage(() => redraw((count) => count + 1)), []);

  const refresh = async () => {
    const answer = await fetchMe();
    if (answer.kind !== "ok") return;
    const next = accountOf(answer.data);
    writeAccount(next);
    setAccount(next);
    if (LANGUAGES.includes(answer.data.language as Language))
      changeLanguage(answer.data.language as Language);
  };
  useEffect(() => {
    if (account) void refresh();
  }, []);

  const leave = () => {
    writeAccount(null);
    setAccount(null);
  };

  return (
    <LocationProvider>
      <ErrorBoundary>
        {LINK.test(location.pathname) ? (
          <AccountLink path={location.pathname} />
        ) : !account ? (
          <SignIn onSignedIn={refresh} />
        ) : account.patient ? (
          <PatientApp account={account} onLeave={leave} onSignedIn={refresh} />
        ) : account.staff ? (
          <DeskApp account={account} onLeave={leave} />
        ) : (
          <SignIn onSignedIn={refresh} nobody onLeave={leave} />
        )}
      </ErrorBoundary>
      <UpdateNotice />
    </LocationProvider>
  );
}

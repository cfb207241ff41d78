import { useEffect, useState } from "preact/hooks";
import { ErrorBoundary, LocationProvider, useLocation } from "preact-iso";
import { fetchMe, fetchWhoever, signOut } from "~/api/me";
import { type Loss, onLoss, workFor } from "~/api/whose";
import type { Me } from "~/domain/records";
import { untilThere } from "~/domain/until-there";
import { type Account, readAccount, signOutOwed, writeAccount } from "~/store/account";
import { onLanguage } from "~/ui/language";
import { lazily, quietly } from "~/ui/lazily";

const SignIn = lazily(() => import("~/features/signin/signin").then((module) => module.SignIn));
const PatientApp = lazily(() => import("./patient").then((module) => module.PatientApp));
const DeskApp = lazily(() => import("./desk").then((module) => module.DeskApp));
const AccountLink = lazily(() =>
  import("~/features/signin/account-links").then((module) => module.AccountLink),
);
const SignOn = lazily(() => import("~/features/signin/sign-on").then((module) => module.SignOn));
const InvitationPage = lazily(() =>
  import("~/features/invite/invitation").then((module) => module.InvitationPage),
);
const Start = lazily(() => import("~/features/invite/start").then((module) => module.Start));
/** Nobody waits for it: it speaks when a new version has been fetched. */
const UpdateNotice = quietly(() => import("./update").then((module) => module.UpdateNotice));
/** What stands over a tab whose session is over or locked, or a locked phone: most people never see it. */
const Cover = quietly(() => import("./cover").then((module) => module.Cover));
const Security = lazily(() => import("~/features/security/security").then((module) => module.Security));
/** Where links in e-mails lead, whoever is signed in. */
const LINK = /^\/reset-password(\/|$)/;
const INVITATION = /^\/invitation\/([\w-]+)$/;

/** Who else is or was on this device: no first screen waits for it. */
const tidy = (work: (module: typeof import("./others")) => unknown) =>
  import("./others").then(work).catch(() => undefined);

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
  const { path, route } = useLocation();
  const [account, setAccount] = useState<Account | null>(() => {
    const known = readAccount();
    workFor(known?.id ?? null);
    return known;
  });
  const [lost, setLost] = useState<Loss | null>(null);
  /** a session that is over does not come back by being unlocked */
  const lose = (why: Loss) => setLost((now) => (now && why === "locked" ? now : why));
  const [, redraw] = useState(0);
  useEffect(() => onLanguage(() => redraw((count) => count + 1)), []);

  const take = async (me: Me) => {
    setAccount((await untilThere(() => import("./take"))).takeAccount(me));
    setLost(null);
  };
  const hear = async (asked: ReturnType<typeof fetchMe>) => {
    const answer = await asked;
    if (answer.kind === "ok") await take(answer.data);
  };
  const refresh = () => hear(readAccount() ? fetchMe() : fetchWhoever());
  /** Who comes back from a clinic's sign-in may be another person than the one who used this device last. */
  const takeWhoever = () => hear(fetchWhoever());
  useEffect(() => {
    if (account) void refresh();
    void tidy((module) => {
      module.watchTabs(lose);
      if (!account) return module.clearOthers(null);
    });
    const again = () => void refresh();
    addEventListener("toh:me", again); // something of the account itself was changed
    const stop = onLoss(lose);
    return () => {
      stop();
      removeEventListener("toh:me", again);
    };
  }, []);
  useEffect(
    () =>
      void (
        !account &&
        signOutOwed() &&
        untilThere(() => import("./owed")).then((module) => module.settleSignOut())
      ),
    [!account],
  );

  const leave = () => {
    setLost(null);
    writeAccount(null);
    workFor(null);
    setAccount(null);
    route("/", true); // whoever comes next begins at the beginning
    void tidy((module) => module.putAway());
  };

  const signOutHere = async () => {
    await signOut();
    leave();
  };

  const secret = INVITATION.exec(path)?.[1];
  const screen = () => {
    if (LINK.test(path)) return <AccountLink path={path} />;
    if (path === "/sign-on") return <SignOn onSignedIn={takeWhoever} onDone={(next) => route(next, true)} />;
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
  };
  return (
    <>
      {screen()}
      {account && path !== "/sign-on" && (
        <ErrorBoundary>
          <Cover
            why={lost}
            account={account}
            onBack={take}
            onLost={setLost}
            onAsk={refresh}
            onSignOut={() => void signOutHere()}
          />
        </ErrorBoundary>
      )}
    </>
  );
}

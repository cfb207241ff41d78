/** What the whole record is at, said on every screen: it rests, or it is going to be deleted. */
import { useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import { fetchConsents, giveConsent } from "~/api/people";
import { withdrawErasure } from "~/api/privacy";
import { dayOf, deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import type { Account } from "~/store/account";
import { currentSession, sessionNow } from "~/sync/client";
import { useProfile } from "~/sync/hooks";
import { whyNot } from "./answers";
import { locale } from "./language";
import { sayDate } from "./words";

/** The patient's own; whose record a helper has open cannot be decided about by the helper. */
export function Rests({ account }: { account: Account }) {
  const profile = useProfile();
  if (account.subject) return null;
  // what this phone has read last, wherever it was asked for; before the first reading, what the account said
  const due = profile?.erasure_due_at !== undefined ? profile.erasure_due_at : account.erasureDueAt;
  if (due) return <Deletion due={due} />;
  if (!profile?.rests_since) return null;
  const agree = async () => {
    const known = await fetchConsents(profile.id, locale());
    const words = known.kind === "ok" ? known.data.find((one) => one.kind === "data_use") : null;
    if (!words) return known;
    const given = await giveConsent(profile.id, words.kind, words.version, locale());
    await currentSession().engine.nudge();
    return given;
  };
  return (
    <Banner says={m.rests_consent()} act={m.rests_agree()} onAct={agree}>
      <a class="button" href="/more/privacy">
        {m.rests_delete()}
      </a>
    </Banner>
  );
}

export function Deletion({ due }: { due: string }) {
  const keep = async () => {
    const answer = await withdrawErasure();
    if (answer.kind === "ok") {
      dispatchEvent(new Event("toh:me"));
      void sessionNow()?.engine.nudge();
    }
    return answer;
  };
  const day = sayDate(dayOf(due, deviceZone()));
  return <Banner says={m.rests_deleting({ day })} act={m.rests_keep()} onAct={keep} />;
}

interface BannerProps {
  says: string;
  act: string;
  onAct: () => Promise<Answer<unknown>>;
  children?: preact.ComponentChildren;
}

function Banner({ says, act, onAct, children }: BannerProps) {
  const [trouble, setTrouble] = useState<string | null>(null);
  return (
    <section class="notice notice-soon stack-tight rests" aria-label={says}>
      <p>{says}</p>
      {trouble && <p role="alert">{trouble}</p>}
      <div class="row">
        <button
          type="button"
          class="button button-primary"
          onClick={async () => setTrouble(whyNot(await onAct()))}
        >
          {act}
        </button>
        {children}
      </div>
    </section>
  );
}

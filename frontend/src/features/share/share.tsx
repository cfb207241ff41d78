/** The patient's links to their own summary: for a doctor who does not use this software. */
import "~/ui/people.css";
import { useEffect, useState } from "preact/hooks";
import {
  endLink,
  fetchLinks,
  type HealthLink,
  type IssuedLink,
  type Lasts,
  makeLink,
  showLink,
} from "~/api/health-links";
import type { Answer } from "~/api/http";
import { dayOf, deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { useProfile, useRead } from "~/sync/hooks";
import { whyNot } from "~/ui/answers";
import { Check, Chips } from "~/ui/chips";
import { ChevronIcon } from "~/ui/icons";
import { LANGUAGES, type Language, locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { Unreached } from "~/ui/unreached";
import { Waiting } from "~/ui/waiting";
import { sayDay, sayTime } from "~/ui/words";

const LASTS: readonly Lasts[] = ["hour", "day", "week", "month", "year"];
const LAST_NAMES: Record<Lasts, () => string> = {
  hour: m.share_hour,
  day: m.share_day,
  week: m.share_week,
  month: m.share_month,
  year: m.share_year,
};
const STATES: Record<string, () => string> = {
  revoked: m.share_ended,
  expired: m.share_over,
  locked: m.share_locked,
};
/** Why no link was made, where the server's own words are not for patients. */
const REFUSED: Record<string, () => string> = { too_many: m.share_too_many, rests: m.share_rests };
const whyNoLink = (answer: Answer<unknown>) =>
  (answer.kind === "refused" && REFUSED[answer.problem.errors[0]?.code ?? ""]?.()) || whyNot(answer);
const sayMoment = (at: string) => `${sayDay(dayOf(at, deviceZone()))}, ${sayTime(at)}`;

export function Share() {
  const read = useRead();
  const profile = useProfile();
  const patient = profile?.id;
  const [links, setLinks] = useState<HealthLink[] | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [shown, setShown] = useState<IssuedLink | null>(null);
  const load = async () => {
    if (!patient) return;
    const answer = await fetchLinks(patient);
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setLinks(answer.data);
  };
  useEffect(() => void load(), [patient]);
  if (!read || !patient) return <Waiting title={m.share_title()} back="/more" />;
  const show = async (link: HealthLink) => {
    const answer = await showLink(patient, link.id);
    setWhy(whyNot(answer));
    if (answer.kind === "ok") setShown(answer.data);
    else await load();
  };
  const end = async (link: HealthLink) => {
    const answer = await endLink(patient, link.id);
    if (answer.kind === "ok") await load();
    else setWhy(whyNot(answer));
  };
  return (
    <>
      <PageHead title={m.share_title()} back="/more" />
      <div class="stack">
        <p>{m.share_say()}</p>
        <details class="fold">
          <summary>
            <span class="strong">{m.share_holds()}</span>
            <span class="turn">
              <ChevronIcon />
            </span>
          </summary>
          <p>{m.share_holds_say()}</p>
        </details>
      </div>
      <NewLink
        patient={patient}
        onMade={(link) => {
          setShown(link);
          void load();
        }}
      />
      <section class="section stack">
        <h2>{m.share_links()}</h2>
        <div aria-live="polite">
          {why && <Unreached why={why} onAgain={() => void load()} />}
          {links === null && !why && <p class="quiet">{m.desk_loading()}</p>}
          {links?.length === 0 && <p class="quiet">{m.share_none()}</p>}
        </div>
        <ul class="lines">
          {links?.map((link) => (
            <li key={link.id} class="stack-tight seen-line">
              <p class="strong">{link.label || m.share_no_name()}</p>
              <p>
                {STATES[link.state]?.() ?? m.share_until({ moment: sayMoment(link.expires_at) })}
                {link.state === "open" && ` ${link.follows ? m.link_follows() : m.link_fixed()}`}
              </p>
              {link.passcode && link.attempts_left < 5 && (
                <p>{m.share_wrong({ count: 5 - link.attempts_left })}</p>
              )}
              {link.openings.length === 0 ? (
                <p class="small quiet">{m.share_unopened()}</p>
              ) : (
                <ul class="small">
                  {link.openings.map((one) => (
                    <li key={one.at}>
                      {m.share_opened({ name: one.name, moment: sayMoment(one.at) })}
                      {one.network && ` · ${m.seen_network({ network: one.network })}`}
                    </li>
                  ))}
                </ul>
              )}
              {link.state === "open" && (
                <div class="row">
                  <button type="button" class="button" onClick={() => void show(link)}>
                    {m.share_show()}
                  </button>
                  <button type="button" class="button button-danger" onClick={() => void end(link)}>
                    {m.share_end()}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
        <p class="small quiet">{m.share_names_unchecked()}</p>
      </section>
      {shown && (
        <Sheet title={shown.label || m.share_link()} onClose={() => setShown(null)}>
          <Issued link={shown} />
        </Sheet>
      )}
    </>
  );
}

function NewLink({ patient, onMade }: { patient: string; onMade: (link: IssuedLink) => void }) {
  const [label, setLabel] = useState("");
  const [lasts, setLasts] = useState<Lasts>("week");
  const [follows, setFollows] = useState(false);
  const [passcode, setPasscode] = useState("");
  const [language, setLanguage] = useState(locale() as Language);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await makeLink(patient, { label: label.trim(), lasts, follows, passcode, language });
    setBusy(false);
    setWhy(whyNoLink(answer));
    if (answer.kind !== "ok") return;
    setLabel("");
    setPasscode("");
    onMade(answer.data);
  };
  const value = (event: Event) => (event.target as HTMLInputElement).value;
  return (
    <section class="section stack">
      <h2>{m.share_new()}</h2>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="share-label">{m.share_for()}</label>
          <input
            id="share-label"
            value={label}
            maxLength={80}
            autocomplete="off"
            onInput={(event) => setLabel(value(event))}
          />
          <p class="small quiet">{m.share_for_say()}</p>
        </div>
        <Chips
          label={m.share_lasts()}
          options={LASTS}
          name={(one) => LAST_NAMES[one]()}
          chosen={[lasts]}
          onToggle={setLasts}
        />
        <Check label={m.share_follows()} checked={follows} onChange={setFollows} />
        <div class="field">
          <label for="share-passcode">{m.share_passcode()}</label>
          <input
            id="share-passcode"
            value={passcode}
            minLength={4}
            maxLength={40}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            onInput={(event) => setPasscode(value(event))}
          />
          <p class="small quiet">{m.share_passcode_say()}</p>
        </div>
        <Chips
          label={m.share_language()}
          options={LANGUAGES}
          name={(one) => (one === "de" ? "Deutsch" : "English")}
          chosen={[language]}
          onToggle={setLanguage}
        />
        <div role="alert">{why && <p class="notice notice-now">{why}</p>}</div>
        <button type="submit" class="button button-primary button-wide" disabled={busy}>
          {m.share_make()}
        </button>
      </form>
    </section>
  );
}

function Issued({ link }: { link: IssuedLink }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="stack">
      <p>{m.share_scan()}</p>
      <img
        class="qr"
        alt={m.share_qr()}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(link.qr)}`}
      />
      {link.passcode && <p class="notice">{m.share_tell_passcode()}</p>}
      <div class="field">
        <label for="share-link">{m.invite_link()}</label>
        <input id="share-link" readOnly value={link.link} />
      </div>
      <div class="row">
        <button
          type="button"
          class="button"
          onClick={() => void navigator.clipboard?.writeText(link.link).then(() => setCopied(true))}
        >
          {copied ? m.invite_copied() : m.invite_copy()}
        </button>
        {"share" in navigator && (
          <button
            type="button"
            class="button"
            onClick={() => void navigator.share({ url: link.link }).catch(() => undefined)}
          >
            {m.share_send()}
          </button>
        )}
      </div>
      <p class="small quiet">{m.share_until({ moment: sayMoment(link.expires_at) })}</p>
    </div>
  );
}

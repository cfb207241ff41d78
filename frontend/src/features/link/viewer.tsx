import "./viewer.css";
import { useEffect, useState } from "preact/hooks";
import { type Opened, openLink, payloadOf } from "~/domain/health-link";
import { type PatientSummary, summaryOf } from "~/domain/patient-summary";
import * as m from "~/paraglide/messages";
import { setLocale } from "~/paraglide/runtime";
import { intl, locale } from "~/ui/language";
import { newSince } from "./since";

/** What a narrative says, line by line, as text: what else it may hold is left out. */
function linesOf(div: string): string[] {
  const page = new DOMParser().parseFromString(div, "text/html");
  const items = [...page.querySelectorAll("li")].map((one) => one.textContent?.trim() ?? "");
  return items.length > 0 ? items : [page.body.textContent?.trim() ?? ""].filter(Boolean);
}

const sayMoment = (at: string | number) =>
  new Date(at).toLocaleString(intl(), { dateStyle: "long", timeStyle: "short" });

/** A year, a month of it, or a day. */
const sayBorn = (born: string) =>
  born.length < 10
    ? born
    : new Date(`${born}T00:00:00Z`).toLocaleDateString(intl(), { dateStyle: "long", timeZone: "UTC" });

type Trouble = Exclude<Opened["kind"], "ok">;

/** For whoever was given a link: says who opens it, and shows the summary. No account, and nothing of it is kept but what `since` says. */
export function Viewer({ hash }: { hash: string }) {
  const [, redraw] = useState(0);
  const choose = (language: "en" | "de") => {
    setLocale(language);
    document.documentElement.lang = language;
    redraw((count) => count + 1);
  };
  const other = locale() === "de" ? "en" : "de";
  return (
    <main class="link-page stack">
      <div class="link-head">
        <p class="strong">{m.app_name()}</p>
        <button type="button" class="button button-quiet no-print" lang={other} onClick={() => choose(other)}>
          {other === "de" ? "Deutsch" : "English"}
        </button>
      </div>
      <Link hash={hash} />
    </main>
  );
}

function Link({ hash }: { hash: string }) {
  const payload = payloadOf(hash);
  const [document, setDocument] = useState<unknown>(null);
  const [trouble, setTrouble] = useState<{ kind: Trouble; left?: number } | null>(null);
  const [busy, setBusy] = useState(false);
  if (!payload) return <Wrong title={m.link_none()} say={m.link_none_say()} />;
  if ((payload.v ?? 1) > 1) return <Wrong title={m.link_newer()} say={m.link_newer_say()} />;
  const host = new URL(payload.url);
  if (host.origin !== location.origin)
    return <Wrong title={m.link_elsewhere()} say={m.link_elsewhere_say({ host: host.host })} />;
  const asks = payload.flag?.includes("P") ?? false;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const form = new FormData(event.target as HTMLFormElement);
    const answer = await openLink(payload, {
      recipient: String(form.get("recipient")),
      ...(asks ? { passcode: String(form.get("passcode")) } : {}),
    });
    setBusy(false);
    if (answer.kind === "ok") return setDocument(answer.document);
    setTrouble(answer);
  };
  if (document !== null) {
    const summary = summaryOf(document, linesOf);
    return summary ? (
      <Summary
        summary={summary}
        document={document}
        link={payload}
        follows={payload.flag?.includes("L") ?? false}
      />
    ) : (
      <Wrong title={m.link_unreadable()} say={m.link_unreadable_say()} />
    );
  }
  const over = payload.exp !== undefined && payload.exp * 1000 <= Date.now();
  if (trouble?.kind === "gone" || (trouble?.kind === "passcode" && trouble.left === 0))
    return (
      <Wrong
        title={trouble.kind === "passcode" ? m.link_locked() : over ? m.link_over() : m.link_gone()}
        say={
          trouble.kind === "passcode"
            ? m.link_locked_say()
            : over
              ? m.link_over_say({ moment: sayMoment(payload.exp! * 1000) })
              : m.link_gone_say()
        }
      />
    );
  return (
    <>
      <h1>{payload.label || m.link_title()}</h1>
      <p>{m.link_say()}</p>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="recipient">{m.link_recipient()}</label>
          <input
            id="recipient"
            name="recipient"
            required
            maxLength={100}
            pattern=".*\S.*"
            autocomplete="name"
          />
          <p class="small quiet">{m.link_recipient_say()}</p>
        </div>
        {asks && (
          <div class="field">
            <label for="passcode">{m.link_passcode()}</label>
            <input
              id="passcode"
              name="passcode"
              required
              maxLength={40}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
            />
            <p class="small quiet">{m.link_passcode_say()}</p>
          </div>
        )}
        <div role="alert">{trouble && <p class="notice notice-now">{sayTrouble(trouble)}</p>}</div>
        <div>
          <button type="submit" class="button button-primary" disabled={busy}>
            {m.link_open()}
          </button>
        </div>
      </form>
      {payload.exp !== undefined && (
        <p class="small quiet">{m.link_until({ moment: sayMoment(payload.exp * 1000) })}</p>
      )}
    </>
  );
}

function sayTrouble(trouble: { kind: Trouble; left?: number }): string {
  if (trouble.kind === "passcode")
    return trouble.left === 1 ? m.link_wrong_last() : m.link_wrong({ count: trouble.left ?? 0 });
  if (trouble.kind === "offline") return m.link_offline();
  if (trouble.kind === "later") return m.link_later();
  return m.link_unreadable_say();
}

const Wrong = ({ title, say }: { title: string; say: string }) => (
  <div role="alert" class="stack">
    <h1>{title}</h1>
    <p>{say}</p>
  </div>
);

const SEX: Record<string, () => string> = {
  female: m.link_female,
  male: m.link_male,
  other: m.link_other_sex,
};

function Summary({
  summary,
  document: whole,
  link,
  follows,
}: {
  summary: PatientSummary;
  document: unknown;
  link: { key: string; exp?: number };
  follows: boolean;
}) {
  const [fresh, setFresh] = useState<{ at: string; lines: Set<string> } | null>(null);
  useEffect(() => {
    document.title = summary.title;
    if (!follows) return;
    const lines = summary.sections.flatMap((one) => one.lines.map((line) => `${one.title}|${line}`));
    // a browser that keeps nothing shows the same, without what is new
    void Promise.resolve()
      .then(() => newSince(link, lines, new Date(), localStorage))
      .then(setFresh, () => undefined);
  }, []);
  const save = () => {
    const place = URL.createObjectURL(new Blob([JSON.stringify(whole)], { type: "application/fhir+json" }));
    const anchor = document.createElement("a");
    anchor.href = place;
    anchor.download = "summary.json";
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(place), 10_000);
  };
  const about = [
    summary.born && m.link_born({ day: sayBorn(summary.born) }),
    SEX[summary.sex ?? ""]?.(),
    summary.clinic && [summary.clinic.name, summary.clinic.phone].filter(Boolean).join(", "),
  ].filter(Boolean);
  return (
    <>
      <h1 tabIndex={-1} ref={(node) => node?.focus()} lang={summary.language}>
        {summary.title}
      </h1>
      <div>
        <p class="strong">{summary.name ?? m.link_no_name()}</p>
        {about.map((one) => (
          <p key={one}>{one}</p>
        ))}
        <p class="small quiet">
          {m.link_at({ moment: sayMoment(summary.at) })} {follows ? m.link_follows() : m.link_fixed()}
        </p>
      </div>
      <p class="small quiet">{m.link_unchecked()}</p>
      {fresh && (
        <p class="notice">
          {fresh.lines.size > 0
            ? m.link_new_since({ moment: sayMoment(fresh.at) })
            : m.link_nothing_new({ moment: sayMoment(fresh.at) })}
        </p>
      )}
      <div class="row no-print">
        <button type="button" class="button" onClick={() => print()}>
          {m.link_print()}
        </button>
        <button type="button" class="button" onClick={save}>
          {m.link_save()}
        </button>
      </div>
      <div lang={summary.language} class="stack">
        {summary.sections.map((section) => (
          <section class="section" key={section.title}>
            <h2>{section.title}</h2>
            <ul class="link-lines">
              {section.lines.map((line) => {
                const isNew = fresh?.lines.has(`${section.title}|${line}`);
                return (
                  <li key={line} class={isNew ? "link-new" : undefined}>
                    {line}
                    {isNew && <span lang={locale()}> ({m.link_new()})</span>}
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

/** The generated pages on the phone: one for each finding and reminder that a patient sees, one for each source. */

import type { Guidance } from "~/api/guidance";
import { carefulOf } from "~/domain/careful";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { readGuidance } from "~/sync/guidance";
import { useLive, useProfile } from "~/sync/hooks";
import { ChevronIcon } from "~/ui/icons";
import { locale } from "~/ui/language";
import { PageHead } from "~/ui/page";
import { sourceName } from "~/ui/source-name";
import { Waiting } from "~/ui/waiting";
import { ruleOf, WhyArticle } from "~/ui/why-article";
import { PAGES } from "./pages";

const INDEX = "/more/learn";
const pageOfSource = (id: string) => `${INDEX}/source/${id}`;

/** What is kept on this phone, less what the patient's own latest entries make unfit to show. */
export function useGuidance(): { guidance: Guidance | null; profile: Profile | null } | undefined {
  const language = locale();
  const profile = useProfile();
  const kept = useLive((db) => readGuidance(db, language), [language]);
  if (kept === undefined || profile === undefined) return undefined;
  return { guidance: kept && fitFor(kept, profile), profile };
}

export function fitFor(guidance: Guidance, profile: Profile | null): Guidance {
  const hidden = new Set<string>();
  if (carefulOf(profile)) hidden.add("alcohol-above-limit");
  if (!profile?.exercise_gate.weight_bearing) hidden.add("weight-bearing-exercise");
  return {
    ...guidance,
    findings: guidance.findings.filter((one) => !hidden.has(one.id)),
    reminders: guidance.reminders.filter((one) => !hidden.has(one.id)),
  };
}

export function WhyPage({ id }: { id: string }) {
  const known = useGuidance();
  if (!known) return <Waiting title={m.why()} back={INDEX} />;
  const rule = known.guidance && ruleOf(known.guidance, id);
  if (!known.guidance || !rule) return <NotHere kept={known.guidance !== null} />;
  return <WhyArticle guidance={known.guidance} rule={rule} back={INDEX} source={pageOfSource} />;
}

function NotHere({ kept }: { kept: boolean }) {
  return (
    <>
      <PageHead title={m.why()} back={INDEX} />
      <p class="notice" role="status">
        {kept ? m.why_no_page() : m.why_not_kept()}
      </p>
    </>
  );
}

export function SourcePage({ id }: { id: string }) {
  const known = useGuidance();
  if (!known) return <Waiting title={sourceName(id)} back={INDEX} />;
  const source = known.guidance?.sources.find((one) => one.id === id);
  if (!known.guidance || !source) return <NotHere kept={known.guidance !== null} />;
  const pages = PAGES.filter(
    (page) => page.sources.includes(source.id) && (page.shown?.(known.profile) ?? true),
  );
  const rules = [...known.guidance.findings, ...known.guidance.reminders].filter((one) =>
    one.sources.includes(source.id),
  );
  return (
    <article class="stack">
      <PageHead title={source.title} back={INDEX} />
      <p>{source.citation}</p>
      <section class="section">
        <h2>{m.learn_read()}</h2>
        <Links
          items={pages.map((page) => ({ id: page.id, title: page.title(), href: `${INDEX}/${page.id}` }))}
        />
      </section>
      {rules.length > 0 && (
        <section class="section">
          <h2>{m.learn_rules_of_source()}</h2>
          <Links items={rules.map(({ id, title }) => ({ id, title, href: `${INDEX}/why/${id}` }))} />
        </section>
      )}
    </article>
  );
}

/** What the app looks for and what it reminds of, each with its page. */
export function RuleList() {
  const known = useGuidance();
  if (!known?.guidance) return null;
  const link = ({ id, title }: { id: string; title: string }) => ({ id, title, href: `${INDEX}/why/${id}` });
  return (
    <>
      <section class="section">
        <h2>{m.learn_findings()}</h2>
        <Links items={known.guidance.findings.map(link)} />
      </section>
      <section class="section">
        <h2>{m.learn_reminders()}</h2>
        <Links items={known.guidance.reminders.map(link)} />
      </section>
    </>
  );
}

export function Links({ items }: { items: readonly { id: string; title: string; href: string }[] }) {
  return (
    <ul class="lines">
      {items.map(({ id, title, href }) => (
        <li key={id}>
          <a class="line-link" href={href}>
            <span class="grow">{title}</span>
            <ChevronIcon />
          </a>
        </li>
      ))}
    </ul>
  );
}

import { useRoute } from "preact-iso";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { useProfile, useSync } from "~/sync/hooks";
import { CallList } from "~/ui/call-list";
import { PageHead } from "~/ui/page";
import { sourceName } from "~/ui/source-name";
import { Waiting } from "~/ui/waiting";
import { PAGES } from "./pages";
import { Links, RuleList, SourcePage, WhyPage } from "./why-pages";

/** These pages come with the app: they can be read before the notebook, and where the browser keeps none. */
function useReader(): Profile | null | undefined {
  const profile = useProfile();
  const { standing } = useSync();
  return profile ?? (standing === "no_storage" ? null : profile);
}

export function Learn() {
  const profile = useReader();
  if (profile === undefined) return <Waiting title={m.learn_title()} back="/more" />;
  const pages = PAGES.filter((page) => page.shown?.(profile) ?? true);
  return (
    <>
      <PageHead title={m.learn_title()} back="/more" />
      <Links
        items={pages.map((page) => ({ id: page.id, title: page.title(), href: `/more/learn/${page.id}` }))}
      />
      <RuleList />
    </>
  );
}

/** A short page by its name; `why/RULE` and `source/ID` are made from the guidance. */
export function LearnPage() {
  const { params } = useRoute();
  if (params.page === "why" && params.item) return <WhyPage id={params.item} />;
  if (params.page === "source" && params.item) return <SourcePage id={params.item} />;
  return <ShortPage id={params.page} />;
}

function ShortPage({ id }: { id?: string }) {
  const profile = useReader();
  const page = PAGES.find((one) => one.id === id);
  if (profile === undefined) return <Waiting title={page?.title() ?? m.learn_title()} back="/more/learn" />;
  if (!page || page.shown?.(profile) === false) return <Learn />;
  return (
    <article class="stack">
      <PageHead title={page.title()} back="/more/learn" />
      {page.paragraphs(profile).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {page.id === "call" && <CallList profile={profile} emergency />}
      <footer class="section">
        <h2>{m.learn_sources()}</h2>
        <Links
          items={page.sources.map((id) => ({ id, title: sourceName(id), href: `/more/learn/source/${id}` }))}
        />
      </footer>
    </article>
  );
}

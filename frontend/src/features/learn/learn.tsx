import { useRoute } from "preact-iso";
import * as m from "~/paraglide/messages";
import { useProfile } from "~/sync/hooks";
import { PageHead } from "~/ui/page";
import { PAGES, sourceName } from "./pages";
import { Links, RuleList, SourcePage, WhyPage } from "./why-pages";

export function Learn() {
  const profile = useProfile();
  if (profile === undefined) return null;
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
  const profile = useProfile();
  const page = PAGES.find((one) => one.id === id);
  if (profile === undefined) return null;
  if (!page || page.shown?.(profile) === false) return <Learn />;
  return (
    <article class="stack">
      <PageHead title={page.title()} back="/more/learn" />
      {page.paragraphs(profile).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <footer class="section">
        <h2>{m.learn_sources()}</h2>
        <Links
          items={page.sources.map((id) => ({ id, title: sourceName(id), href: `/more/learn/source/${id}` }))}
        />
      </footer>
    </article>
  );
}

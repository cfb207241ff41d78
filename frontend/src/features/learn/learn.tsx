import { useRoute } from "preact-iso";
import * as m from "~/paraglide/messages";
import { useProfile } from "~/sync/hooks";
import { ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";
import { PAGES, sourceName } from "./pages";

export function Learn() {
  const profile = useProfile();
  if (profile === undefined) return null;
  return (
    <>
      <PageHead title={m.learn_title()} back="/more" />
      <ul class="lines">
        {PAGES.filter((page) => page.shown?.(profile) ?? true).map((page) => (
          <li key={page.id}>
            <a class="line-link" href={`/more/learn/${page.id}`}>
              <span class="grow">{page.title()}</span>
              <ChevronIcon />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

export function LearnPage() {
  const { params } = useRoute();
  const profile = useProfile();
  const page = PAGES.find((one) => one.id === params.page);
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
        <ul class="stack-tight small quiet">
          {page.sources.map((id) => (
            <li key={id}>
              {id}: {sourceName(id)}
            </li>
          ))}
        </ul>
      </footer>
    </article>
  );
}

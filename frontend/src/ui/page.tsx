import type { ComponentChildren } from "preact";
import * as m from "~/paraglide/messages";
import { BackIcon } from "./icons";

/** The head of a page that lies one step inside. */
export function PageHead({
  title,
  back,
  children,
}: {
  title: string;
  back?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="page-head">
      {back && (
        <a class="icon-button page-back mirror" href={back} aria-label={m.back()}>
          <BackIcon />
        </a>
      )}
      <h1>{title}</h1>
      {children}
    </div>
  );
}

import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { lazy } from "preact-iso";
import { untilThere } from "~/domain/until-there";
import * as m from "~/paraglide/messages";

/** A screen that is loaded when it is opened. Where that fails it says so, and comes by itself as soon as it can. */
export const lazily = <P extends object>(load: () => Promise<FunctionComponent<P>>) =>
  lazy(() =>
    load().catch(() => (props: P) => {
      const [Screen, set] = useState<FunctionComponent<P> | null>(null);
      useEffect(() => void untilThere(load).then((found) => set(() => found)), []);
      return Screen ? (
        <Screen {...props} />
      ) : (
        <div class="notice stack-tight" role="alert">
          <p>{m.not_loaded()}</p>
          {/* some browsers remember a failure until the page is loaded anew; what is half entered outlives that */}
          <button type="button" class="button" onClick={() => location.reload()}>
            {m.privacy_again()}
          </button>
        </div>
      );
    }),
  );

/** A part that nobody waits for: a banner, a question that may come. */
export const quietly = <P extends object>(load: () => Promise<FunctionComponent<P>>) =>
  lazy(() => untilThere(load));

import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { untilThere } from "~/domain/until-there";

/** A part that few people need, or that stands further down: the first screen does not load it, and shows `meanwhile` until it is there. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile?: (props: P) => ComponentChildren,
) {
  let loaded: ComponentType<P> | null = null;
  return (props: P) => {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded);
    useEffect(() => {
      if (!loaded)
        void untilThere(load).then((part) => {
          loaded = part;
          setPart(() => part);
        });
    }, []);
    return <>{Part ? <Part {...props} /> : meanwhile?.(props)}</>;
  };
}

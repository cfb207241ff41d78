import { useEffect, useState } from "preact/hooks";
import * as m from "~/paraglide/messages";

/** Somebody else's record is open: said on every page, and said again when something cannot be written there. */
export function WhoseRecord({ name }: { name: string }) {
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    const say = () => setRefused(true);
    addEventListener("toh:look-only", say);
    return () => removeEventListener("toh:look-only", say);
  }, []);
  return (
    <div class="whose">
      <a class="whose-link" href="/more/switch">
        {m.switch_whose({ name })}
      </a>
      <p class="small" role="status">
        {refused ? m.switch_look_only() : ""}
      </p>
    </div>
  );
}

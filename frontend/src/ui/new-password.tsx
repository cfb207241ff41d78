/** A field for a new password, with the server's word on how easily it is guessed, while one still thinks of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { askStrength, type Strength } from "~/api/auth";
import * as m from "~/paraglide/messages";

const PAUSE_MS = 500;
const WORDS = [m.strength_weak, m.strength_weak, m.strength_weak, m.strength_good, m.strength_strong];

export function NewPasswordField(props: { id: string; name: string; label: string; email?: () => string }) {
  const [value, setValue] = useState("");
  const [found, setFound] = useState<Strength | null>(null);
  const asked = useRef("");
  useEffect(() => {
    asked.current = value;
    setFound(null);
    if (value.length < 8) return;
    const timer = setTimeout(async () => {
      const answer = await askStrength(value, props.email?.() ?? "");
      // an answer to what has been typed over meanwhile says nothing
      if (asked.current === value) setFound(answer);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        name={props.name}
        type="password"
        autocomplete="new-password"
        minLength={10}
        required
        aria-describedby={`${props.id}-say`}
        onInput={(event) => setValue((event.target as HTMLInputElement).value)}
      />
      <div id={`${props.id}-say`} aria-live="polite">
        {found ? (
          <>
            <meter min={0} max={4} low={2.5} high={3} optimum={4} value={found.score} aria-hidden="true" />
            <p class={`small ${found.enough ? "quiet" : "field-error"}`}>
              {found.enough ? WORDS[found.score]?.() : found.why}
            </p>
          </>
        ) : (
          <p class="small quiet">{m.signup_password_say()}</p>
        )}
      </div>
    </div>
  );
}

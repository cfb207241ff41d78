import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

/** A field that is kept as soon as it is left. What was typed and could not be kept (wrong, or no room) stays in it. */
export function KeptField({
  label,
  kept,
  onKeep,
  children,
  ...rest
}: {
  id: string;
  type: "time" | "tel";
  label: string;
  kept: string;
  onKeep: (value: string) => void;
  children?: ComponentChildren;
  autocomplete?: "tel";
  "aria-describedby"?: string;
}) {
  const [typed, setTyped] = useState({ over: kept, value: kept });
  return (
    <div class="field">
      <label for={rest.id}>{label}</label>
      <input
        {...rest}
        value={typed.over === kept ? typed.value : kept}
        onChange={(event) => {
          const { value } = event.target as HTMLInputElement;
          setTyped({ over: kept, value });
          onKeep(value);
        }}
      />
      {children}
    </div>
  );
}

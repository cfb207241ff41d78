/** One or several answers out of a few. */
export function Chips<T extends string>({
  label,
  options,
  name,
  chosen,
  onToggle,
}: {
  label: string;
  options: readonly T[];
  name: (option: T) => string;
  chosen: readonly T[];
  onToggle: (option: T) => void;
}) {
  return (
    <fieldset class="stack-tight">
      <legend class="strong">{label}</legend>
      <div class="chips">
        {options.map((option) => (
          <button
            key={option}
            type="button"
            class="chip"
            aria-pressed={chosen.includes(option)}
            onClick={() => onToggle(option)}
          >
            {name(option)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

export function Check({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange((event.target as HTMLInputElement).checked)}
      />
      <span>{label}</span>
    </label>
  );
}

import type { ComponentChildren } from "preact";

export interface DrawingProps {
  size?: number;
  class?: string;
}

export function Drawing({
  size = 48,
  class: name,
  children,
}: DrawingProps & { children: ComponentChildren }) {
  return (
    <svg
      class={`drawing ${name ?? ""}`}
      viewBox="0 0 48 48"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      vector-effect="non-scaling-stroke"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The product's own line drawings, one stroke of 1.75 px. They carry meaning; the words stand beside them. */
import type { ComponentChildren } from "preact";
import type { Aid, ExerciseCategory } from "~/domain/vocabulary";

interface DrawingProps {
  size?: number;
  class?: string;
}

function Drawing({ size = 48, class: name, children }: DrawingProps & { children: ComponentChildren }) {
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

const crutch = (x: number) =>
  `M${x - 4} 9q4-3 8 0M${x - 3} 10l2.2 17M${x + 3} 10l-2.2 17M${x - 2} 20h4M${x} 27v14M${x - 2} 42h4`;

export function AidDrawing({ aid, ...props }: DrawingProps & { aid: Aid }) {
  switch (aid) {
    case "one_crutch":
      return (
        <Drawing {...props}>
          <path d={crutch(24)} />
        </Drawing>
      );
    case "two_crutches":
      return (
        <Drawing {...props}>
          <path d={crutch(15)} />
          <path d={crutch(33)} />
        </Drawing>
      );
    case "cane":
      return (
        <Drawing {...props}>
          <path d="M18 15v-2a5.5 5.5 0 0 1 11 0v27M26.5 41.5h5" />
        </Drawing>
      );
    case "walker":
      return (
        <Drawing {...props}>
          <path d="M9 41 14 11h20l5 30M14 11v-2M34 11v-2M12.2 22h23.6M15.5 41l2-19M32.5 41l-2-19" />
        </Drawing>
      );
    case "wheelchair":
      return (
        <Drawing {...props}>
          <circle cx="21" cy="31" r="10.5" />
          <circle cx="21" cy="31" r="2" />
          <path d="M14 9h4l3 14h13l3 14h4M18.8 15H29" />
          <circle cx="38" cy="40" r="2.2" />
        </Drawing>
      );
    default:
      return (
        <Drawing {...props}>
          <circle cx="24" cy="9" r="4" />
          <path d="M24 13v14M24 17l-7 7M24 17l6 6 3-2M24 27l-6 8-1 7M24 27l6 7 1 8" />
        </Drawing>
      );
  }
}

export function ExerciseDrawing({ category, ...props }: DrawingProps & { category: ExerciseCategory }) {
  switch (category) {
    case "aquatic":
      return (
        <Drawing {...props}>
          <path d="M5 29c3 0 3 2.5 6.3 2.500S14.6 29 17.9 29s3.3 2.5 6.5 2.500S27.7 29 31 29s3.2 2.5 6.5 2.500S40.5 29 43 29M5 37c3 0 3 2.5 6.3 2.500s3.3-2.5 6.6-2.5 3.3 2.5 6.5 2.5 3.3-2.5 6.6-2.5 3.2 2.5 6.5 2.5 3-2.5 5.5-2.5" />
          <circle cx="35" cy="15" r="4" />
          <path d="M8 24l10-3 7-8 6 3M18 21l9 3" />
        </Drawing>
      );
    case "range_of_motion":
      return (
        <Drawing {...props}>
          <path d="M6 38h36M10 34h14l9-15 7 4" />
          <circle cx="8.5" cy="30" r="3.5" />
          <path d="M34 32a12 12 0 0 0-1.5-6M38 33a17 17 0 0 0 0-4" stroke-dasharray="2 3" />
        </Drawing>
      );
    case "strengthening":
      return (
        <Drawing {...props}>
          <path d="M5 40h38M9 36l11-12 10-1 6 13M36 36h4" />
          <circle cx="8" cy="32" r="3.5" />
          <path d="M22 15v-7m0 0-3 3m3-3 3 3" />
        </Drawing>
      );
    case "balance":
      return (
        <Drawing {...props}>
          <circle cx="24" cy="9" r="4" />
          <path d="M24 13v15M10 18l14-1 14 1M24 28v14M24 28l8 4-2 6M17 42h14" />
        </Drawing>
      );
    case "gait":
      return (
        <Drawing {...props}>
          <circle cx="24" cy="8" r="4" />
          <path d="M24 12l-1 14M23 16l-7 5-2 5M23 16l7 4 4 4M23 26l6 7 1 9M23 26l-4 9-6 6" />
          <path d="M7 44h34" stroke-dasharray="3 4" />
        </Drawing>
      );
    case "weight_bearing":
      return (
        <Drawing {...props}>
          <circle cx="17" cy="8" r="4" />
          <path d="M17 12v14M17 16l7 6h5M17 26l7 4v6M17 26l-3 9-3 6M6 42h10v-6h8v-6h9v-6h9" />
        </Drawing>
      );
    case "aerobic":
      return (
        <Drawing {...props}>
          <circle cx="12" cy="34" r="8" />
          <circle cx="36" cy="34" r="8" />
          <path d="M12 34l7-14h12l5 14M19 20l6 14h-13M31 20l-2-6h-5M16 18h6" />
        </Drawing>
      );
    default:
      return (
        <Drawing {...props}>
          <circle cx="24" cy="8" r="4" />
          <path d="M24 22c0-5-1-8-5-8s-6 3-7 7M24 22c0-5 1-8 5-8s6 3 7 7M24 14v16M10 38c5-7 23-7 28 0M14 42c5-4 15-4 20 0" />
        </Drawing>
      );
  }
}

export const ChairStandDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M14 8v34M14 26h14v16" />
    <circle cx="26" cy="8" r="4" />
    <path d="M25 12l-3 12 9 2 1 16M24 16l9 3" />
  </Drawing>
);
export const BridgeDrawing = (props: DrawingProps) => <ExerciseDrawing category="strengthening" {...props} />;
export const ScannerDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M5 34h38M9 34v7M39 34v7M8 30h28" />
    <circle cx="10" cy="26.5" r="3" />
    <path d="M14 27h22l4 3M26 30V12h12M22 12h18M26 12l-2 4M38 12v-4h-8v4" />
  </Drawing>
);
export const MriDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <rect x="12" y="6" width="30" height="36" rx="6" />
    <circle cx="27" cy="24" r="11" />
    <path d="M4 29h34M4 29v5M8 29a2.5 2.5 0 0 1 0-5h14" />
  </Drawing>
);
export const PillDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <rect x="6" y="17" width="36" height="14" rx="7" transform="rotate(-35 24 24)" />
    <path d="M20 18.500l8 11.5" />
  </Drawing>
);
export const EnvelopeDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <rect x="5" y="11" width="38" height="27" rx="2" />
    <path d="M5 14l19 14 19-14" />
  </Drawing>
);
export const NotebookDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M12 6h26v36H12zM12 12H8M12 20H8M12 28H8M12 36H8M18 16h14M18 23h14M18 30h8" />
  </Drawing>
);
export const TestTubeDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M18 6h12M20 6v29a4 4 0 0 0 8 0V6M20 24h8" />
  </Drawing>
);
export const BoneDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M17 26 30 13.500c-2-5 3-8.5 6-5.5 1 1 1 2 1 3 1 0 2.5 0 3.5 1 3 3-.5 8-5.5 6L22 31c2 5-3 8.5-6 5.5-1-1-1-2-1-3-1 0-2.5 0-3.5-1-3-3 .5-8.5 5.5-6.500z" />
  </Drawing>
);
export const CurveDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M6 6v36h36" />
    <path d="M11 14c6-3 8 2 12 8s9 12 18 13" />
    <path d="M11 24c6 0 10 6 16 9s9 4 14 4" stroke-dasharray="3 3" />
  </Drawing>
);
export const PhoneDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <rect x="13" y="4" width="22" height="40" rx="3" />
    <path d="M13 10h22M13 37h22M20 24l3 3 6-7" />
  </Drawing>
);
export const SlidersDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M6 13h20M34 13h8M6 24h6M20 24h22M6 35h22M36 35h6" />
    <circle cx="30" cy="13" r="4" />
    <circle cx="16" cy="24" r="4" />
    <circle cx="32" cy="35" r="4" />
  </Drawing>
);
export const LensDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <circle cx="24" cy="24" r="18" />
    <path d="M24 22v11M24 15v.5" />
  </Drawing>
);
export const PenDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M9 39l2-9L33 8l7 7-22 22zM28 13l7 7M9 39l6-2M24 41h16" />
  </Drawing>
);

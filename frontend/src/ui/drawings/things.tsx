import { Drawing, type DrawingProps } from "./frame";

export const ChairStandDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <path d="M14 8v34M14 26h14v16" />
    <circle cx="26" cy="8" r="4" />
    <path d="M25 12l-3 12 9 2 1 16M24 16l9 3" />
  </Drawing>
);
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

export const PeopleDrawing = (props: DrawingProps) => (
  <Drawing {...props}>
    <circle cx="18" cy="16" r="6" />
    <path d="M7 40v-5c0-6 5-10 11-10s11 4 11 10v5" />
    <circle cx="34" cy="19" r="5" />
    <path d="M33 28c5 0 9 4 9 9v3" />
  </Drawing>
);

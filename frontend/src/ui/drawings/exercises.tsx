import type { ExerciseCategory } from "~/domain/vocabulary";
import { Drawing, type DrawingProps } from "./frame";

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

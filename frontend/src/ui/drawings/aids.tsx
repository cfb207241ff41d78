import type { Aid } from "~/domain/vocabulary";
import { Drawing, type DrawingProps } from "./frame";

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

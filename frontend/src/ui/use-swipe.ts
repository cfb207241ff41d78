import { useRef } from "preact/hooks";

/** Shorter than this a finger has not swiped, but trembled. */
const LEAST_PX = 48;

/**
 * Handlers for what a finger swipes sideways: 1 forwards in time (to the left), -1 backwards. What takes them needs
 * `touch-action: pan-y`, or the browser takes the swipe for itself.
 */
export function useSwipe(then: (direction: 1 | -1) => void) {
  const from = useRef<number | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      from.current = event.pointerType === "mouse" ? null : event.clientX;
    },
    onPointerUp: (event: PointerEvent) => {
      const moved = from.current === null ? 0 : event.clientX - from.current;
      from.current = null;
      if (Math.abs(moved) > LEAST_PX) then(moved > 0 ? -1 : 1);
    },
    onPointerCancel: () => {
      from.current = null;
    },
  };
}

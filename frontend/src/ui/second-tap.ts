const FOR_MS = 600;
/** Nothing is held back for longer, whatever the phone is busy with. */
const LONGEST_MS = 5_000;
const NEAR_PX = 32;
const EVENTS = ["pointerdown", "pointerup", "click"] as const;
let disarm = () => {};

/**
 * A second tap at the spot where a sheet has just closed was meant for the sheet, and not for what lies beneath it. It counts
 * from when the sheet is gone from the glass: a slow phone shows it for a while after it was closed.
 */
export function swallowSecondTap(at: { x: number; y: number } | null): void {
  disarm();
  if (!at) return;
  let until = Number.POSITIVE_INFINITY;
  const swallow = (event: Event) => {
    const { clientX, clientY, timeStamp } = event as MouseEvent;
    // when the finger came, not when the phone had time for it
    if (timeStamp > until || Math.hypot(clientX - at.x, clientY - at.y) > NEAR_PX) return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const type of EVENTS) addEventListener(type, swallow, true);
  requestAnimationFrame(() =>
    setTimeout(() => {
      until = performance.now() + FOR_MS;
    }),
  );
  const timer = setTimeout(() => disarm(), LONGEST_MS);
  disarm = () => {
    clearTimeout(timer);
    for (const type of EVENTS) removeEventListener(type, swallow, true);
  };
}

/** Another sheet has opened: its taps are meant for it. */
export const takeTapsAgain = () => disarm();

const FOR_MS = 600;
/** Nothing is held back for longer, whatever the phone is busy with. */
const LONGEST_MS = 5_000;
/** As long as phones wait for a second tap; people who read what has come are slower. */
const DOUBLE_MS = 400;
const NEAR_PX = 32;
const EVENTS = ["pointerdown", "pointerup", "click"] as const;
let disarm = () => {};

/** The last tap of a finger: where, when, and on what. */
let last: { x: number; y: number; at: number; on: Element | null } | null = null;
let meantForOther = false;
const CONTROL = "button, a, label, input, select, textarea, summary";
const control = (element: Element | null) => element?.closest(CONTROL) ?? null;

/**
 * Two fast taps are meant for one thing. Where that has gone from under the finger after the first (the next card, day or step
 * has taken its place), the second answers nothing.
 */
function swallowIfMoved(event: PointerEvent): void {
  const { clientX: x, clientY: y, timeStamp: at, pointerType } = event;
  meantForOther = false;
  if (pointerType === "mouse") {
    last = null;
    return;
  }
  const on = control(event.target as Element | null);
  const fast = last?.on && at - last.at < DOUBLE_MS && Math.hypot(x - last.x, y - last.y) < NEAR_PX;
  meantForOther = Boolean(
    fast && on !== last!.on && control(document.elementFromPoint(last!.x, last!.y)) !== last!.on,
  );
  if (meantForOther) stop(event);
  else last = { x, y, at, on };
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

addEventListener("pointerdown", swallowIfMoved, true);
// a touch that became scrolling, or that the system took away, was no tap
addEventListener("pointercancel", () => {
  last = null;
});
for (const type of ["pointerup", "click"]) {
  addEventListener(type, (event) => meantForOther && stop(event), true);
}

/**
 * A second tap at the spot where a sheet has just closed or opened was meant for what was there before. It counts from when the
 * change is on the glass: a slow phone shows the old for a while.
 */
export function swallowSecondTap(at: { x: number; y: number } | null): void {
  disarm();
  if (!at) return;
  let until = Number.POSITIVE_INFINITY;
  const swallow = (event: Event) => {
    const { clientX, clientY, timeStamp } = event as MouseEvent;
    // when the finger came, not when the phone had time for it
    if (timeStamp > until || Math.hypot(clientX - at.x, clientY - at.y) > NEAR_PX) return;
    stop(event);
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

/**
 * A second tap at the spot whose first one has just opened a sheet was meant for what is now beneath, and answers nothing that
 * the sheet asks.
 */
export const swallowTapThatOpens = () =>
  swallowSecondTap(last && performance.now() - last.at < LONGEST_MS ? last : null);

import { useEffect, useRef, useState } from "preact/hooks";
import { addDays, type Day, daysBetween } from "~/domain/days";

export interface Window {
  from: Day;
  to: Day;
}
const LEAST = 7;

/** `days` days of `whole`, about `middle` where there is room. */
export function windowAround(whole: Window, middle: Day, days: number): Window {
  const all = daysBetween(whole.from, whole.to);
  const span = Math.min(Math.max(LEAST, Math.round(days)), Math.max(LEAST, all));
  let from = addDays(middle, -Math.round(span / 2));
  if (addDays(from, span) > whole.to) from = addDays(whole.to, -span);
  if (from < whole.from) from = whole.from;
  const to = addDays(from, span);
  if (to > whole.to) return { from, to: whole.to };
  return { from, to };
}

/** Zooms so that the day at `share` of the width stays where it is. */
export function zoomed(whole: Window, now: Window, factor: number, share: number): Window {
  const span = daysBetween(now.from, now.to);
  const next = Math.min(Math.max(LEAST, span * factor), Math.max(LEAST, daysBetween(whole.from, whole.to)));
  const from = addDays(now.from, Math.round(share * (span - next)));
  return windowAround(whole, addDays(from, Math.round(next / 2)), next);
}

export function panned(whole: Window, now: Window, days: number): Window {
  const span = daysBetween(now.from, now.to);
  return windowAround(whole, addDays(addDays(now.from, Math.round(span / 2)), days), span);
}

/**
 * What part of the course is shown: by buttons and keys, by pinching, and by the wheel with Ctrl (which is also what a
 * touchpad's pinch sends); the wheel alone goes on scrolling the page, sideways it moves in time.
 */
export function useZoom(whole: Window, first: Window) {
  const [chosen, setChosen] = useState<Window | null>(null);
  const now = chosen ? clamp(whole, chosen) : first;
  const latest = useRef({ whole, now });
  latest.current = { whole, now };
  const area = useRef<HTMLDivElement>(null);
  const zoom = (factor: number, share = 0.5) =>
    setChosen(zoomed(latest.current.whole, latest.current.now, factor, share));
  const pan = (share: number) => {
    const span = daysBetween(latest.current.now.from, latest.current.now.to);
    const days = Math.round(span * share) || Math.sign(share);
    setChosen(panned(latest.current.whole, latest.current.now, days));
  };
  useEffect(() => {
    const node = area.current;
    if (!node) return;
    const share = (clientX: number) => {
      const box = node.getBoundingClientRect();
      return Math.min(1, Math.max(0, (clientX - box.left) / Math.max(1, box.width)));
    };
    const wheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(Math.exp(event.deltaY / 300), share(event.clientX));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        pan(event.deltaX / 800);
      }
    };
    let apart = 0;
    const touch = (event: TouchEvent) => {
      if (event.touches.length !== 2) {
        apart = 0;
        return;
      }
      event.preventDefault();
      const [a, b] = [event.touches[0]!, event.touches[1]!];
      const distance = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (apart > 0 && distance > 0) zoom(apart / distance, share((a.clientX + b.clientX) / 2));
      apart = distance;
    };
    const lift = () => {
      apart = 0;
    };
    node.addEventListener("wheel", wheel, { passive: false });
    node.addEventListener("touchmove", touch, { passive: false });
    node.addEventListener("touchend", lift);
    return () => {
      node.removeEventListener("wheel", wheel);
      node.removeEventListener("touchmove", touch);
      node.removeEventListener("touchend", lift);
    };
  }, []);
  return { window: now, show: setChosen, zoom, pan, area };
}

function clamp(whole: Window, now: Window): Window {
  if (now.from >= whole.from && now.to <= whole.to) return now;
  return windowAround(
    whole,
    addDays(now.from, Math.round(daysBetween(now.from, now.to) / 2)),
    daysBetween(now.from, now.to),
  );
}

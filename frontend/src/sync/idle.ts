/**
 * For how long nobody has touched this screen. Each request says so, so that what the app asks by itself keeps no session open;
 * a touch between requests is told once in a while; and when the time is over, the screen is covered without asking anybody.
 */
import { lockNow, lockState } from "~/api/lock";
import { idleSaid, tellLoss } from "~/api/whose";
import { tellShown } from "~/store/shown";

const KEY = "toh.touched";
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart"];
const LOOK_S = 5;

let touched = Date.now();
let told = Date.now();

function read(key: string): number {
  try {
    return Number(localStorage.getItem(key) ?? 0);
  } catch {
    return 0;
  }
}
function write(key: string): void {
  try {
    localStorage.setItem(key, String(Date.now()));
  } catch {
    // a device that keeps nothing has one tab to look after
  }
}

/** Seconds since the last touch, in any tab of this browser: they share one session. */
export const idleSeconds = () => Math.max(0, (Date.now() - Math.max(touched, read(KEY))) / 1000);

/** Watches a session that locks after `minutes`; answers how to stop. */
export function watchIdle(minutes: number): () => void {
  if (minutes <= 0) return () => undefined;
  touched = told = Date.now();
  idleSaid(() => String(Math.floor(idleSeconds())));
  const every = Math.min(60, minutes * 15) * 1000;
  const touch = () => {
    const now = Date.now();
    if (now - touched > 2000) write(KEY);
    touched = now;
    if (now - told < every) return;
    told = now;
    void lockState(); // carries how long nobody has touched it: not at all
  };
  const look = () => {
    if (idleSeconds() > minutes * 60) tellLoss("locked");
  };
  for (const name of TOUCHES) addEventListener(name, touch, { capture: true, passive: true });
  const timer = setInterval(look, LOOK_S * 1000);
  document.addEventListener("visibilitychange", look);
  return () => {
    idleSaid(null);
    for (const name of TOUCHES) removeEventListener(name, touch, { capture: true });
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

/** The screen is covered: the server hears of it, too, wherever it can be reached. */
export const lockHere = async () => void (await lockNow());

export function tellUnlocked(): void {
  touched = told = Date.now();
  write(KEY);
  tellShown();
}

import { rememberClock } from "~/domain/clock";

const KEY = "toh.clock";

/** How far the clock is off is known without a connection too. */
export function keepClock(): void {
  rememberClock(read(), (known) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(known));
    } catch {
      // it is asked again at the next answer
    }
  });
}

function read() {
  try {
    const text = localStorage.getItem(KEY);
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * A part of the app that is loaded when it is wanted. Where it does not come (no connection yet, a server that restarts) it is
 * asked for again, and at once when there is a connection: whoever waits for it never waits for something that was given up.
 */
export const untilThere = <T>(load: () => Promise<T>, wait = FIRST_WAIT_MS): Promise<T> =>
  load().catch(async () => {
    await new Promise((done) => {
      setTimeout(done, wait);
      addEventListener("online", done, { once: true });
    });
    return untilThere(load, Math.min(wait * 2, LONGEST_WAIT_MS));
  });

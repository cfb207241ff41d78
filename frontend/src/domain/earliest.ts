import type { Day } from "./days";

/** Days before it are slips of the keyboard, as for the server (backend/records/drafts.py). Beside days.ts, which the first screen loads. */
export const EARLIEST: Day = "1900-01-01";

import "./log.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { addDays, formatDay, isDay, today } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { readDraft } from "~/store/draft";
import { BackIcon, ChevronIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { useDay } from "~/ui/use-day";
import { DayForm } from "./day-form";

export function Log() {
  const { params } = useRoute();
  const { route } = useLocation();
  const now = useDay();
  const meant = useMeantDay(now);
  const chosen =
    params.day && isDay(params.day) && params.day >= EARLIEST && params.day <= now ? params.day : null;
  const day = chosen ?? meant.day;
  const go = (to: string) => route(to === now ? "/log" : `/log/${to}`, true);
  return (
    <>
      <div class="log-head">
        <h1>{m.log_title()}</h1>
        <div class="log-day">
          <button
            type="button"
            class="icon-button"
            aria-label={m.log_day_before()}
            onClick={() => go(addDays(day, -1))}
          >
            <span class="mirror">
              <BackIcon />
            </span>
          </button>
          <label class="log-date">
            <span>
              {day === now
                ? m.log_today({ day: formatDay(day, intl(), "short") })
                : formatDay(day, intl(), "full")}
            </span>
            <input
              type="date"
              aria-label={m.log_date()}
              value={day}
              max={now}
              onChange={(event) => {
                const value = (event.target as HTMLInputElement).value;
                if (isDay(value) && value >= EARLIEST && value <= now) go(value);
              }}
            />
          </label>
          <button
            type="button"
            class="icon-button"
            aria-label={m.log_day_after()}
            disabled={day >= now}
            onClick={() => go(addDays(day, 1))}
          >
            <ChevronIcon />
          </button>
        </div>
      </div>
      <DayForm key={chosen ?? meant.begun} day={day} />
    </>
  );
}

/**
 * Today; but a day that is half said stays the day that was meant, though midnight has passed meanwhile. Where the person has
 * said that the clock shows a wrong day, the form that was begun on that one goes on with the right one.
 */
function useMeantDay(now: string): { day: string; begun: string } {
  const meant = useRef({ day: now, begun: now });
  const [, look] = useState(0);
  useEffect(() => {
    const again = () => look((count) => count + 1);
    const said = () => {
      meant.current.day = today();
      again();
    };
    document.addEventListener("visibilitychange", again);
    addEventListener("toh:day", said);
    return () => {
      document.removeEventListener("visibilitychange", again);
      removeEventListener("toh:day", said);
    };
  }, []);
  const { day } = meant.current;
  if (day !== now && day !== today() && !readDraft(storeNow(), day)) meant.current = { day: now, begun: now };
  return meant.current;
}

import { useEffect, useState } from "preact/hooks";
import { type Day, today } from "~/domain/days";

/** The day that it is now: a page that was left open overnight turns over by itself. */
export function useDay(): Day {
  const [day, setDay] = useState(() => today());
  useEffect(() => {
    const look = () => setDay(today());
    const timer = setInterval(look, 30_000);
    document.addEventListener("visibilitychange", look);
    addEventListener("toh:day", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("toh:day", look);
    };
  }, []);
  return day;
}

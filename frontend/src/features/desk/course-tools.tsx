import { daysBetween, formatDay } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { BackIcon, ChevronIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { type Window, windowAround } from "~/ui/use-zoom";

/** In days; 0 is the whole history. */
const WINDOWS = [42, 120, 365, 0] as const;

/** How much of the course is shown, and which part of it. */
export function CourseTools({
  whole,
  window,
  show,
  zoom,
  pan,
}: {
  whole: Window;
  window: Window;
  show: (window: Window) => void;
  zoom: (factor: number) => void;
  pan: (share: number) => void;
}) {
  const span = daysBetween(window.from, window.to);
  const all = daysBetween(whole.from, whole.to);
  // one of them is pressed at most: of a short course the whole, not every window that would hold it
  const fits = (count: number) => (span >= all ? count === 0 : span === count);
  return (
    <div class="course-tools">
      <p class="strong course-window">
        {formatDay(window.from, intl(), "short")} {window.from.slice(0, 4)} –{" "}
        {formatDay(window.to, intl(), "short")} {window.to.slice(0, 4)}
      </p>
      <div class="row no-print">
        <div class="segmented" role="group" aria-label={m.progress_window()}>
          {WINDOWS.map((count) => (
            <button
              key={count}
              type="button"
              aria-pressed={fits(count)}
              onClick={() => show(count === 0 ? whole : windowAround(whole, window.to, count))}
            >
              {count === 42
                ? m.window_weeks({ count: 6 })
                : count === 120
                  ? m.window_months({ count: 4 })
                  : count === 365
                    ? m.window_months({ count: 12 })
                    : m.window_all()}
            </button>
          ))}
        </div>
        <div class="segmented" role="group" aria-label={m.course_zoom_in()}>
          <button
            type="button"
            aria-label={m.course_earlier()}
            disabled={window.from <= whole.from}
            onClick={() => pan(-0.5)}
          >
            <BackIcon size={20} />
          </button>
          <button
            type="button"
            aria-label={m.course_zoom_out()}
            disabled={span >= all}
            onClick={() => zoom(1.6)}
          >
            −
          </button>
          <button
            type="button"
            aria-label={m.course_zoom_in()}
            disabled={span <= 7}
            onClick={() => zoom(0.6)}
          >
            +
          </button>
          <button
            type="button"
            aria-label={m.course_later()}
            disabled={window.to >= whole.to}
            onClick={() => pan(0.5)}
          >
            <ChevronIcon size={20} />
          </button>
        </div>
      </div>
    </div>
  );
}

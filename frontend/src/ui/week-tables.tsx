import { formatDay } from "~/domain/days";
import type { Week } from "~/domain/progress";
import * as m from "~/paraglide/messages";
import { intl } from "./language";
import { progressPlace } from "./progress-words";
import { sayNumber } from "./words";

/** A table for each place: what lies in the middle of each of its weeks, between what, and on how many days. */
export const WeekTables = ({ places }: { places: readonly { place: string; weeks: readonly Week[] }[] }) => (
  <>
    {places.map((one) => (
      <table key={one.place} class="data">
        <caption>{progressPlace(one.place, false)}</caption>
        <thead>
          <tr>
            <th scope="col">{m.summary_week()}</th>
            <th scope="col">{m.summary_middle()}</th>
            <th scope="col">{m.summary_range()}</th>
            <th scope="col">{m.summary_days()}</th>
          </tr>
        </thead>
        <tbody>
          {one.weeks.map((week) => (
            <tr key={week.last}>
              <th scope="row">{formatDay(week.last, intl(), "short")}</th>
              <td>{sayNumber(week.middle)}</td>
              <td>
                {sayNumber(week.low)}–{sayNumber(week.high)}
              </td>
              <td>{week.logged}/7</td>
            </tr>
          ))}
        </tbody>
      </table>
    ))}
  </>
);

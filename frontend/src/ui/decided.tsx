import { type Day, today as todayOf } from "~/domain/days";
import type { LoadDecision } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { sayDay } from "./words";

/** Who decided a load, since when, and when it is looked at again. A review day that has passed ends nothing. */
export function Decided({ load, day = todayOf() }: { load: LoadDecision; day?: Day }) {
  const { decided_by: name, decided_on: on, review_on: review } = load;
  return (
    <p class="small quiet">
      {on &&
        (name ? m.today_decided({ name, day: sayDay(on) }) : m.today_decided_no_name({ day: sayDay(on) }))}
      {review && (
        <>
          <br />
          {(review < day ? m.today_review_passed : m.today_review)({ day: sayDay(review) })}
        </>
      )}
    </p>
  );
}

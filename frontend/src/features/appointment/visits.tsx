import { useState } from "preact/hooks";
import type { VisitRecord } from "~/domain/appointment";
import { addMonths, isDay, today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import * as m from "~/paraglide/messages";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";
import { sayDay } from "~/ui/words";

/** So far ahead a visit can be noted (**ours**). */
const AHEAD_MONTHS = 24;

/** The last visit, from which the page tells, and the next one; either can be noted, changed and taken away. */
export function Visits({ visits }: { visits: { last?: VisitRecord; next?: VisitRecord } }) {
  const [editing, setEditing] = useState<VisitRecord | "new" | null>(null);
  const shown = [
    { visit: visits.last, title: m.appointment_last() },
    { visit: visits.next, title: m.appointment_next() },
  ];
  return (
    <section class="section">
      <h2>{m.appointment_visits()}</h2>
      <ul class="lines">
        {shown.map(
          ({ visit, title }) =>
            visit && (
              <li key={visit.id} class="entry-line">
                <span class="grow appointment-words">
                  <span class="small quiet">{title}</span>
                  <br />
                  {[sayDay(visit.visit_on), visit.time, visit.whom].filter(Boolean).join(", ")}
                </span>
                <button
                  type="button"
                  class="button"
                  aria-label={`${m.edit()}: ${sayDay(visit.visit_on)}`}
                  onClick={() => setEditing(visit)}
                >
                  {m.edit()}
                </button>
              </li>
            ),
        )}
      </ul>
      <div>
        <button type="button" class="button" onClick={() => setEditing("new")}>
          {m.appointment_add_visit()}
        </button>
      </div>
      {editing && (
        <VisitSheet visit={editing === "new" ? undefined : editing} onClose={() => setEditing(null)} />
      )}
    </section>
  );
}

function VisitSheet({ visit, onClose }: { visit?: VisitRecord; onClose: () => void }) {
  const [on, setOn] = useState<string>(visit?.visit_on ?? "");
  const [time, setTime] = useState(visit?.time ?? "");
  const [whom, setWhom] = useState(visit?.whom ?? "");
  const [wrong, setWrong] = useState(false);
  const [keep, notKept] = useKeep();
  const latest = addMonths(todayOf(), AHEAD_MONTHS);
  const submit = async (event: Event) => {
    event.preventDefault();
    const good = isDay(on) && on >= EARLIEST && on <= latest;
    setWrong(!good);
    if (!good) return document.getElementById("visit-on")?.focus();
    const entry = {
      kind: "visit",
      visit_on: on,
      time: time || undefined,
      whom: whom.trim().replace(/\s+/g, " ") || undefined,
      date: visit?.date,
      supersedes: visit?.id,
    };
    if (await keep([entry])) onClose();
  };
  return (
    <Sheet title={m.appointment_visit()} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="visit-on">{m.medicines_day()}</label>
          <input
            id="visit-on"
            type="date"
            min={EARLIEST}
            max={latest}
            value={on}
            aria-invalid={wrong}
            aria-describedby={wrong ? "visit-on-wrong" : undefined}
            onInput={(event) => setOn((event.target as HTMLInputElement).value)}
          />
          {wrong && (
            <p id="visit-on-wrong" class="field-error" role="alert">
              {m.appointment_day_wrong({ months: AHEAD_MONTHS })}
            </p>
          )}
        </div>
        <div class="field">
          <label for="visit-time">{m.appointment_time()}</label>
          <input
            id="visit-time"
            type="time"
            value={time}
            onInput={(event) => setTime((event.target as HTMLInputElement).value.slice(0, 5))}
          />
        </div>
        <div class="field">
          <label for="visit-whom">{m.appointment_whom()}</label>
          <input
            id="visit-whom"
            maxLength={200}
            value={whom}
            onInput={(event) => setWhom((event.target as HTMLInputElement).value)}
          />
        </div>
        {notKept}
        <div class="row">
          <button type="submit" class="button button-primary">
            {m.save()}
          </button>
          {visit && (
            <button
              type="button"
              class="button button-danger"
              onClick={() =>
                void keep([{ kind: "deletion", date: visit.date, supersedes: visit.id }]).then(
                  (kept) => kept && onClose(),
                )
              }
            >
              {m.delete()}
            </button>
          )}
        </div>
      </form>
    </Sheet>
  );
}

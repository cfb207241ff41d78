import { useRef, useState } from "preact/hooks";
import { placeKey } from "~/domain/day-form";
import { type Day, formatDay } from "~/domain/days";
import { type AskedPlace, placesToAsk } from "~/domain/gaps";
import { uuid7 } from "~/domain/ids";
import type { AnyRecord, PainRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { inShort } from "~/ui/in-short";
import { KeptLine } from "~/ui/kept-line";
import { intl } from "~/ui/language";
import { PainButtons } from "~/ui/pain-buttons";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";
import { placeName, sayNumber } from "~/ui/words";

/** The days of a month without an entry, one after another in one sheet: a number for each place of the days around. */
export function Gaps({
  gaps,
  records,
  onClose,
}: {
  gaps: readonly Day[];
  records: readonly AnyRecord[];
  onClose: () => void;
}) {
  // a day that has been filled stays in sight, with what it says now
  const [days] = useState(gaps);
  const [open, setOpen] = useState<Day | null>(days[0] ?? null);
  const [kept, setKept] = useState<readonly AnyRecord[]>([]);
  const [keep, notKept] = useKeep();
  // what was kept a moment ago may not have been read again yet
  const filled = useRef(new Set<Day>());
  const pains = records.filter((row) => row.kind === "pain") as unknown as PainRecord[];
  const on = (day: Day) => pains.filter((row) => row.date === day);
  const said = (day: Day, place: AskedPlace) =>
    on(day).find((row) => placeKey(row) === placeKey(place) && row.intensity != null);
  const take = (day: Day, places: readonly AskedPlace[], place: AskedPlace, intensity: number) => {
    const { site, side } = place;
    const entry = { kind: "pain", site, side, intensity, date: day, group: uuid7() };
    void keep([entry], undefined, (rows) => {
      setKept(rows);
      filled.current.add(day);
      const whole = places.every((one) => one === place || said(day, one));
      const empty = days.filter((one) => !filled.current.has(one) && on(one).length === 0);
      if (whole) setOpen(empty.find((one) => one > day) ?? empty[0] ?? null);
    });
  };
  const again = (day: Day) => {
    filled.current.delete(day);
    setOpen(day);
  };
  return (
    <Sheet title={m.month_gaps({ count: days.length })} onClose={onClose}>
      <p class="small quiet">{m.month_gaps_say()}</p>
      {kept.length > 0 && <KeptLine rows={kept} onUndone={() => again(kept[0]!.date)} />}
      {notKept}
      <ul class="lines">
        {days.map((day) => {
          const rows = on(day);
          const places = day === open ? placesToAsk(pains, day) : [];
          return (
            <li key={day}>
              <button
                type="button"
                class="month-gap"
                aria-expanded={day === open}
                onClick={() => setOpen(day === open ? null : day)}
              >
                <span class="strong">{formatDay(day, intl(), "full")}</span>
                {rows.length > 0 && (
                  <span class="small block">{inShort(rows as unknown as AnyRecord[])}</span>
                )}
              </button>
              {day === open && (
                <div class="stack-tight">
                  {places.map((place) => (
                    <PainButtons
                      key={placeKey(place)}
                      label={placeName(place.site, place.side)}
                      value={said(day, place)?.intensity ?? null}
                      before={
                        place.before && {
                          value: place.before.intensity,
                          say: m.month_gap_before({
                            day: formatDay(place.before.day, intl(), "short"),
                            value: sayNumber(place.before.intensity),
                          }),
                        }
                      }
                      onChange={(value) => take(day, places, place, value)}
                    />
                  ))}
                  <p>
                    <a class="month-gap" href={`/log/${day}`}>
                      {m.month_gap_whole()}
                    </a>
                  </p>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

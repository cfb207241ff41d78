import "~/ui/entry.css";
import "./month.css";
import { useMemo, useState } from "preact/hooks";
import type { Course } from "~/domain/course";
import { addDays, addMonths, type Day, formatDay, WEEKDAYS } from "~/domain/days";
import { type MonthDay, monthOf } from "~/domain/month";
import type { AnyRecord, WeightUnit } from "~/domain/records";
import { searchIn } from "~/domain/search";
import * as m from "~/paraglide/messages";
import { describe } from "~/ui/describe";
import { BackIcon, ChevronIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { useSwipe } from "~/ui/use-swipe";
import { sayNumber } from "~/ui/words";
import { DayAll } from "./day-all";
import { Gaps } from "./gaps";

const SHOWN = 20;
/** 2024-01-01 was a Monday */
const MONDAY = "2024-01-01";

/** A month as dots; each day opens with everything of it. */
export function Month({
  course,
  records,
  now,
  unit,
}: {
  course: Course;
  records: readonly AnyRecord[];
  now: Day;
  unit?: WeightUnit | null;
}) {
  const [shown, setShown] = useState<Day>(`${now.slice(0, 7)}-01`);
  const [day, setDay] = useState<Day | null>(null);
  const [filling, setFilling] = useState(false);
  const swipe = useSwipe((direction) => go(direction));
  const month = useMemo(() => monthOf(course, records, shown, now), [course, records, shown, now]);
  const go = (count: 1 | -1) => {
    const next = addMonths(shown, count);
    if (next > now || (count < 0 && shown <= course.from)) return;
    setShown(next);
    setDay(null);
  };
  const openOn = (next: Day) => {
    setShown(`${next.slice(0, 7)}-01`);
    setDay(next);
  };
  const lead = (new Date(`${month.first}T12:00:00Z`).getUTCDay() + 6) % 7;
  return (
    <section class="section">
      <h2>{m.month_title()}</h2>
      <div class="progress-move" dir="ltr">
        <button
          type="button"
          class="icon-button"
          aria-label={m.month_before()}
          disabled={shown <= course.from}
          onClick={() => go(-1)}
        >
          <BackIcon />
        </button>
        <p class="strong">{formatDay(month.first, intl(), "month")}</p>
        <button
          type="button"
          class="icon-button"
          aria-label={m.month_after()}
          disabled={addMonths(shown, 1) > now}
          onClick={() => go(1)}
        >
          <ChevronIcon />
        </button>
      </div>
      <p>{m.month_logged({ logged: month.logged, asked: month.asked })}</p>
      <div class="month" {...swipe}>
        {WEEKDAYS.map((name, index) => (
          <span key={name} class="month-weekday small quiet" aria-hidden="true">
            {new Intl.DateTimeFormat(intl(), { weekday: "short", timeZone: "UTC" }).format(
              new Date(`${addDays(MONDAY, index)}T12:00:00Z`),
            )}
          </span>
        ))}
        {month.days.map((one, index) => (
          <button
            key={one.day}
            type="button"
            class={`month-day ${one.pain === null ? "" : `pain-${Math.round(one.pain)}`}`}
            style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}
            disabled={one.day > now}
            aria-pressed={day === one.day}
            aria-label={`${formatDay(one.day, intl(), "full")}: ${wordsOf(one).join(", ")}`}
            onClick={() => setDay(day === one.day ? null : one.day)}
          >
            <span class="month-date">{Number(one.day.slice(8))}</span>
            <span class="month-pain">
              {one.pain === null ? (one.logged ? "·" : "") : sayNumber(one.pain)}
            </span>
            <Signs {...{ one }} />
          </button>
        ))}
      </div>
      <ul class="month-key small quiet">
        <li>{m.month_key()}</li>
        {(
          [
            ["as_decided", m.month_as_decided()],
            ["above", m.month_above()],
            ["exercise", m.month_exercise()],
            ["practice", m.month_practice()],
            ["pause", m.month_pause()],
          ] as const
        ).map(([sign, words]) => (
          <li key={sign}>
            <Sign sign={sign} /> {words}
          </li>
        ))}
      </ul>
      {day && <OpenDay {...{ course, records, unit, day, now }} onMove={(next) => openOn(next)} />}
      {month.gaps.length > 0 && (
        <button type="button" class="button" onClick={() => setFilling(true)}>
          {m.month_gaps({ count: month.gaps.length })}
        </button>
      )}
      {filling && <Gaps gaps={month.gaps} {...{ records }} onClose={() => setFilling(false)} />}
      <p>
        <a href={`/more/month/${month.first.slice(0, 7)}`}>{m.summary_open()}</a>
      </p>
      <Search {...{ records }} />
    </section>
  );
}

/** Everything of the chosen day; a swipe, or a button, leads to the same day of the week before or after. */
function OpenDay({
  day,
  now,
  onMove,
  ...rest
}: {
  day: Day;
  now: Day;
  course: Course;
  records: readonly AnyRecord[];
  unit?: WeightUnit | null;
  onMove: (day: Day) => void;
}) {
  const [before, after] = [addDays(day, -7), addDays(day, 7)];
  const reachable = { before: before >= rest.course.from, after: after <= now };
  const swipe = useSwipe((direction) => {
    if (direction < 0 ? reachable.before : reachable.after) onMove(direction < 0 ? before : after);
  });
  return (
    <div class="month-open" {...swipe}>
      <div class="progress-move" dir="ltr">
        <button
          type="button"
          class="icon-button"
          aria-label={m.month_week_before()}
          disabled={!reachable.before}
          onClick={() => onMove(before)}
        >
          <BackIcon />
        </button>
        <p class="small quiet">{m.month_week()}</p>
        <button
          type="button"
          class="icon-button"
          aria-label={m.month_week_after()}
          disabled={!reachable.after}
          onClick={() => onMove(after)}
        >
          <ChevronIcon />
        </button>
      </div>
      <DayAll {...rest} day={day} />
    </div>
  );
}

function wordsOf(one: MonthDay): string[] {
  const words = [
    one.pain !== null && m.month_pain({ value: sayNumber(one.pain) }),
    one.load === "as_decided" && m.month_as_decided(),
    one.load === "above" && m.month_above(),
    one.exercise && m.month_exercise(),
    one.practice && m.month_practice(),
    one.pause && m.month_pause(),
  ].filter((word) => word !== false);
  return words.length > 0 ? words : [m.month_nothing()];
}

type SignName = "as_decided" | "above" | "exercise" | "practice" | "pause";

function Signs({ one }: { one: MonthDay }) {
  const signs: (SignName | false | null)[] = [
    one.load,
    one.exercise && "exercise",
    one.practice && "practice",
    one.pause && "pause",
  ];
  return <span class="month-signs">{signs.map((sign) => sign && <Sign key={sign} sign={sign} />)}</span>;
}

const PATHS: Record<SignName, string> = {
  as_decided: "M1 8h8",
  above: "M1 9l4-7 4 7z",
  exercise: "M5 1.5a3.5 3.5 0 1 0 .01 0z",
  practice: "M1.5 1.5h7v7h-7z",
  pause: "M3 1.5v7M7 1.5v7",
};

/** Told apart by form alone. */
const Sign = ({ sign }: { sign: SignName }) => (
  <svg class={`month-sign month-sign-${sign}`} viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
    <path d={PATHS[sign]} />
  </svg>
);

function Search({ records }: { records: readonly AnyRecord[] }) {
  const [asked, ask] = useState("");
  const found = useMemo(() => searchIn(records, asked, describe), [records, asked]);
  return (
    <div class="stack-tight">
      <label class="field">
        <span>{m.month_search()}</span>
        <input
          type="search"
          value={asked}
          onInput={(event) => ask((event.target as HTMLInputElement).value)}
        />
      </label>
      <p class="small quiet" role="status">
        {asked.trim().length > 1 &&
          `${m.month_found({ count: found.length })}${found.length > SHOWN ? `. ${m.month_found_more({ count: SHOWN })}` : ""}`}
      </p>
      <ul class="lines">
        {found.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <a class="month-gap" href={`/log/${row.date}`}>
              <span class="small quiet">{formatDay(row.date, intl(), "numeric")}</span> {describe(row)}
              {typeof row.note === "string" && row.note && <span class="small"> · {row.note}</span>}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

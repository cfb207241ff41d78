import { useState } from "preact/hooks";
import { birthDays, isBirthDay } from "~/domain/birth";
import { type Day, today as todayOf } from "~/domain/days";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { useLive } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { sayRefusal } from "~/ui/refusals";
import { Sheet } from "~/ui/sheet";
import type { Keep } from "~/ui/use-keep";
import { sayDate, sayDay } from "~/ui/words";

const NEWS = {
  delivered: {
    say: m.pregnancy_delivered,
    asks: m.welcome_born,
    entry: (date: Day) => ({ kind: "delivery", date }),
  },
  ended: {
    say: m.pregnancy_ended,
    asks: m.pregnancy_ended_when,
    entry: (date: Day) => ({ kind: "pregnancy", date, ended: true }),
  },
};
const KINDS = ["pregnancy", "delivery", "breastfeeding"];

export function Pregnancy({ profile, keep }: { profile: Profile | null; keep: Keep }) {
  const [week, setWeek] = useState("");
  const [wrong, setWrong] = useState(false);
  // one tap of an unsteady hand would change what is looked out for, and cannot be taken back here
  const [asking, setAsking] = useState<keyof typeof NEWS | null>(null);
  const status = profile?.pregnancy.status ?? "unknown";
  const say =
    {
      pregnant:
        profile?.pregnancy.gestation_weeks == null
          ? m.pregnancy_no_week()
          : m.pregnancy_pregnant({ weeks: Math.floor(profile.pregnancy.gestation_weeks) }),
      postpartum: m.pregnancy_postpartum({
        day: profile?.pregnancy.delivered_on ? sayDay(profile.pregnancy.delivered_on) : "–",
      }),
      none: m.pregnancy_none(),
      unknown: m.pregnancy_unknown(),
    }[status] ?? m.pregnancy_unknown();
  return (
    <div class="stack">
      <p>
        <span class="strong">{m.pregnancy_title()}</span> {say}
      </p>
      <form
        class="row row-field"
        onSubmit={(event) => {
          event.preventDefault();
          const weeks = Number(week.replace(",", "."));
          const good = weeks > 0 && weeks <= 45;
          setWrong(!good);
          if (!good) return;
          void keep([{ kind: "pregnancy", gestation_week: weeks }]).then((kept) => kept && setWeek(""));
        }}
      >
        <div class="field">
          <label for="gestation">{m.pregnancy_week()}</label>
          <input
            id="gestation"
            inputMode="decimal"
            value={week}
            aria-invalid={wrong}
            aria-describedby={wrong ? "gestation-wrong" : undefined}
            onInput={(event) => setWeek((event.target as HTMLInputElement).value)}
          />
          {wrong && (
            <p class="field-error" id="gestation-wrong" role="alert">
              {m.result_range({ low: "1", high: "45" })}
            </p>
          )}
        </div>
        <button type="submit" class="button">
          {m.save()}
        </button>
      </form>
      <div class="chips">
        {(["delivered", "ended"] as const).map((one) => (
          <button key={one} type="button" class="chip" onClick={() => setAsking(one)}>
            {NEWS[one].say()}
          </button>
        ))}
        {(["yes", "no"] as const).map((answer) => (
          <button
            key={answer}
            type="button"
            class="chip"
            aria-pressed={profile?.pregnancy.breastfeeding === answer}
            onClick={() => void keep([{ kind: "breastfeeding", status: answer }])}
          >
            {answer === "yes" ? m.breastfeeding_yes() : m.breastfeeding_no()}
          </button>
        ))}
      </div>
      <Refused />
      {asking && <When news={asking} profile={profile} keep={keep} onClose={() => setAsking(null)} />}
    </div>
  );
}

/** On which day it was. Few say so on the day itself, and what the app looks out for is counted from it. */
function When({
  news,
  profile,
  keep,
  onClose,
}: {
  news: keyof typeof NEWS;
  profile: Profile | null;
  keep: Keep;
  onClose: () => void;
}) {
  const { say, asks, entry } = NEWS[news];
  const [day, setDay] = useState("");
  const [wrong, setWrong] = useState(false);
  const days = birthDays(profile, todayOf());
  return (
    <Sheet title={say()} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const good = isBirthDay(day, days);
          setWrong(!good);
          if (!good) return document.getElementById("birth-day")?.focus();
          void keep([entry(day)]).then((kept) => kept && onClose());
        }}
      >
        <p>{m.pregnancy_ask()}</p>
        <div class="field">
          <label for="birth-day">{asks()}</label>
          <input
            id="birth-day"
            type="date"
            required
            min={days.from}
            max={days.to}
            value={day}
            aria-invalid={wrong}
            aria-describedby={wrong ? "birth-day-wrong" : undefined}
            onInput={(event) => setDay((event.target as HTMLInputElement).value)}
          />
          {wrong && (
            <p class="field-error" id="birth-day-wrong" role="alert">
              {m.pregnancy_day_range({ from: sayDate(days.from), to: sayDate(days.to) })}
            </p>
          )}
        </div>
        <div class="row">
          <button type="submit" class="button button-primary">
            {m.save()}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {m.cancel()}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** What the server would not take of it, and why: it can be mended where it waits. */
function Refused() {
  const rows = useLive(async (db) =>
    (await db.outbox.where("state").equals("refused").toArray()).filter((row) =>
      KINDS.includes(row.item.kind),
    ),
  );
  return (
    <>
      {rows?.map((row) => (
        <div key={row.id} class="notice notice-soon stack-tight" role="alert">
          <p>
            <span class="strong">{describe(row.item)}</span> {sayDate(row.item.date)}
          </p>
          <p>{sayRefusal(row.field, row.reason)}</p>
          <p>
            <a href="/more/tray">{m.tray_refused()}</a>
          </p>
        </div>
      ))}
    </>
  );
}

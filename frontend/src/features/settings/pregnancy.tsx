import { useState } from "preact/hooks";
import { today as todayOf } from "~/domain/days";
import type { Profile } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { Sheet } from "~/ui/sheet";
import type { Keep } from "~/ui/use-keep";
import { sayDay } from "~/ui/words";

const NEWS = {
  delivered: { say: m.pregnancy_delivered, entry: () => ({ kind: "delivery", date: todayOf() }) },
  ended: { say: m.pregnancy_ended, entry: () => ({ kind: "pregnancy", ended: true }) },
};

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
      {asking && (
        <Sheet title={NEWS[asking].say()} onClose={() => setAsking(null)}>
          <p>{m.pregnancy_ask()}</p>
          <div class="row">
            <button
              type="button"
              class="button button-primary"
              onClick={() =>
                void keep([NEWS[asking].entry()]).then((kept) => {
                  if (kept) setAsking(null);
                })
              }
            >
              {m.save()}
            </button>
            <button type="button" class="button" onClick={() => setAsking(null)}>
              {m.cancel()}
            </button>
          </div>
        </Sheet>
      )}
    </div>
  );
}

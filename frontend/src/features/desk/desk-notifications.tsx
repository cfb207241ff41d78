import { useEffect, useState } from "preact/hooks";
import { fetchStaffWishes, patchStaffWishes, type StaffWishes } from "~/api/push";
import * as m from "~/paraglide/messages";
import { Check, Chips } from "~/ui/chips";
import { ThisBrowser } from "~/ui/this-browser";
import { sayDayOf, sayTime } from "~/ui/words";

const DIGESTS = ["off", "daily", "weekly"] as const;
const DAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;
const dayName = (day: (typeof DAYS)[number]) =>
  [m.weekday_mon, m.weekday_tue, m.weekday_wed, m.weekday_thu, m.weekday_fri, m.weekday_sat, m.weekday_sun][
    Number(day)
  ]!();

/** How this clinician is told of their patients, and when their overview comes. */
export function DeskNotifications() {
  const [wishes, setWishes] = useState<StaffWishes | null>(null);
  const [state, setState] = useState<"loading" | "none" | "failed" | "ok">("loading");
  useEffect(() => {
    let live = true;
    void fetchStaffWishes().then((answer) => {
      if (!live) return;
      if (answer.kind === "ok") setWishes(answer.data);
      setState(answer.kind === "ok" ? "ok" : answer.kind === "refused" ? "none" : "failed");
    });
    return () => {
      live = false;
    };
  }, []);
  // somebody who only administers has no patients to be told of
  if (state === "none") return null;
  const change = async (changes: Partial<StaffWishes>) => {
    const answer = await patchStaffWishes(changes);
    setState(answer.kind === "ok" ? "ok" : "failed");
    if (answer.kind === "ok") setWishes(answer.data);
  };
  const time = (key: "quiet_from" | "quiet_to" | "digest_at", label: string) => (
    <div class="field">
      <label for={key}>{label}</label>
      <input
        id={key}
        type="time"
        value={wishes?.[key]?.slice(0, 5) ?? ""}
        required={key === "digest_at"}
        onChange={(event) => {
          const value = (event.target as HTMLInputElement).value;
          if (value || key !== "digest_at") void change({ [key]: value || null });
        }}
      />
    </div>
  );
  return (
    <section class="section stack" aria-busy={state === "loading"}>
      <h2>{m.staff_notify_title()}</h2>
      {state === "loading" && <p class="small quiet">{m.inbox_loading()}</p>}
      {state === "failed" && (
        <p class="notice" role="alert">
          {m.push_failed()}
        </p>
      )}
      {wishes && (
        <>
          <p class="small quiet">{m.staff_notify_say()}</p>
          <Check
            label={m.staff_notify_email()}
            checked={wishes.email}
            onChange={(email) => void change({ email })}
          />
          <ThisBrowser />
          <div class="row">
            {time("quiet_from", m.settings_quiet_from())}
            {time("quiet_to", m.settings_quiet_to())}
          </div>
          <Chips
            label={m.digest_title()}
            options={DIGESTS}
            name={(one) => ({ off: m.digest_off, daily: m.digest_daily, weekly: m.digest_weekly })[one]()}
            chosen={[wishes.digest]}
            onToggle={(digest) => void change({ digest })}
          />
          {wishes.digest === "weekly" && (
            <Chips
              label={m.digest_day()}
              options={DAYS}
              name={dayName}
              chosen={[String(wishes.digest_on) as (typeof DAYS)[number]]}
              onToggle={(day) => void change({ digest_on: Number(day) })}
            />
          )}
          {wishes.digest !== "off" && (
            <>
              <div class="row">{time("digest_at", m.digest_at())}</div>
              <p class="small quiet">
                {wishes.next_digest_at
                  ? m.digest_next({
                      when: `${sayDayOf(wishes.next_digest_at)}, ${sayTime(wishes.next_digest_at)}`,
                    })
                  : m.digest_say()}
              </p>
            </>
          )}
        </>
      )}
    </section>
  );
}

import "./log.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { addDays, formatDay, isDay, today as todayOf } from "~/domain/days";
import { EARLIEST } from "~/domain/earliest";
import { holdsLeg, type PainRecord } from "~/domain/records";
import { CHANGES, CIRCUMSTANCES, LEGS, type Leg, type PainSite } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { readDraft, writeDraft } from "~/store/draft";
import { currentOfKind, StorageFull } from "~/store/entries";
import { save } from "~/sync/client";
import { useLive, useProfile, useSync } from "~/sync/hooks";
import { BodyMap, type Place, placeKey } from "~/ui/body-map";
import { Check, Chips } from "~/ui/chips";
import { BackIcon, CheckIcon, ChevronIcon } from "~/ui/icons";
import { intl } from "~/ui/language";
import { AidPicker, LoadPicker } from "~/ui/load-picker";
import { openFindings } from "~/ui/local-findings";
import { PainSlider } from "~/ui/pain-slider";
import { useDay } from "~/ui/use-day";
import { Waiting } from "~/ui/waiting";
import { changeName, circumstanceName, placeName, sayDay, siteName } from "~/ui/words";
import { DayEntries } from "./day-entries";
import { asDecided, emptyForm, type LogForm, lacksPlace, painFreePlaces, toEntries } from "./form";

const RADIATES: PainSite[] = ["groin", "buttock", "thigh", "knee", "low_back"];

export function Log() {
  const { params } = useRoute();
  const { route } = useLocation();
  const now = useDay();
  const meant = useMeantDay(now);
  const day =
    params.day && isDay(params.day) && params.day >= EARLIEST && params.day <= now ? params.day : meant;
  const go = (to: string) => route(to === now ? "/log" : `/log/${to}`, true);
  return (
    <>
      <div class="log-head">
        <h1>{m.log_title()}</h1>
        <div class="log-day">
          <button
            type="button"
            class="icon-button"
            aria-label={m.log_day_before()}
            onClick={() => go(addDays(day, -1))}
          >
            <span class="mirror">
              <BackIcon />
            </span>
          </button>
          <label class="log-date">
            <span>
              {day === now
                ? m.log_today({ day: formatDay(day, intl(), "short") })
                : formatDay(day, intl(), "full")}
            </span>
            <input
              type="date"
              aria-label={m.log_date()}
              value={day}
              max={now}
              onChange={(event) => {
                const value = (event.target as HTMLInputElement).value;
                if (isDay(value) && value >= EARLIEST && value <= now) go(value);
              }}
            />
          </label>
          <button
            type="button"
            class="icon-button"
            aria-label={m.log_day_after()}
            disabled={day >= now}
            onClick={() => go(addDays(day, 1))}
          >
            <ChevronIcon />
          </button>
        </div>
      </div>
      <DayForm key={day} day={day} />
    </>
  );
}

/** Today; but a day that is half said stays the day that was meant, though midnight has passed meanwhile. */
function useMeantDay(now: string): string {
  const begun = useRef(now);
  const [, look] = useState(0);
  useEffect(() => {
    const again = () => look((count) => count + 1);
    document.addEventListener("visibilitychange", again);
    return () => document.removeEventListener("visibilitychange", again);
  }, []);
  if (begun.current !== now && !readDraft(storeNow(), begun.current)) begun.current = now;
  return begun.current;
}

function DayForm({ day }: { day: string }) {
  const profile = useProfile();
  const sync = useSync();
  const account = storeNow();
  const [form, setForm] = useState<LogForm>(() => ({ ...emptyForm(), ...readDraft<LogForm>(account, day) }));
  const [outcome, setOutcome] = useState<"saved" | "full" | "failed" | "nothing" | "no place" | null>(null);
  const [bothLegs, setBothLegs] = useState(false);
  const pains = useLive(async (db) => (await currentOfKind(db, "pain")) as unknown as PainRecord[]);
  const urgent = useLive(async (db) =>
    (await openFindings(db, todayOf())).filter((finding) => finding.urgency === "now"),
  );
  // the form is for a phone that knows nothing yet, too
  if (sync.standing === "no_storage" || !pains || profile === undefined) return <Waiting />;

  const earlier = pains.filter((one) => one.date < day).sort((a, b) => (a.date < b.date ? 1 : -1));
  const lastDay = earlier[0]?.date;
  const last = earlier.filter((one) => one.date === lastDay && one.intensity !== 0);
  const change = (part: Partial<LogForm>) => {
    const next = { ...form, ...part };
    setForm(next);
    writeDraft(account, day, next);
    setOutcome(null);
  };
  // said with the button; a slider moved to 0 stays where it is, so that it can be moved on
  const painFree = form.noPain && form.places.length > 0;
  const toggle = ({ site, side }: Place) => {
    const key = placeKey({ site, side });
    const rest = painFree ? [] : form.places.filter((place) => placeKey(place) !== key);
    const had = !painFree && form.places.some((place) => placeKey(place) === key);
    change({ noPain: false, places: had ? rest : [...rest, { site, side, intensity: null }] });
  };
  const beforeOf = (place: Place) => {
    const found = last.find((one) => placeKey(one) === placeKey(place));
    return found?.intensity != null && lastDay
      ? {
          value: Math.round(found.intensity),
          say: m.log_last_time({ day: sayDay(lastDay), value: found.intensity }),
        }
      : null;
  };
  const decided = profile?.load ?? { left: null, right: null };
  const concerned = LEGS.filter(
    (leg) =>
      decided[leg] || form.places.some((place) => place.side === leg) || holdsLeg(profile ?? null, leg),
  );
  const legs: readonly Leg[] = bothLegs || concerned.length === 0 ? LEGS : concerned;

  // a day gone by is spoken of as such
  const past = day !== todayOf();
  const noPain = past ? m.log_no_pain_that_day() : m.log_no_pain();

  // what this very entry has raised comes before what was known already
  const gravest = urgent?.find((finding) => finding.local) ?? urgent?.[0];

  const submit = async () => {
    if (lacksPlace(form)) return setOutcome("no place");
    const entries = toEntries(form, day);
    if (entries.length === 0) return setOutcome("nothing");
    try {
      await save(entries);
      setForm(emptyForm());
      writeDraft(account, day, null);
      setOutcome("saved");
      void navigator.storage?.persist?.();
    } catch (error) {
      setOutcome(error instanceof StorageFull ? "full" : "failed");
    }
  };

  return (
    <form
      class="log"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DayEntries day={day} />
      <section class="section">
        <h2>{past ? m.log_where_that_day() : m.log_where()}</h2>
        <div class="chips">
          {last.length > 0 && lastDay && (
            <button
              type="button"
              class="chip"
              aria-pressed={last.every((one) =>
                form.places.some((place) => placeKey(place) === placeKey(one)),
              )}
              onClick={() =>
                change({
                  noPain: false,
                  places: last.map(({ site, side }) => ({ site, side, intensity: null })),
                })
              }
            >
              {m.log_yesterday({ day: sayDay(lastDay) })}
            </button>
          )}
          <button
            type="button"
            class="chip"
            aria-pressed={painFree}
            onClick={() =>
              change({ noPain: !painFree, places: painFree ? [] : painFreePlaces(last, profile) })
            }
          >
            {noPain}
          </button>
        </div>
        <BodyMap
          values={new Map(form.places.map((place) => [placeKey(place), place.intensity]))}
          onToggle={toggle}
        />
      </section>
      {form.places.length > 0 && !painFree && (
        <section class="section">
          <h2>{m.log_how_much()}</h2>
          {form.places.map((place) => (
            <PainSlider
              key={placeKey(place)}
              label={placeName(place.site, place.side)}
              value={place.intensity}
              before={beforeOf(place)}
              onChange={(intensity) =>
                change({
                  places: form.places.map((one) =>
                    placeKey(one) === placeKey(place) ? { ...one, intensity } : one,
                  ),
                })
              }
            />
          ))}
          <Chips
            label={m.log_when()}
            options={CIRCUMSTANCES}
            name={circumstanceName}
            chosen={form.circumstance ? [form.circumstance] : []}
            onToggle={(value) => change({ circumstance: form.circumstance === value ? null : value })}
          />
        </section>
      )}
      <section class="section">
        <h2>{m.log_load_title()}</h2>
        {(decided.left || decided.right) && (
          <div class="chips">
            <button type="button" class="chip" onClick={() => change(asDecided(decided))}>
              <CheckIcon size={20} />
              {m.log_as_planned()}
            </button>
          </div>
        )}
        {legs.map((leg) => (
          <LoadPicker
            key={leg}
            leg={leg}
            value={form.load[leg]}
            onChange={(value) => change({ load: { ...form.load, [leg]: value } })}
          />
        ))}
        {legs.length < 2 && (
          <button type="button" class="button button-plain" onClick={() => setBothLegs(true)}>
            {m.log_other_leg()}
          </button>
        )}
        <AidPicker value={form.aid} onChange={(aid) => change({ aid })} />
      </section>
      <details class="fold section">
        <summary>
          <h2>{past ? m.log_more_that_day() : m.log_more()}</h2>
          <span class="turn">
            <ChevronIcon />
          </span>
        </summary>
        <div class="stack">
          <Chips
            label={past ? m.log_change_that_day() : m.log_change()}
            options={CHANGES}
            name={changeName}
            chosen={form.change ? [form.change as (typeof CHANGES)[number]] : []}
            onToggle={(value) => change({ change: form.change === value ? null : value })}
          />
          <Chips
            label={m.log_radiates()}
            options={RADIATES}
            name={siteName}
            chosen={form.radiates}
            onToggle={(site) =>
              change({
                radiates: form.radiates.includes(site)
                  ? form.radiates.filter((one) => one !== site)
                  : [...form.radiates, site],
              })
            }
          />
          <div>
            <Check label={m.log_sleep()} checked={form.sleep} onChange={(sleep) => change({ sleep })} />
            <Check label={m.log_daily()} checked={form.daily} onChange={(daily) => change({ daily })} />
            <Check label={m.log_limp()} checked={form.limp} onChange={(limp) => change({ limp })} />
          </div>
          <div class="field">
            <label for="stiffness">{m.log_stiffness()}</label>
            <input
              id="stiffness"
              type="number"
              inputMode="numeric"
              min="0"
              max="1440"
              value={form.stiffness ?? ""}
              onInput={(event) => {
                const text = (event.target as HTMLInputElement).value;
                change({
                  stiffness: text === "" ? null : Math.min(1440, Math.max(0, Math.round(Number(text)))),
                });
              }}
            />
          </div>
          {(form.places.length > 0 || form.note) && (
            <div class="field">
              <label for="note">{m.log_note()}</label>
              <textarea
                id="note"
                value={form.note}
                maxLength={2000}
                onInput={(event) => change({ note: (event.target as HTMLTextAreaElement).value })}
              />
            </div>
          )}
        </div>
      </details>
      <div class="log-save">
        <div aria-live="polite">
          {outcome === "saved" && (
            <p class="saved row">
              <CheckIcon />{" "}
              {sync.queued === 0 && sync.standing === "idle" ? m.log_saved_sent() : m.log_saved()}
            </p>
          )}
          {outcome === "saved" && gravest && (
            <a class="log-urgent" href="/">
              <span class="strong">{gravest.text.seen}</span> {gravest.text.do}
            </a>
          )}
          {outcome === "nothing" && <p>{m.log_nothing()}</p>}
          {outcome === "no place" && <p>{m.log_no_place({ none: noPain })}</p>}
          {outcome === "full" && <p class="field-error">{m.log_storage_full()}</p>}
          {outcome === "failed" && <p class="field-error">{m.log_failed()}</p>}
        </div>
        <button type="submit" class="button button-primary button-wide">
          {m.log_save()}
        </button>
      </div>
    </form>
  );
}

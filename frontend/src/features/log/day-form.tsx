import { useEffect, useRef, useState } from "preact/hooks";
import { emptyForm, type LogForm, type Place, type PlaceAnswer, placeKey } from "~/domain/day-form";
import { type Day, today as todayOf } from "~/domain/days";
import { holdsLeg, type PainRecord } from "~/domain/records";
import { CIRCUMSTANCES, LEGS, type Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { storeNow } from "~/store/account";
import { currentOfKind } from "~/store/current-rows";
import { readDraft, writeDraft } from "~/store/draft";
import { askLasting } from "~/store/lasting";
import { StorageFull } from "~/store/quota";
import { save } from "~/sync/client";
import { useLive, useSync } from "~/sync/hooks";
import { StorageLost } from "~/sync/mend";
import { useAllowedLoads } from "~/ui/allowed-loads";
import { BodyMap } from "~/ui/body-map";
import { Chips } from "~/ui/chips";
import { Fell } from "~/ui/fell";
import { Held } from "~/ui/held";
import { CheckIcon } from "~/ui/icons";
import { AidPicker, LoadPicker } from "~/ui/load-picker";
import { PainButtons } from "~/ui/pain-buttons";
import { Waiting } from "~/ui/waiting";
import { circumstanceName, legName, placeName, sayDay } from "~/ui/words";
import { DayEntries } from "./day-entries";
import { DidExercise } from "./did-exercise";
import { asDecided, lacksPlace, lastPlaces, namedPlaces, painFreePlaces, toEntries } from "./form";
import { MoreAbout } from "./more-about";
import { type Outcome, SaveBar } from "./save-bar";

const numbersOf = (place: Place) => `pain-${place.site}-${place.side}`;

const LOAD = "log-load";

/** Where an unfinished day goes on: at its numbers, else at its load. */
function beginsAt({ places, load }: LogForm): string | null {
  if (places[0]) return numbersOf(places[0]);
  return LEGS.some((leg) => load[leg].status) ? LOAD : null;
}

/** One day, on one page, from where it hurts to what else there is to say. */
export function DayForm({ day }: { day: Day }) {
  const known = useAllowedLoads(day);
  const sync = useSync();
  const account = storeNow();
  const [form, setForm] = useState<LogForm>(() => ({ ...emptyForm(), ...readDraft<LogForm>(account, day) }));
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [bothLegs, setBothLegs] = useState(false);
  // A second tap can come before the screen is drawn anew: it has to find what the first one has left.
  const now = useRef({ form, outcome, busy: false, saved: null as LogForm | null });
  // and what is chosen already, in an unfinished day or by "Change" on Today, is in view
  const reveal = useRef<string | null>(beginsAt(form));
  useEffect(() => {
    const shown = reveal.current && document.getElementById(reveal.current);
    if (!shown) return;
    shown.scrollIntoView({ block: "nearest" });
    reveal.current = null;
  });
  const pains = useLive(async (db) => (await currentOfKind(db, "pain")) as unknown as PainRecord[]);
  // the form is for a phone that knows nothing yet, too
  if (sync.standing === "no_storage" || !pains || known === undefined) return <Waiting />;
  const { profile, allowed } = known;

  const { last, lastDay } = lastPlaces(pains, day);
  // one touch for where it hurt last; before any day was kept, for the hip named among the first questions
  const offered: Place[] = last.length > 0 || lastDay ? last : namedPlaces(profile);
  const tell = (next: Outcome | null) => {
    now.current.outcome = next;
    setOutcome(next);
  };
  const put = (next: LogForm) => {
    now.current.form = next;
    setForm(next);
  };
  const change = (part: Partial<LogForm>) => {
    const next = { ...now.current.form, ...part };
    put(next);
    writeDraft(account, day, next);
    tell(null);
  };
  // said with the button; a number set to 0 stays where it is, so that another can be chosen
  const painFree = form.noPain && form.places.length > 0;
  const toggle = ({ site, side }: Place) => {
    const key = placeKey({ site, side });
    const rest = painFree ? [] : form.places.filter((place) => placeKey(place) !== key);
    const had = !painFree && form.places.some((place) => placeKey(place) === key);
    if (!had) reveal.current = numbersOf({ site, side });
    change({ noPain: false, places: had ? rest : [...rest, { site, side, intensity: null }] });
  };
  const beforeOf = (place: Place) => {
    const found = last.find((one) => placeKey(one) === placeKey(place));
    return found?.intensity != null && lastDay
      ? {
          value: Math.floor(found.intensity),
          say: m.log_last_time({ day: sayDay(lastDay), value: found.intensity }),
        }
      : null;
  };
  // never more than an open finding allows: it is what Today shows
  const loads = { left: allowed.left.load, right: allowed.right.load };
  const held = LEGS.filter((leg) => allowed[leg].held);
  const concerned = LEGS.filter(
    (leg) => loads[leg] || form.places.some((place) => place.side === leg) || holdsLeg(profile, leg),
  );
  const legs: readonly Leg[] = bothLegs || concerned.length === 0 ? LEGS : concerned;

  // a day gone by is spoken of as such
  const past = day !== todayOf();
  const noPain = past ? m.log_no_pain_that_day() : m.log_no_pain();

  const submit = async (withoutNumber = false) => {
    const { form: said, outcome: before, busy } = now.current;
    if (busy) return;
    if (lacksPlace(said)) return tell({ kind: "no place", none: noPain });
    const unset = said.places.filter((place) => place.intensity === null);
    if (unset.length > 0 && !withoutNumber) {
      reveal.current = numbersOf(unset[0]!);
      return tell({ kind: "no number", places: unset });
    }
    const entries = toEntries(said, day);
    if (entries.length === 0) {
      // pressed once more after it was saved: that still stands
      if (before?.kind !== "saved") tell({ kind: "nothing" });
      return;
    }
    now.current.busy = true;
    try {
      const rows = await save(entries);
      // the day was asked about, and is not kept yet
      if (rows.length < entries.length) return;
      now.current.saved = said;
      put(emptyForm());
      writeDraft(account, day, null);
      tell({ kind: "saved", rows });
      void askLasting();
    } catch (error) {
      tell({
        kind: error instanceof StorageFull ? "full" : error instanceof StorageLost ? "lost" : "failed",
      });
    } finally {
      now.current.busy = false;
    }
  };
  const setPlace = (place: PlaceAnswer, intensity: number) =>
    change({
      places: now.current.form.places.map((one) =>
        placeKey(one) === placeKey(place) ? { ...one, intensity } : one,
      ),
    });

  return (
    <form
      class="log"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DayEntries key={day} day={day} />
      <section class="section">
        <h2>{past ? m.log_where_that_day() : m.log_where()}</h2>
        <div class="chips">
          {offered.length > 0 && (
            <button
              type="button"
              class="chip"
              aria-pressed={offered.every((one) =>
                form.places.some((place) => placeKey(place) === placeKey(one)),
              )}
              onClick={() => {
                reveal.current = numbersOf(offered[0]!);
                change({
                  noPain: false,
                  places: offered.map(({ site, side }) => ({ site, side, intensity: null })),
                });
              }}
            >
              {lastDay && last.length > 0
                ? m.log_yesterday({ day: sayDay(lastDay) })
                : placeName("hip", profile?.settings.hip_side ?? "unknown")}
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
            <PainButtons
              key={placeKey(place)}
              id={numbersOf(place)}
              label={placeName(place.site, place.side)}
              value={place.intensity}
              before={beforeOf(place)}
              onChange={(intensity) => setPlace(place, intensity)}
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
      <section class="section" id={LOAD}>
        <h2>{m.log_load_title()}</h2>
        {held.map((leg) => (
          <div key={leg} class="stack-tight">
            <p class={`side-mark side-${leg}`}>{legName(leg)}</p>
            <Held {...allowed[leg].held!} unit={profile?.settings.weight_unit} />
          </div>
        ))}
        {(loads.left || loads.right) && (
          <div class="chips">
            <button type="button" class="chip" onClick={() => change(asDecided(loads))}>
              <CheckIcon size={20} />
              {held.length > 0 ? m.log_as_held() : m.log_as_planned()}
            </button>
          </div>
        )}
        {legs.map((leg) => (
          <LoadPicker
            key={leg}
            leg={leg}
            value={form.load[leg]}
            decided={loads[leg]}
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
      <Fell key={`fell-${day}`} day={day} past={past} clinic={Boolean(profile?.clinic)} />
      <DidExercise key={`exercise-${day}`} day={day} />
      <MoreAbout form={form} past={past} onChange={change} />
      <SaveBar
        outcome={outcome}
        onWithoutNumber={() => void submit(true)}
        onUndone={() => {
          // what was taken back stands on the page again, to be said differently
          const { form: here, saved } = now.current;
          if (saved && here.places.length === 0) put(saved);
        }}
      />
    </form>
  );
}

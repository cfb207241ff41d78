import "~/ui/felt.css";
import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import { type Day, today as todayOf } from "~/domain/days";
import { kilogramsOf } from "~/domain/pounds";
import type { LoadDecision, WeightUnit } from "~/domain/records";
import type { Leg } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useAllowedLoads } from "~/ui/allowed-loads";
import { Held } from "~/ui/held";
import { Keypad, typedNumber } from "~/ui/keypad";
import { PageHead } from "~/ui/page";
import { ScaleDrawing } from "~/ui/scale-drawing";
import { useDraft } from "~/ui/use-draft";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { Weigh } from "~/ui/weigh";
import { loadBeneath, sayLimit, sideName } from "~/ui/words";
import { inUnit, overLimit, sayReading } from "~/ui/words/practice";
import { ConnectScale } from "./connect-scale";
import { SayMany } from "./say-many";

/** Readings of one round (ours); the log takes 20. */
const ROUND = 10;
const MOST = 400;

interface Round {
  day: Day;
  readings: number[];
  typed: string;
}

export function Practice() {
  const { params } = useRoute();
  const leg: Leg = params.leg === "right" ? "right" : "left";
  const known = useAllowedLoads();
  if (known === undefined) return <Waiting title={m.practice_title()} />;
  const { profile } = known;
  const { load, held } = known.allowed[leg];
  const unit = profile?.settings.weight_unit ?? "kg";
  const practised = load?.status === "PWB" || (load?.status === "TTWB" && load.kg != null);
  return (
    <>
      <PageHead title={m.practice_title()} back="/" />
      {held ? (
        <div class="stack">
          <p class={`side-mark side-${leg}`}>{sideName(leg)}</p>
          <p class="strong">{m.practice_held()}</p>
          <Held {...held} unit={unit} />
        </div>
      ) : load && practised ? (
        <Readings key={leg} leg={leg} load={load} unit={unit} />
      ) : (
        <p>{m.practice_nothing()}</p>
      )}
    </>
  );
}

function Readings({ leg, load, unit }: { leg: Leg; load: LoadDecision; unit: WeightUnit }) {
  const day = todayOf();
  const limit = load.kg ?? null;
  const [round, change, forget] = useDraft<Round>(`practice-${leg}`, () => ({
    day,
    readings: [],
    typed: "",
  }));
  const [keep, notKept] = useKeep();
  const [wrong, setWrong] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [weighing, setWeighing] = useState(false);
  // a round that was left lying is of its own day, and a new day begins anew
  useEffect(() => {
    if (round.day !== day) change({ day, readings: [], typed: "" });
  }, []);
  const { readings, typed } = round;
  const full = readings.length >= ROUND;
  const last = readings.at(-1);

  const add = (values: readonly number[]) => {
    const good = values.every((kg) => kg >= 0 && kg <= MOST);
    setWrong(!good);
    setSaid(null);
    if (good) change({ day, readings: [...readings, ...values].slice(0, ROUND), typed: "" });
  };
  const enter = () => {
    const value = typedNumber(typed, 999);
    if (value === null) setWrong(true);
    else if (!full) add([unit === "lb" ? kilogramsOf(value) : value]);
  };
  const submit = async () => {
    if (!(await keep([{ kind: "scale_practice", side: leg, readings_kg: readings }]))) return;
    setSaid(m.practice_kept({ count: readings.length }));
    change({ day, readings: [], typed: "" });
    forget();
  };

  return (
    <div class="stack">
      <div class="practice-head">
        <div>
          <p class={`side-mark side-${leg}`}>{sideName(leg)}</p>
          {limit !== null && (
            <p class="practice-limit-figure">{m.practice_up_to({ weight: sayLimit(limit, unit) })}</p>
          )}
          {limit !== null && load.status === "PWB" && <p>{loadBeneath(load, leg, unit)}</p>}
          <p class="strong">{m.practice_standing()}</p>
        </div>
        {limit !== null && <ScaleDrawing kg={limit} most={load.weight_kg ?? 100} side={leg} size={104} />}
      </div>
      {load.weigh && (
        <p class="notice small">
          {load.weighed_on ? null : m.weigh_unknown()}{" "}
          <button type="button" class="button" onClick={() => setWeighing(true)}>
            {m.weigh_title()}
          </button>
        </p>
      )}
      <div aria-live="polite">
        {last === undefined ? (
          <p class="practice-last quiet">{said ?? m.practice_first()}</p>
        ) : (
          <p
            class={`practice-last ${limit !== null && overLimit(last, limit, unit) > 0 ? "practice-over" : ""}`}
          >
            {sayReading(last, limit, unit)}
          </p>
        )}
        {readings.length > 1 && (
          <p class="practice-readings small quiet">
            {readings.slice(0, -1).map((kg, index) => (
              <span key={index}>{sayReading(kg, limit, unit)}</span>
            ))}
          </p>
        )}
      </div>
      {full && <p class="small">{m.practice_full()}</p>}
      <Keypad
        value={typed}
        onChange={(next) => change({ typed: next })}
        onEnter={enter}
        enter={m.practice_add()}
        label={m.practice_reading()}
        unit={unit}
      />
      {wrong && (
        <p class="field-error" role="alert">
          {m.practice_range({ most: Math.floor(inUnit(MOST, unit)) })}
        </p>
      )}
      {readings.length > 0 && (
        <div class="row">
          <button type="button" class="button" onClick={() => void submit()}>
            {m.practice_keep({ count: readings.length })}
          </button>
          <button
            type="button"
            class="button button-plain"
            onClick={() => change({ readings: readings.slice(0, -1) })}
          >
            {m.practice_remove()}
          </button>
        </div>
      )}
      {notKept}
      <ConnectScale onReading={(kg) => !full && add([kg])} />
      <SayMany unit={unit} onReadings={add} />
      <details class="fold">
        <summary class="strong">{m.practice_why()}</summary>
        <div class="stack small">
          <p>{m.practice_how()}</p>
          <p>{m.practice_walking()}</p>
          <p>{m.practice_again()}</p>
          <a href="/more/learn/felt">{m.practice_why()}</a>
        </div>
      </details>
      {weighing && <Weigh load={load} unit={unit} onClose={() => setWeighing(false)} />}
    </div>
  );
}

/**
 * Every part of the interface in its states, for whoever builds a screen: http://127.0.0.1:5173/components.html beside
 * `npm run dev`. `?theme=dark` and `?language=de` choose. No part of the application loads it, and no build contains it.
 */
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/components.css";
import "~/ui/drawings.css";
import { type ComponentChildren, render } from "preact";
import { useState } from "preact/hooks";
import type { LoadAnswer } from "~/domain/day-form";
import type { Finding } from "~/domain/records";
import {
  AIDS,
  type Aid,
  CIRCUMSTANCES,
  type Circumstance,
  EXERCISES,
  LEGS,
  LOAD_STEPS,
  URGENCIES,
} from "~/domain/vocabulary";
import { KINDS } from "~/kinds";
import { setLocale } from "~/paraglide/runtime";
import { Check, Chips } from "~/ui/chips";
import * as drawings from "~/ui/drawings";
import { FindingCard } from "~/ui/finding";
import * as icons from "~/ui/icons";
import { LANGUAGES } from "~/ui/language";
import { AidPicker, LoadPicker } from "~/ui/load-picker";
import { PageHead } from "~/ui/page";
import { Sheet } from "~/ui/sheet";
import { Unreached } from "~/ui/unreached";
import { Waiting } from "~/ui/waiting";
import { circumstanceName } from "~/ui/words";

const asked = new URLSearchParams(location.search);
const THEMES = ["light", "dark"];
const theme = THEMES.includes(asked.get("theme") ?? "") ? asked.get("theme")! : "light";
const language = LANGUAGES.find((one) => one === asked.get("language")) ?? "en";
const LONG = "Maximiliane Wolkenstein-Trostburg of the Hip Clinic behind the Bridge";

function Part({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class="section" id={name}>
      <h2>{name}</h2>
      <div class="stack">{children}</div>
    </section>
  );
}

function Choices() {
  const [when, setWhen] = useState<Circumstance[]>(["walking"]);
  const [ticked, setTicked] = useState(true);
  return (
    <>
      <Chips
        label="One chosen"
        options={CIRCUMSTANCES}
        name={circumstanceName}
        chosen={when}
        onToggle={(one) => setWhen([one])}
      />
      <Chips
        label="None chosen"
        options={CIRCUMSTANCES}
        name={circumstanceName}
        chosen={[]}
        onToggle={() => {}}
      />
      <Check label="Ticked" checked={ticked} onChange={setTicked} />
      <Check label={LONG} checked={false} onChange={() => {}} />
    </>
  );
}

function Loads() {
  const [aid, setAid] = useState<Aid | null>(AIDS[2]);
  const [load, setLoad] = useState<LoadAnswer>({ status: LOAD_STEPS[2], percent: 20 });
  return (
    <>
      <LoadPicker leg={LEGS[0]!} value={load} onChange={setLoad} />
      <LoadPicker leg={LEGS[1]!} value={{ status: null, percent: null }} onChange={() => {}} />
      <AidPicker value={aid} onChange={setAid} />
    </>
  );
}

const finding = (urgency: Finding["urgency"], seen: string): Finding => ({
  id: urgency,
  finding: "pain-worse",
  urgency,
  audience: ["patient"],
  side: "left",
  state: "open",
  opened_on: "2026-03-01",
  evidence: [],
  sources: [],
  text: { seen, do: "What to do, in one or two plain sentences.", why: "Why it matters.", number: "" },
});

function Overlay() {
  const [open, setOpen] = useState(asked.has("sheet"));
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        Open a sheet
      </button>
      {open && (
        <Sheet title="A sheet" onClose={() => setOpen(false)}>
          <p>{LONG}</p>
        </Sheet>
      )}
    </>
  );
}

function Page() {
  const other = (change: Record<string, string>) => `?${new URLSearchParams({ theme, language, ...change })}`;
  const icon = Object.entries(icons).filter(([name]) => name.endsWith("Icon"));
  const things = Object.entries(drawings).filter(
    ([name]) => !["AidDrawing", "ExerciseDrawing", "Drawing"].includes(name),
  );
  return (
    <main style={{ maxWidth: "30rem", margin: "0 auto", padding: "1rem" }}>
      <PageHead title="Components" />
      <p class="row">
        {THEMES.map((one) => (
          <a key={one} class="button" href={other({ theme: one })}>
            {one}
          </a>
        ))}
        {LANGUAGES.map((one) => (
          <a key={one} class="button" href={other({ language: one })}>
            {one}
          </a>
        ))}
      </p>
      <Part name="Buttons">
        {["", "button-primary", "button-danger", "button-plain"].map((kind) => (
          <p key={kind} class="row">
            <button type="button" class={`button ${kind}`}>
              {kind || "button"}
            </button>
            <button type="button" class={`button ${kind}`} disabled>
              disabled
            </button>
          </p>
        ))}
        <button type="button" class="button button-primary button-wide">
          {LONG}
        </button>
      </Part>
      <Part name="Fields">
        {[
          { id: "empty", value: "", wrong: "" },
          { id: "filled", value: LONG, wrong: "" },
          { id: "wrong", value: "11", wrong: "Expected a number from 0 to 10." },
        ].map(({ id, value, wrong }) => (
          <div key={id} class="field">
            <label for={id}>{id}</label>
            <input id={id} value={value} aria-invalid={wrong ? true : undefined} />
            {wrong && <p class="field-error">{wrong}</p>}
          </div>
        ))}
      </Part>
      <Part name="Choices">
        <Choices />
      </Part>
      <Part name="Loads">
        <Loads />
      </Part>
      <Part name="Notices">
        {["", "notice-saved", "notice-soon", "notice-now"].map((kind) => (
          <p key={kind} class={`notice ${kind}`}>
            {kind || "notice"}: {LONG}
          </p>
        ))}
      </Part>
      <Part name="Findings">
        {URGENCIES.map((urgency) => (
          <FindingCard
            key={urgency}
            finding={finding(urgency, "What was seen.")}
            phone="+351 258 000 000"
            named
          />
        ))}
      </Part>
      <Part name="Sheet">
        <Overlay />
      </Part>
      <Part name="Empty, loading, unreached">
        <div class="empty">
          <drawings.EnvelopeDrawing size={96} />
          <p>Nothing here yet.</p>
        </div>
        <Waiting title="Loading" />
        <Unreached why="The server was not reached." onAgain={() => {}} />
      </Part>
      <Part name="Kinds">
        <ul class="lines">
          {Object.entries(KINDS).map(([name, kind]) => (
            <li key={name} class="entry-line">
              <span class="grow">{kind.name()}</span>
              <span class="small quiet">
                {kind.chart} · {kind.tray}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part name="Icons and drawings">
        <p class="row">
          {icon.map(([name, One]) => (
            <span key={name} title={name}>
              {(One as (props: { size: number }) => ComponentChildren)({ size: 24 })}
            </span>
          ))}
        </p>
        <p class="row">
          {AIDS.map((aid) => (
            <drawings.AidDrawing key={aid} aid={aid} size={64} />
          ))}
          {EXERCISES.map((category) => (
            <drawings.ExerciseDrawing key={category} category={category} size={64} />
          ))}
          {things.map(([name, One]) => (
            <span key={name} title={name}>
              {(One as (props: { size: number }) => ComponentChildren)({ size: 64 })}
            </span>
          ))}
        </p>
      </Part>
    </main>
  );
}

document.documentElement.dataset.theme = theme;
setLocale(language);
document.documentElement.lang = language;
render(<Page />, document.getElementById("app")!);

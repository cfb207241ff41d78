import { useState } from "preact/hooks";
import type { Day } from "~/domain/days";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { EditEntry } from "./edit-entry";
import { KeptLine } from "./kept-line";
import { useKeep } from "./use-keep";

/** "I fell", "I stumbled": kept with one touch; what more there is to say can be said afterwards. */
export function Fell({ day, past, clinic }: { day: Day; past: boolean; clinic: boolean }) {
  const [keep, notKept] = useKeep();
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const [gone, setGone] = useState(false);
  const [more, setMore] = useState(false);
  const show = (rows: readonly AnyRecord[]) => {
    setGone(false);
    setKept(rows);
  };
  const fall = kept?.find((row) => row.kind === "fall");
  const tell = (outcome: "fall" | "stumble") =>
    void keep([{ kind: "fall", date: day, outcome }], undefined, show);
  return (
    <section class="section">
      <h2>{m.fall_title()}</h2>
      <p class="small quiet">
        {clinic
          ? past
            ? m.fall_say_that_day()
            : m.fall_say()
          : past
            ? m.fall_say_that_day_own()
            : m.fall_say_own()}
      </p>
      <div class="row">
        <button type="button" class="button" onClick={() => tell("fall")}>
          {m.fall_fell()}
        </button>
        <button type="button" class="button" onClick={() => tell("stumble")}>
          {m.fall_stumbled()}
        </button>
      </div>
      {kept && (
        <KeptLine rows={kept} onUndone={() => setGone(true)}>
          {fall && (
            <button type="button" class="button button-wide" onClick={() => setMore(true)}>
              {m.fall_more()}
            </button>
          )}
        </KeptLine>
      )}
      {notKept}
      {more && fall && !gone && (
        <EditEntry entry={fall} supersedes={fall.id} onClose={() => setMore(false)} onKept={show} />
      )}
    </section>
  );
}

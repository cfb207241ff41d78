/** The clock of this device is more than a day off: before an entry is kept, its person says which day it is. */
import { useEffect, useState } from "preact/hooks";
import type { Trusted } from "~/domain/clock";
import { type Day, dayOf, deviceZone, formatDayYear } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { onAskDay } from "~/sync/ask-day";
import { intl } from "~/ui/language";
import { Sheet } from "~/ui/sheet";

interface Question {
  device: number;
  server: number;
  answer: (trusted: Trusted | null) => void;
}

/** Asks when saving wants to know; shows nothing until then. */
export function DayQuestion() {
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(
    () =>
      onAskDay(
        (clocks) =>
          new Promise((done) => {
            const answer = (trusted: Trusted | null) => {
              setQuestion(null);
              done(trusted);
            };
            setQuestion({ ...clocks, answer });
          }),
      ),
    [],
  );
  return question && <WhichDay {...question} />;
}

function WhichDay({ device, server, answer }: Question) {
  const zone = deviceZone();
  const [shown, told] = [dayOf(device, zone), dayOf(server, zone)];
  // with its year: which year it is, is just what this device may not know
  const said = (day: Day) => formatDayYear(day, intl());
  return (
    <Sheet title={m.clock_title()} onClose={() => answer(null)}>
      <p>{m.clock_say({ device: said(shown), server: said(told) })}</p>
      <p class="quiet">{m.clock_kept()}</p>
      <div class="stack-tight">
        <button type="button" class="button button-primary button-wide" onClick={() => answer("server")}>
          {m.clock_server({ day: said(told) })}
        </button>
        {/* a day that has not come yet cannot be logged */}
        {shown < told && (
          <button type="button" class="button button-wide" onClick={() => answer("device")}>
            {m.clock_device({ day: said(shown) })}
          </button>
        )}
      </div>
    </Sheet>
  );
}

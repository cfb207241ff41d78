/** The clock of this device is more than a day off: before an entry is kept, its person says which day it is. */
import { useEffect, useState } from "preact/hooks";
import type { Trusted } from "~/domain/clock";
import { dayOf, deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { onAskDay } from "~/sync/ask-day";
import { Sheet } from "~/ui/sheet";
import { sayDate } from "~/ui/words";

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
  return (
    <Sheet title={m.clock_title()} onClose={() => answer(null)}>
      <p>{m.clock_say({ device: sayDate(shown), server: sayDate(told) })}</p>
      <p class="quiet">{m.clock_kept()}</p>
      <div class="stack-tight">
        <button type="button" class="button button-primary button-wide" onClick={() => answer("server")}>
          {m.clock_server({ day: sayDate(told) })}
        </button>
        {/* a day that has not come yet cannot be logged */}
        {shown < told && (
          <button type="button" class="button button-wide" onClick={() => answer("device")}>
            {m.clock_device({ day: sayDate(shown) })}
          </button>
        )}
      </div>
    </Sheet>
  );
}

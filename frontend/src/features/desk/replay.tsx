import { useEffect, useState } from "preact/hooks";
import { fetchReplay, type ReplayChange, type Replay as Result } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { ChevronIcon } from "~/ui/icons";
import { sayDay, sideName } from "~/ui/words";
import { whyNot } from "./answers";

const DAYS = 365;

/** What the rules of today would have said of the last year, day by day, and where that differs from the record. */
export function Replay({ patient, revision }: { patient: string; revision: number }) {
  const [result, setResult] = useState<Result | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => setResult(null), [patient, revision]);
  const run = async () => {
    setBusy(true);
    const answer = await fetchReplay(patient, DAYS);
    setBusy(false);
    setProblem(answer.kind === "ok" ? null : whyNot(answer));
    if (answer.kind === "ok") setResult(answer.data);
  };
  return (
    <details class="fold section no-print">
      <summary>
        <h2>{m.replay_title()}</h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <div class="stack-tight small">
        <p class="quiet">{m.replay_say()}</p>
        <div>
          <button type="button" class="button" disabled={busy} onClick={() => void run()}>
            {m.replay_run()}
          </button>
        </div>
        {problem && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        {result && (
          <div role="status" class="stack-tight">
            <p class="quiet">{m.replay_done({ count: result.days_looked_at, version: result.version })}</p>
            {result.days.length === 0 && <p>{m.replay_nothing()}</p>}
            <ul class="lines">
              {[...result.days].reverse().map((day) => (
                <li key={day.date} class="act-line">
                  <p class="strong">{sayDay(day.date)}</p>
                  <Changes changes={day.opened} verb={m.replay_opens()} />
                  <Changes changes={day.closed} verb={m.replay_closes()} />
                </li>
              ))}
            </ul>
            {result.only_on_record.length > 0 && (
              <>
                <p class="strong">{m.replay_only_record()}</p>
                <Changes changes={result.only_on_record} verb="" />
              </>
            )}
          </div>
        )}
      </div>
    </details>
  );
}

function Changes({ changes, verb }: { changes: readonly ReplayChange[]; verb: string }) {
  return (
    <>
      {changes.map((one) => (
        <p key={`${one.finding}${one.subject}`}>
          {verb && <span class="quiet">{verb} </span>}
          {one.title}
          {one.side ? ` · ${sideName(one.side)}` : ""}
          {!one.on_record && <span class="replay-differs"> {m.replay_differs()}</span>}
        </p>
      ))}
    </>
  );
}

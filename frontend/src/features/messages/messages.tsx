import { useEffect, useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import { dismissMessage, markMessage, snoozeMessage } from "~/api/sync";
import type { Message } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentSession } from "~/sync/client";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { whyNot } from "~/ui/answers";
import { EnvelopeDrawing } from "~/ui/drawings";
import { FindingCard } from "~/ui/finding";
import { CheckIcon, ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";
import { byUrgency, openForPatient } from "~/ui/server-findings";
import { Waiting } from "~/ui/waiting";
import { whomToCall } from "~/ui/whom-to-call";
import { sayDayOf, sayTime } from "~/ui/words";
import { ClinicCorrections } from "./clinic-corrections";
import { ClinicNotes } from "./clinic-notes";

const SHOWN = new Set(["sent", "read", "done", "snoozed", "dismissed"]);

export function Messages() {
  const read = useRead();
  const profile = useProfile();
  const [why, setWhy] = useState<string | null>(null);
  const messages = useLive((db) => db.messages.toArray());
  const findings = useLive((db) => db.findings.toArray());
  useEffect(() => {
    // seen here is read; without a connection it stays new, and is tried again next time
    const fresh = (messages ?? []).filter((message) => message.to === "patient" && message.state === "sent");
    for (const message of fresh) {
      void markMessage(message.id, "read").then((answer) => {
        if (answer.kind === "ok")
          void currentSession()
            .db.messages.put(answer.data)
            .catch(() => undefined);
      });
    }
  }, [messages?.length]);
  if (!read || !messages || !findings) return <Waiting title={m.messages_title()} back="/more" />;
  const sent = messages
    .filter((message) => message.to === "patient" && SHOWN.has(message.state))
    .sort((a, b) => ((a.sent_at ?? a.due_at ?? "") < (b.sent_at ?? b.due_at ?? "") ? 1 : -1));
  const open = byUrgency(openForPatient(findings));
  const past = findings
    .filter((finding) => finding.state === "resolved" && finding.audience.includes("patient"))
    .sort((a, b) => (a.opened_on < b.opened_on ? 1 : -1));
  const act = async (work: Promise<Answer<Message>>) => {
    const answer = await work;
    const problem = whyNot(answer);
    setWhy(problem && m.messages_failed({ why: problem }));
    if (answer.kind === "ok")
      await currentSession()
        .db.messages.put(answer.data)
        .catch(() => setWhy(m.tray_full()));
  };
  return (
    <>
      <PageHead title={m.messages_title()} back="/more" />
      <ClinicNotes />
      <ClinicCorrections />
      {sent.length === 0 ? (
        <div class="empty">
          <EnvelopeDrawing size={96} />
          <p>{m.messages_empty()}</p>
        </div>
      ) : (
        <ul class="lines">
          {sent.map((message) => (
            <li key={message.id} class="message">
              <p class="small quiet">
                {message.sent_at ? `${sayDayOf(message.sent_at)}, ${sayTime(message.sent_at)}` : ""}
              </p>
              <p class={message.state === "sent" ? "strong" : ""}>{message.text}</p>
              <p>
                <a class="more-link small" href={`/more/learn/why/${message.reminder}`}>
                  {m.why()}
                </a>
              </p>
              {message.state === "done" && (
                <p class="small saved row">
                  <CheckIcon size={20} /> {m.done()}
                </p>
              )}
              {message.state === "dismissed" && <p class="small quiet">{m.messages_dismissed()}</p>}
              {message.state === "snoozed" && message.snoozed_until && (
                <p class="small quiet">
                  {m.messages_snoozed({
                    when: `${sayDayOf(message.snoozed_until)}, ${sayTime(message.snoozed_until)}`,
                  })}
                </p>
              )}
              {(message.state === "sent" || message.state === "read") && (
                <Answers message={message} act={act} />
              )}
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <section class="section">
          <h2>{m.messages_open()}</h2>
          <div class="findings">
            {open.map((finding) => (
              <FindingCard key={finding.id} finding={finding} phone={whomToCall(profile ?? null).phone} />
            ))}
          </div>
        </section>
      )}
      {past.length > 0 && (
        <details class="fold section">
          <summary>
            <h2>{m.messages_past()}</h2>
            <span class="turn">
              <ChevronIcon />
            </span>
          </summary>
          <div class="findings">
            {past.map((finding) => (
              <FindingCard key={finding.id} finding={finding} phone={whomToCall(profile ?? null).phone} />
            ))}
          </div>
        </details>
      )}
      {why && (
        <p class="notice not-kept" role="alert">
          {why}
        </p>
      )}
    </>
  );
}

const LATER = ["hour", "evening", "tomorrow"] as const;
const EVENING_HOUR = 18;
const laterName = (until: (typeof LATER)[number]) =>
  ({ hour: m.messages_hour, evening: m.messages_evening, tomorrow: m.messages_tomorrow })[until]();

/** Done, later, or not for me; the last two ask one more thing in the same place. */
function Answers({
  message,
  act,
}: {
  message: Message;
  act: (work: Promise<Answer<Message>>) => Promise<void>;
}) {
  const [asking, setAsking] = useState<"later" | "why" | null>(null);
  const [why, setWhy] = useState("");
  if (asking === "later")
    return (
      <fieldset class="stack-tight">
        <legend class="visually-hidden">{m.messages_later()}</legend>
        <div class="row">
          {LATER.filter((until) => until !== "evening" || new Date().getHours() < EVENING_HOUR).map(
            (until) => (
              <button
                key={until}
                type="button"
                class="button"
                onClick={() => void act(snoozeMessage(message.id, until))}
              >
                {laterName(until)}
              </button>
            ),
          )}
          <button type="button" class="button button-plain" onClick={() => setAsking(null)}>
            {m.cancel()}
          </button>
        </div>
      </fieldset>
    );
  if (asking === "why")
    return (
      <form
        class="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          void act(dismissMessage(message.id, why.trim()));
        }}
      >
        <div class="field">
          <label for={`why-${message.id}`}>{m.messages_why()}</label>
          <input
            id={`why-${message.id}`}
            maxLength={300}
            value={why}
            onInput={(event) => setWhy((event.target as HTMLInputElement).value)}
          />
        </div>
        <div class="row">
          <button type="submit" class="button">
            {m.messages_put_away()}
          </button>
          <button type="button" class="button button-plain" onClick={() => setAsking(null)}>
            {m.cancel()}
          </button>
        </div>
      </form>
    );
  return (
    <div class="row">
      <button type="button" class="button" onClick={() => void act(markMessage(message.id, "done"))}>
        {m.messages_done()}
      </button>
      <button type="button" class="button button-plain" onClick={() => setAsking("later")}>
        {m.messages_later()}
      </button>
      <button type="button" class="button button-plain" onClick={() => setAsking("why")}>
        {m.messages_dismiss()}
      </button>
    </div>
  );
}

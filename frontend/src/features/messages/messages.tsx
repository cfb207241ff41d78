import { useEffect, useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import { markMessage, snoozeMessage } from "~/api/sync";
import type { Message } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentSession } from "~/sync/client";
import { useLive, useProfile } from "~/sync/hooks";
import { EnvelopeDrawing } from "~/ui/drawings";
import { FindingCard } from "~/ui/finding";
import { CheckIcon, ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";
import { byUrgency, openForPatient } from "~/ui/server-findings";
import { sayDay, sayTime } from "~/ui/words";
import { ClinicNotes } from "./clinic-notes";

const SHOWN = new Set(["sent", "read", "done", "snoozed", "dismissed"]);

export function Messages() {
  const profile = useProfile();
  const [failed, setFailed] = useState(false);
  const messages = useLive((db) => db.messages.toArray());
  const findings = useLive((db) => db.findings.toArray());
  useEffect(() => {
    // seen here is read; without a connection it stays new, and is tried again next time
    const fresh = (messages ?? []).filter((message) => message.to === "patient" && message.state === "sent");
    for (const message of fresh) {
      void markMessage(message.id, "read").then((answer) => {
        if (answer.kind === "ok") void currentSession().db.messages.put(answer.data);
      });
    }
  }, [messages?.length]);
  if (!messages || !findings) return null;
  const sent = messages
    .filter((message) => message.to === "patient" && SHOWN.has(message.state))
    .sort((a, b) => ((a.sent_at ?? a.due_at ?? "") < (b.sent_at ?? b.due_at ?? "") ? 1 : -1));
  const open = byUrgency(openForPatient(findings));
  const past = findings
    .filter((finding) => finding.state === "resolved" && finding.audience.includes("patient"))
    .sort((a, b) => (a.opened_on < b.opened_on ? 1 : -1));
  const act = async (work: Promise<Answer<Message>>) => {
    const answer = await work;
    setFailed(answer.kind !== "ok");
    if (answer.kind === "ok") await currentSession().db.messages.put(answer.data);
  };
  return (
    <>
      <PageHead title={m.messages_title()} back="/more" />
      {failed && (
        <p class="notice" role="alert">
          {m.messages_failed()}
        </p>
      )}
      <ClinicNotes />
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
                {message.sent_at
                  ? `${sayDay(message.sent_at.slice(0, 10))}, ${sayTime(message.sent_at)}`
                  : ""}
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
                    when: `${sayDay(message.snoozed_until.slice(0, 10))}, ${sayTime(message.snoozed_until)}`,
                  })}
                </p>
              )}
              {(message.state === "sent" || message.state === "read") && (
                <div class="row">
                  <button
                    type="button"
                    class="button"
                    onClick={() => void act(markMessage(message.id, "done"))}
                  >
                    {m.messages_done()}
                  </button>
                  <button
                    type="button"
                    class="button button-plain"
                    onClick={() => void act(snoozeMessage(message.id, "tomorrow"))}
                  >
                    {m.messages_tomorrow()}
                  </button>
                  <button
                    type="button"
                    class="button button-plain"
                    onClick={() => void act(markMessage(message.id, "dismiss"))}
                  >
                    {m.messages_dismiss()}
                  </button>
                </div>
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
              <FindingCard key={finding.id} finding={finding} phone={profile?.clinic?.phone} />
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
              <FindingCard key={finding.id} finding={finding} phone={profile?.clinic?.phone} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

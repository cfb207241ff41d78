import { markMessage } from "~/api/sync";
import type { Message } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentSession } from "~/sync/client";
import { useLive, useProfile } from "~/sync/hooks";
import { EnvelopeDrawing } from "~/ui/drawings";
import { FindingCard } from "~/ui/finding";
import { CheckIcon, ChevronIcon } from "~/ui/icons";
import { PageHead } from "~/ui/page";
import { sayDay, sayTime } from "~/ui/words";

export function Messages() {
  const profile = useProfile();
  const messages = useLive((db) => db.messages.toArray());
  const findings = useLive((db) => db.findings.toArray());
  if (!messages || !findings) return null;
  const sent = messages
    .filter((message) => message.to === "patient" && message.state !== "planned")
    .sort((a, b) => ((a.sent_at ?? a.due_at ?? "") < (b.sent_at ?? b.due_at ?? "") ? 1 : -1));
  const past = findings
    .filter((finding) => finding.state === "resolved" && finding.audience.includes("patient"))
    .sort((a, b) => (a.opened_on < b.opened_on ? 1 : -1));
  const mark = async (message: Message, action: "read" | "done") => {
    const answer = await markMessage(message.id, action);
    if (answer.kind === "ok") await currentSession().db.messages.put(answer.data);
  };
  return (
    <>
      <PageHead title={m.messages_title()} back="/more" />
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
              {message.state === "done" ? (
                <p class="small saved row">
                  <CheckIcon size={20} /> {m.done()}
                </p>
              ) : (
                <div class="row">
                  {message.state === "sent" && (
                    <button type="button" class="button" onClick={() => void mark(message, "read")}>
                      {m.messages_read()}
                    </button>
                  )}
                  <button type="button" class="button" onClick={() => void mark(message, "done")}>
                    {m.messages_done()}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
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

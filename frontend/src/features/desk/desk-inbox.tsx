import "./desk-inbox.css";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { fetchInbox } from "~/api/push";
import { markMessage } from "~/api/sync";
import type { Message } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { EnvelopeDrawing } from "~/ui/drawings";
import { BellIcon, CheckIcon } from "~/ui/icons";
import { Sheet } from "~/ui/sheet";
import { sayDayOf, sayTime } from "~/ui/words";

const PERIOD_MS = 30_000;
/** The first page of unread messages: more than that is shown as "20+". */
const PAGE = 20;

/** What was told to this clinician. The number in the header counts what nobody of them has read. */
export function DeskInbox() {
  const [unread, setUnread] = useState(0);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const round = async () => {
      if (document.visibilityState === "visible") {
        const answer = await fetchInbox(true, controller.signal);
        if (controller.signal.aborted) return;
        if (answer.kind === "ok") setUnread(answer.data.results.length);
      }
      timer = setTimeout(() => void round(), PERIOD_MS);
    };
    void round();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [open]);
  return (
    <>
      <button
        type="button"
        class="icon-button inbox-button"
        aria-label={
          unread ? `${m.messages_title()}: ${m.messages_unread({ count: unread })}` : m.messages_title()
        }
        onClick={() => setOpen(true)}
      >
        <BellIcon />
        {unread > 0 && (
          <span class="inbox-count" aria-hidden="true">
            {unread >= PAGE ? `${PAGE}+` : unread}
          </span>
        )}
      </button>
      {open && <Inbox onClose={() => setOpen(false)} />}
    </>
  );
}

function Inbox({ onClose }: { onClose: () => void }) {
  const [rows, setRows] = useState<Message[] | null>(null);
  const [failed, setFailed] = useState(false);
  const { route } = useLocation();
  useEffect(() => {
    let live = true;
    void fetchInbox(false).then((answer) => {
      if (!live) return;
      if (answer.kind === "ok") setRows(answer.data.results);
      else setFailed(true);
    });
    return () => {
      live = false;
    };
  }, []);
  const act = async (row: Message, action: "read" | "done") => {
    const answer = await markMessage(row.id, action);
    setFailed(answer.kind !== "ok");
    if (answer.kind === "ok") {
      const next = answer.data;
      setRows((before) => before?.map((one) => (one.id === next.id ? next : one)) ?? null);
    }
  };
  const allDone = async (group: readonly Message[]) => {
    for (const row of group) if (row.state !== "done") await act(row, "done");
  };
  const go = (row: Message) => {
    if (row.state === "sent") void act(row, "read");
    onClose();
    route(`/patients/${row.patient}`);
  };
  return (
    <Sheet title={m.messages_title()} onClose={onClose}>
      {failed && (
        <p class="notice" role="alert">
          {rows ? m.desk_not_saved() : m.desk_offline()}
        </p>
      )}
      {!rows && !failed && <p class="small quiet">{m.inbox_loading()}</p>}
      {rows?.length === 0 && (
        <div class="empty">
          <EnvelopeDrawing size={96} />
          <p>{m.inbox_empty()}</p>
        </div>
      )}
      {rows && rows.length > 0 && (
        <ul class="lines inbox-list">
          {byPatient(rows).map((group) => (
            <li key={group[0]!.patient}>
              <div class="row row-apart">
                <a
                  class="inbox-name"
                  href={`/patients/${group[0]!.patient}`}
                  onClick={(event) => {
                    event.preventDefault();
                    go(group[0]!);
                  }}
                >
                  {group[0]!.patient_name}
                </a>
                {group.length > 1 && <span class="small quiet">{m.inbox_from({ count: group.length })}</span>}
              </div>
              <ul class="inbox-list">
                {group.map((row) => (
                  <li key={row.id}>
                    <Told row={row} act={act} />
                  </li>
                ))}
              </ul>
              {group.filter((row) => row.state !== "done").length > 1 && (
                <div>
                  <button
                    type="button"
                    class="button button-quiet"
                    aria-label={m.inbox_all_done_of({ name: group[0]!.patient_name ?? "" })}
                    onClick={() => void allDone(group)}
                  >
                    {m.inbox_all_done()}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

type Mark = (row: Message, action: "read" | "done") => Promise<void>;

/** Each patient once, by their newest message; under the name their messages, the newest first. */
export function byPatient(rows: readonly Message[]): Message[][] {
  const groups = new Map<string | undefined, Message[]>();
  for (const row of rows) groups.set(row.patient, [...(groups.get(row.patient) ?? []), row]);
  return [...groups.values()];
}

function Told({ row, act }: { row: Message; act: Mark }) {
  return (
    <>
      <p class="small quiet">{row.sent_at ? `${sayDayOf(row.sent_at)}, ${sayTime(row.sent_at)}` : ""}</p>
      <p class={row.state === "sent" ? "strong" : ""}>{row.text}</p>
      {row.state === "done" ? (
        <p class="small saved row">
          <CheckIcon size={20} /> {m.done()}
        </p>
      ) : (
        <div class="row">
          <button type="button" class="button" onClick={() => void act(row, "done")}>
            {m.messages_done()}
          </button>
          {row.state === "sent" && (
            <button type="button" class="button button-plain" onClick={() => void act(row, "read")}>
              {m.inbox_read()}
            </button>
          )}
        </div>
      )}
    </>
  );
}

import { useEffect, useState } from "preact/hooks";
import { fetchReminders } from "~/api/desk";
import { today } from "~/domain/days";
import type { Message } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { ChevronIcon } from "~/ui/icons";
import { sayDay } from "~/ui/words";

const MONTHS_AHEAD = 24;
const DAILY = new Set(["log-today", "exercise-today", "weight-bearing-exercise"]);

/** The day on which it will be told: its own, or for what was due before, the day on which it is sent. */
export const dayTold = (row: Pick<Message, "due_on" | "due_at">): string =>
  [row.due_on ?? "", (row.due_at ?? "").slice(0, 10)].sort().at(-1)!;

/** What was told, and what the next two years will bring if nothing new is recorded. Daily nudges are left out. */
export function Reminders({
  patient,
  revision,
  onTold,
}: {
  patient: string;
  revision: number;
  /** what was told, for the time axis */
  onTold: (rows: Message[]) => void;
}) {
  const [past, setPast] = useState<Message[]>([]);
  const [ahead, setAhead] = useState<Message[]>([]);
  useEffect(() => {
    let live = true;
    const keep = (set: (rows: Message[]) => void) => (answer: Awaited<ReturnType<typeof fetchReminders>>) => {
      if (live && answer.kind === "ok" && Array.isArray(answer.data))
        set(answer.data.filter((row) => !DAILY.has(row.reminder)));
    };
    void fetchReminders(patient).then(
      keep((rows) => {
        const told = rows.filter((row) => row.sent_at);
        setPast(told);
        onTold(told);
      }),
    );
    void fetchReminders(patient, MONTHS_AHEAD).then(
      keep((rows) => setAhead(rows.filter((row) => !row.sent_at && dayTold(row) >= today()))),
    );
    return () => {
      live = false;
    };
  }, [patient, revision]);
  return (
    <>
      <List title={m.reminders_preview_months()} rows={ahead} />
      <List title={m.reminders_past()} rows={past} />
    </>
  );
}

function List({ title, rows }: { title: string; rows: readonly Message[] }) {
  if (rows.length === 0) return null;
  return (
    <details class="fold section">
      <summary>
        <h2>
          {title} <span class="quiet">{rows.length}</span>
        </h2>
        <span class="turn">
          <ChevronIcon />
        </span>
      </summary>
      <ul class="lines small">
        {rows.slice(0, 40).map((row) => (
          <li key={row.id} class="entry-line">
            <div>
              <p class="quiet">
                {sayDay(row.sent_at ? (row.due_on ?? row.sent_at.slice(0, 10)) : dayTold(row))} ·{" "}
                {row.to === "patient" ? m.reminders_to_patient() : m.reminders_to_clinic()}
              </p>
              <p>{row.text}</p>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

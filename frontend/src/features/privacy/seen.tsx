import { useEffect, useState } from "preact/hooks";
import { fetchSeen, type SeenRow } from "~/api/privacy";
import { deviceZone } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { useProfile, useRead } from "~/sync/hooks";
import { whyNot } from "~/ui/answers";
import { LensDrawing } from "~/ui/drawings";
import { PageHead } from "~/ui/page";
import { Unreached } from "~/ui/unreached";
import { Waiting } from "~/ui/waiting";
import { roleName, sayDay, sayTime } from "~/ui/words";
import { byDay, type SeenLine } from "./seen-days";

const LOOKED: Record<string, () => string> = {
  profile: m.seen_profile,
  records: m.seen_entries,
  changes: m.seen_entries,
  findings: m.seen_findings,
  course: m.seen_course,
  replay: m.seen_course,
  "health-link": m.seen_by_link,
  reminders: m.seen_reminders,
  messages: m.seen_reminders,
  questionnaires: m.seen_questionnaires,
  worklist: m.seen_list,
  list: m.seen_list,
  fhir: m.seen_other_software,
  "fhir export": m.seen_other_software,
  read_audit: m.seen_trail,
  export_audit: m.seen_trail,
};
const WROTE: Record<string, () => string> = {
  prescription: m.seen_load,
  permission: m.seen_load,
  programme: m.seen_programme,
  note: m.seen_note,
  dexa: m.seen_result,
  imaging: m.seen_result,
  lab: m.seen_result,
  acknowledge: m.seen_finding,
  resolve_finding: m.seen_finding,
  change_profile: m.seen_profile,
  open_in_emergency: m.seen_emergency,
  questionnaire: m.seen_questionnaires,
};

const whatOf = (line: SeenRow) =>
  (line.act === "looked" ? LOOKED[line.kind ?? ""] : (WROTE[line.kind ?? ""] ?? WROTE[line.action]))?.() ??
  m.seen_record();

/** Who else has looked at the record or written into it, by day. */
export function Seen() {
  const read = useRead();
  const profile = useProfile();
  const [rows, setRows] = useState<SeenRow[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [state, setState] = useState<"loading" | "there" | "failed">("loading");
  const [why, setWhy] = useState("");
  const load = async (from: string | null) => {
    if (!profile) return;
    setState("loading");
    const answer = await fetchSeen(profile.id, from);
    if (answer.kind !== "ok") {
      setWhy(whyNot(answer) ?? "");
      setState("failed");
      return;
    }
    setRows((before) => [...(from ? (before ?? []) : []), ...answer.data.results]);
    setNext(answer.data.next);
    setState("there");
  };
  useEffect(() => void load(null), [profile?.id]);
  if (!read) return <Waiting title={m.seen_title()} back="/more/privacy" />;
  return (
    <>
      <PageHead title={m.seen_title()} back="/more/privacy" />
      <p class="small quiet seen-say">{m.seen_say()}</p>
      {rows?.length === 0 && (
        <div class="empty">
          <LensDrawing size={96} />
          <p>{m.seen_empty()}</p>
        </div>
      )}
      {byDay(rows ?? [], deviceZone()).map(({ day, lines }) => (
        <section class="section" key={day}>
          <h2 class="capital">{sayDay(day)}</h2>
          <ul class="lines">
            {lines.map((line) => (
              <Line key={`${line.at}${line.action}${line.kind}`} line={line} />
            ))}
          </ul>
        </section>
      ))}
      <div aria-live="polite">
        {state === "loading" && <p class="quiet">{m.seen_loading()}</p>}
        {state === "failed" && <Unreached why={why} onAgain={() => void load(rows ? next : null)} />}
      </div>
      {next && state === "there" && (
        <button type="button" class="button button-wide" onClick={() => void load(next)}>
          {m.seen_more()}
        </button>
      )}
    </>
  );
}

function Line({ line }: { line: SeenLine }) {
  const who = line.name ?? m.seen_operator();
  const where = [line.role === "system" ? null : roleName(line.role), line.clinic].filter(Boolean).join(", ");
  const what = whatOf(line);
  return (
    <li class="stack-tight seen-line">
      <p>
        <span class="strong">{who}</span> {where && <span class="quiet">{where}</span>}
      </p>
      <p>
        {line.action === "refuse_health_link"
          ? m.seen_knocked()
          : line.act === "looked"
            ? m.seen_looked({ what })
            : m.seen_wrote({ what })}
        {line.times > 1 && ` ${m.seen_times({ count: line.times })}`}
      </p>
      <p class="small quiet">
        {sayTime(line.at)}
        {line.script && ` · ${m.seen_script()}`}
        {line.network && ` · ${m.seen_network({ network: line.network })}`}
      </p>
    </li>
  );
}

import { useState } from "preact/hooks";
import type { AnyRecord, DexaRecord } from "~/domain/records";
import { isOwn } from "~/domain/statements";
import * as m from "~/paraglide/messages";
import { currentOfKind } from "~/store/current-rows";
import type { StoredRecord } from "~/store/db";
import type { NewEntry } from "~/store/entries";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { DexaList } from "~/ui/dexa-list";
import { MriDrawing, ScannerDrawing, TestTubeDrawing } from "~/ui/drawings";
import { ChevronIcon } from "~/ui/icons";
import { KeptLine } from "~/ui/kept-line";
import { PageHead } from "~/ui/page";
import { ResultForm } from "~/ui/result-form";
import { Sheet } from "~/ui/sheet";
import { useKeep } from "~/ui/use-keep";
import { Waiting } from "~/ui/waiting";
import { sayDay } from "~/ui/words";

type Kind = "dexa" | "imaging" | "lab";

const taken = (rows: StoredRecord[]) => rows.filter((row) => row.sync !== "refused");

export function Results() {
  const [adding, setAdding] = useState<Kind | null>(null);
  const read = useRead();
  const profile = useProfile();
  const dexa = useLive((db) => currentOfKind(db, "dexa"));
  const imaging = useLive((db) => currentOfKind(db, "imaging"));
  const lab = useLive((db) => currentOfKind(db, "lab"));
  const kinds = [
    { kind: "dexa" as const, title: m.dexa_title(), icon: <ScannerDrawing size={40} /> },
    { kind: "imaging" as const, title: m.results_imaging(), icon: <MriDrawing size={40} /> },
    { kind: "lab" as const, title: m.results_lab(), icon: <TestTubeDrawing size={40} /> },
  ];
  const [kept, setKept] = useState<readonly AnyRecord[] | null>(null);
  const [save, notKept] = useKeep();
  const keep = async (entries: NewEntry[]) => {
    const done = await save(entries, undefined, setKept);
    if (done) setAdding(null);
    return done;
  };
  if (!read || !dexa || !imaging || !lab) return <Waiting title={m.results_title()} back="/more" />;
  // what the server would not take waits in the tray: it is no result to compare others with
  const rows = { dexa: taken(dexa), imaging: taken(imaging), lab: taken(lab) };
  const refused = [...dexa, ...imaging, ...lab].filter((row) => row.sync === "refused");
  return (
    <>
      <PageHead title={m.results_title()} back="/more" />
      {dexa && imaging && lab && dexa.length + imaging.length + lab.length === 0 && (
        <p class="quiet">{profile && !profile.clinic ? m.results_empty_own() : m.results_empty()}</p>
      )}
      {refused.length > 0 && (
        <p>
          <a href="/more/tray">{m.sync_attention({ count: refused.length })}</a>
        </p>
      )}
      {kinds.map(({ kind, title, icon }) => (
        <section key={kind} class="section">
          <div class="row-apart results-head">
            <h2 class="row">
              {icon} {title}
            </h2>
            <button type="button" class="button" onClick={() => setAdding(kind)}>
              {m.results_add()}
            </button>
          </div>
          {rows[kind].length === 0 && <p class="quiet">{m.results_none()}</p>}
          {kind === "dexa" && rows.dexa.length > 0 && (
            <DexaList scans={rows.dexa as unknown as DexaRecord[]} precision={profile?.dexa_precision} />
          )}
          {kind !== "dexa" && rows[kind].length > 0 && (
            <ul class="lines">
              {[...rows[kind]]
                .sort((a, b) => (a.date < b.date ? 1 : -1))
                .map((row) => (
                  <li key={row.id} class="entry-line">
                    <div class="grow">
                      <p>{describe(row)}</p>
                      <p class="small quiet">
                        {sayDay(row.date)}
                        {row.author ? `, ${row.author.name}` : ""}
                        {row.supersedes && row.author?.role === "clinician"
                          ? ` · ${m.recorded_by_clinic()}`
                          : ""}
                      </p>
                    </div>
                  </li>
                ))}
            </ul>
          )}
        </section>
      ))}
      {kept && (
        <div class="kept-float">
          <KeptLine rows={kept} />
        </div>
      )}
      <OwnResults rows={[...rows.dexa, ...rows.imaging, ...rows.lab]} onKept={setKept} />
      {adding && (
        <Sheet title={kinds.find((one) => one.kind === adding)!.title} onClose={() => setAdding(null)}>
          <ResultForm kind={adding} onSave={keep} photo />
          {notKept}
        </Sheet>
      )}
    </>
  );
}

/** What the patient typed in can be said differently or taken back by the patient; what the clinic wrote cannot. */
function OwnResults({
  rows,
  onKept,
}: {
  rows: readonly StoredRecord[];
  onKept: (written: readonly AnyRecord[]) => void;
}) {
  const [changing, setChanging] = useState<StoredRecord | null>(null);
  const [keep, notKept] = useKeep();
  const own = rows.filter(isOwn);
  if (own.length === 0) return null;
  const write = async (entries: NewEntry[]) => {
    const done = await keep(entries, undefined, onKept);
    if (done) setChanging(null);
    return done;
  };
  return (
    <>
      <details class="fold section">
        <summary>
          <h2>{m.results_own()}</h2>
          <span class="turn">
            <ChevronIcon />
          </span>
        </summary>
        <ul class="lines">
          {own.map((row) => (
            <li key={row.id} class="entry-line">
              <div class="grow">
                <p>{describe(row)}</p>
                <p class="small quiet">{sayDay(row.date)}</p>
              </div>
              <button type="button" class="button button-plain" onClick={() => setChanging(row)}>
                {m.edit()}
              </button>
            </li>
          ))}
        </ul>
      </details>
      {changing && (
        <Sheet title={m.edit()} onClose={() => setChanging(null)}>
          <ResultForm kind={changing.kind as Kind} entry={changing} onSave={write} />
          {notKept}
          <button
            type="button"
            class="button button-danger"
            onClick={() => void write([{ kind: "deletion", date: changing.date, supersedes: changing.id }])}
          >
            {m.delete()}
          </button>
        </Sheet>
      )}
    </>
  );
}

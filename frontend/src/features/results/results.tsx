import { useState } from "preact/hooks";
import type { DexaRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import type { StoredRecord } from "~/store/db";
import { currentOfKind, type NewEntry } from "~/store/entries";
import { useLive, useProfile, useRead } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { DexaList } from "~/ui/dexa-list";
import { MriDrawing, ScannerDrawing, TestTubeDrawing } from "~/ui/drawings";
import { ChevronIcon } from "~/ui/icons";
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
  const [save, notKept] = useKeep();
  const keep = async (entries: NewEntry[]) => {
    const kept = await save(entries);
    if (kept) setAdding(null);
    return kept;
  };
  if (!read || !dexa || !imaging || !lab) return <Waiting title={m.results_title()} back="/more" />;
  // what the server would not take waits in the tray: it is no result to compare others with
  const rows = { dexa: taken(dexa), imaging: taken(imaging), lab: taken(lab) };
  const refused = [...dexa, ...imaging, ...lab].filter((row) => row.sync === "refused");
  return (
    <>
      <PageHead title={m.results_title()} back="/more" />
      {dexa && imaging && lab && dexa.length + imaging.length + lab.length === 0 && (
        <p class="quiet">{m.results_empty()}</p>
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
                      </p>
                    </div>
                  </li>
                ))}
            </ul>
          )}
        </section>
      ))}
      <OwnResults rows={[...rows.dexa, ...rows.imaging, ...rows.lab]} />
      {adding && (
        <Sheet title={kinds.find((one) => one.kind === adding)!.title} onClose={() => setAdding(null)}>
          <ResultForm kind={adding} onSave={keep} photo />
          {notKept}
        </Sheet>
      )}
    </>
  );
}

/** What the patient typed in can be taken back by the patient; what the clinic wrote cannot. */
function OwnResults({ rows }: { rows: readonly StoredRecord[] }) {
  const [dropping, setDropping] = useState<StoredRecord | null>(null);
  const [keep, notKept] = useKeep();
  const own = rows.filter((row) => !row.author || ["patient", "caregiver"].includes(row.author.role));
  if (own.length === 0) return null;
  return (
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
            <button type="button" class="button button-plain" onClick={() => setDropping(row)}>
              {m.delete()}
            </button>
          </li>
        ))}
      </ul>
      {dropping && (
        <Sheet title={m.log_delete_ask()} onClose={() => setDropping(null)}>
          <p>{describe(dropping)}</p>
          {notKept}
          <div class="row">
            <button
              type="button"
              class="button button-danger"
              onClick={async () => {
                const gone = { kind: "deletion", date: dropping.date, supersedes: dropping.id };
                if (await keep([gone])) setDropping(null);
              }}
            >
              {m.delete()}
            </button>
            <button type="button" class="button" onClick={() => setDropping(null)}>
              {m.cancel()}
            </button>
          </div>
        </Sheet>
      )}
    </details>
  );
}

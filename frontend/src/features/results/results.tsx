import { useState } from "preact/hooks";
import type { DexaRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { currentOfKind, type NewEntry } from "~/store/entries";
import { save } from "~/sync/client";
import { useLive } from "~/sync/hooks";
import { describe } from "~/ui/describe";
import { DexaList } from "~/ui/dexa-list";
import { MriDrawing, ScannerDrawing, TestTubeDrawing } from "~/ui/drawings";
import { PageHead } from "~/ui/page";
import { ResultForm } from "~/ui/result-form";
import { Sheet } from "~/ui/sheet";
import { sayDay } from "~/ui/words";

type Kind = "dexa" | "imaging" | "lab";

export function Results() {
  const [adding, setAdding] = useState<Kind | null>(null);
  const dexa = useLive((db) => currentOfKind(db, "dexa"));
  const imaging = useLive((db) => currentOfKind(db, "imaging"));
  const lab = useLive((db) => currentOfKind(db, "lab"));
  const kinds = [
    { kind: "dexa" as const, title: m.dexa_title(), icon: <ScannerDrawing size={40} /> },
    { kind: "imaging" as const, title: m.results_imaging(), icon: <MriDrawing size={40} /> },
    { kind: "lab" as const, title: m.results_lab(), icon: <TestTubeDrawing size={40} /> },
  ];
  const rows = { dexa: dexa ?? [], imaging: imaging ?? [], lab: lab ?? [] };
  const keep = async (entries: NewEntry[]) => {
    await save(entries);
    setAdding(null);
  };
  return (
    <>
      <PageHead title={m.results_title()} back="/more" />
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
            <DexaList scans={rows.dexa as unknown as DexaRecord[]} />
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
      {adding && (
        <Sheet title={kinds.find((one) => one.kind === adding)!.title} onClose={() => setAdding(null)}>
          <ResultForm kind={adding} onSave={keep} photo />
        </Sheet>
      )}
    </>
  );
}

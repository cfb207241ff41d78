import "./imports.css";
import { useEffect, useState } from "preact/hooks";
import type { Answer } from "~/api/http";
import {
  applyImport,
  type Batch,
  bringAlong,
  discardImport,
  fetchImport,
  fetchImports,
  undoImport,
} from "~/api/imports";
import * as m from "~/paraglide/messages";
import { readAccount } from "~/store/account";
import { PageHead } from "~/ui/page";
import { sayDayOf } from "~/ui/words";

const EVERY = 1000;
const working = (batch: Batch) => batch.state === "waiting" || batch.state === "running";

/** A file from elsewhere: looked at by the server first, then taken with one click, and undone as a whole for a day. */
export function Imports() {
  const clinics = new Map(
    (readAccount()?.jobs ?? [])
      .filter((job) => job.role !== "administrator")
      .map((job) => [job.clinic, job.name]),
  );
  const [clinic, setClinic] = useState([...clinics.keys()][0] ?? "");
  const [batch, setBatch] = useState<Batch | null>(null);
  const [earlier, setEarlier] = useState<Batch[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (answer: Answer<Batch>) => {
    if (answer.kind === "ok") {
      setProblem(null);
      return setBatch(answer.data);
    }
    const first = answer.kind === "refused" ? answer.problem.errors[0] : undefined;
    setProblem(first ? m.import_refused({ why: first.expected ?? first.detail ?? "" }) : m.desk_not_saved());
  };
  useEffect(() => {
    if (!clinic) return;
    void fetchImports(clinic).then((answer) => setEarlier(answer.kind === "ok" ? answer.data : []));
  }, [clinic, batch?.state, batch?.step]);
  useEffect(() => {
    if (!batch || !working(batch)) return;
    const timer = setTimeout(() => {
      void fetchImport(batch.id).then((answer) =>
        setBatch(answer.kind === "ok" ? answer.data : { ...batch }),
      );
    }, EVERY);
    return () => clearTimeout(timer);
  }, [batch]);
  if (!clinic)
    return (
      <div class="course-page stack imports">
        <PageHead title={m.import_title()} back="/settings" />
        <p class="quiet">{m.import_who()}</p>
      </div>
    );
  return (
    <div class="course-page stack imports">
      <PageHead title={m.import_title()} back="/settings" />
      <p class="quiet">{m.import_say()}</p>
      {clinics.size > 1 && (
        <div class="field">
          <label for="import-clinic">{m.import_clinic()}</label>
          <select
            id="import-clinic"
            value={clinic}
            onChange={(event) => setClinic(event.currentTarget.value)}
          >
            {[...clinics].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <Bring clinic={clinic} onTaken={take} onBegin={() => setBatch(null)} />
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {batch && <One batch={batch} onTaken={take} onGone={() => setBatch(null)} />}
      {earlier && earlier.length > 0 && (
        <section class="section stack">
          <h2>{m.import_earlier()}</h2>
          <ul class="lines">
            {earlier.map((one) => (
              <li key={one.id} class="row-apart line">
                <span>
                  {one.name}{" "}
                  <span class="quiet small">{[sayDayOf(one.asked_at), sayState(one)].join(" · ")}</span>
                </span>
                <button
                  type="button"
                  class="button"
                  aria-label={m.import_look_at({ name: one.name })}
                  onClick={() => void fetchImport(one.id).then(take)}
                >
                  {m.import_look()}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function sayState(batch: Batch): string {
  if (batch.state === "failed") return m.import_failed();
  if (working(batch)) return m.import_working({ percent: batch.progress });
  if (batch.step === "undo") return m.import_undone();
  if (batch.step === "apply") return m.import_applied();
  return batch.state === "expired" ? m.import_gone() : m.import_rehearsed();
}

function Bring(props: { clinic: string; onTaken: (answer: Answer<Batch>) => void; onBegin: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState("");
  const [sending, setSending] = useState(false);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!file) return;
    props.onBegin();
    setSending(true);
    props.onTaken(await bringAlong(props.clinic, file, source.trim()));
    setSending(false);
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)}>
      <div class="field">
        <label for="import-file">{m.import_file()}</label>
        <input
          id="import-file"
          type="file"
          accept=".json,.xml,.ndjson,.zip,.gz"
          required
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
        <p class="small quiet">{m.import_file_say()}</p>
      </div>
      <div class="field">
        <label for="import-source">{m.import_source()}</label>
        <input
          id="import-source"
          type="url"
          inputMode="url"
          autocomplete="off"
          placeholder={"https://"}
          value={source}
          onInput={(event) => setSource(event.currentTarget.value)}
        />
        <p class="small quiet">{m.import_source_say()}</p>
      </div>
      <div>
        <button type="submit" class="button button-primary" disabled={!file || sending}>
          {sending ? m.import_sending() : m.import_rehearse()}
        </button>
      </div>
    </form>
  );
}

function One({
  batch,
  onTaken,
  onGone,
}: {
  batch: Batch;
  onTaken: (answer: Answer<Batch>) => void;
  onGone: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const act = async (what: () => Promise<Answer<Batch>>) => {
    setBusy(true);
    onTaken(await what());
    setBusy(false);
  };
  const said = batch.summary;
  const broken = (said.files ?? []).filter((one) => one.error);
  const people = said.people ?? [];
  const refused = said.refused ?? [];
  const ready = batch.state === "ready";
  return (
    <section class="section stack" aria-live="polite">
      <h2>{batch.name}</h2>
      <p role="status">{sayState(batch)}</p>
      {working(batch) && <progress max={100} value={batch.progress} aria-label={m.import_progress()} />}
      {ready && (
        <>
          <p>
            {batch.step === "rehearse"
              ? m.import_would({
                  people: people.filter((one) => one.result !== "refused").length,
                  created: said.created ?? 0,
                  updated: said.updated ?? 0,
                })
              : m.import_did({ created: said.created ?? 0, updated: said.updated ?? 0 })}{" "}
            {m.import_rest({
              identical: said.identical ?? 0,
              withdrawn: said.withdrawn ?? 0,
              refused: refused.length + (said.refused_more ?? 0),
            })}
          </p>
          {broken.map((one) => (
            <p key={one.file} class="field-error">
              {one.file}: <span lang="en">{one.error}</span>
            </p>
          ))}
          {people.length > 0 && (
            <>
              <h3>{m.import_people()}</h3>
              <ul class="lines">
                {people.map((one, index) => (
                  <li key={index} class="line">
                    <span class="strong">{one.name ?? one.resources[0] ?? one.known_by}</span>{" "}
                    <span class="quiet">
                      {one.result === "refused"
                        ? m.import_person_refused({ about: one.about })
                        : one.result === "opened"
                          ? m.import_person_new({ records: one.records })
                          : m.import_person_known({ records: one.records })}
                    </span>
                    {one.known_by && (
                      <div class="small quiet">
                        {m.import_known_by()} <code>{one.known_by}</code>
                      </div>
                    )}
                  </li>
                ))}
              </ul>
              {(said.people_more ?? 0) > 0 && (
                <p class="quiet">{m.import_more({ count: said.people_more ?? 0 })}</p>
              )}
            </>
          )}
          {refused.length > 0 && (
            <details>
              <summary>{m.import_refused_list({ count: refused.length + (said.refused_more ?? 0) })}</summary>
              <ul class="lines">
                {refused.map((one, index) => (
                  <li key={index} class="line small">
                    <code>{one.resource}</code> · <code>{one.path}</code>
                    <div class="quiet" lang="en">
                      {one.expected}
                    </div>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {(said.ignored ?? []).length > 0 && (
            <details>
              <summary>{m.import_ignored_list()}</summary>
              <ul class="lines">
                {(said.ignored ?? []).map((one, index) => (
                  <li key={index} class="line small">
                    {one.count} × <code>{one.resource}</code>: <span lang="en">{one.why}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <div class="row">
            {batch.step === "rehearse" && (
              <>
                <button
                  type="button"
                  class="button button-primary"
                  disabled={busy || people.every((one) => one.result === "refused")}
                  onClick={() => void act(() => applyImport(batch.id))}
                >
                  {m.import_apply()}
                </button>
                <button
                  type="button"
                  class="button"
                  disabled={busy}
                  onClick={() => void discardImport(batch.id).then(onGone)}
                >
                  {m.import_discard()}
                </button>
              </>
            )}
            {batch.step === "apply" && (
              <button
                type="button"
                class="button"
                disabled={busy}
                onClick={() => void act(() => undoImport(batch.id))}
              >
                {m.import_undo()}
              </button>
            )}
          </div>
          {batch.step === "apply" && <p class="small quiet">{m.import_undo_say()}</p>}
          {batch.step === "undo" && (said.kept ?? 0) > 0 && <p>{m.import_kept({ count: said.kept ?? 0 })}</p>}
        </>
      )}
    </section>
  );
}

import { useEffect, useState } from "preact/hooks";
import { changeTemplate, fetchTemplates, removeTemplate, type Template } from "~/api/desk";
import * as m from "~/paraglide/messages";
import { Sheet } from "~/ui/sheet";
import { exerciseName } from "~/ui/words";
import { whyNot } from "./answers";
import { phaseName } from "./phase-name";

/** The clinic's own programme templates: renamed, described, their items taken out; or deleted. New ones come of a patient's programme. */
export function TemplateList({ clinic }: { clinic: string }) {
  const [rows, setRows] = useState<Template[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [open, setOpen] = useState<Template | null>(null);
  const load = async () => {
    const answer = await fetchTemplates(clinic);
    if (answer.kind === "ok") setRows(answer.data.filter((one) => one.origin === "clinic"));
    else setProblem(whyNot(answer));
  };
  useEffect(() => void load(), [clinic]);
  return (
    <section class="stack">
      <h3>{m.templates_title()}</h3>
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {!rows && !problem && <p class="quiet">{m.desk_loading()}</p>}
      {rows?.length === 0 && <p class="quiet">{m.templates_none()}</p>}
      <ul class="lines">
        {rows?.map((one) => (
          <li key={one.id} class="row-apart template-line">
            <div>
              <p>{one.name}</p>
              <p class="small quiet">{one.phases.map((part) => phaseName(part.phase)).join(" · ")}</p>
            </div>
            <button
              type="button"
              class="button"
              aria-label={`${m.template_edit()}: ${one.name}`}
              onClick={() => setOpen(one)}
            >
              {m.template_edit()}
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <Sheet title={open.name} onClose={() => setOpen(null)}>
          <TemplateForm
            clinic={clinic}
            template={open}
            onDone={() => {
              setOpen(null);
              void load();
            }}
          />
        </Sheet>
      )}
    </section>
  );
}

function TemplateForm({
  clinic,
  template,
  onDone,
}: {
  clinic: string;
  template: Template;
  onDone: () => void;
}) {
  const [draft, setDraft] = useState(template);
  const [problem, setProblem] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const after = (answer: Awaited<ReturnType<typeof changeTemplate | typeof removeTemplate>>) =>
    answer.kind === "ok" ? onDone() : setProblem(whyNot(answer));
  const without = (phase: string, category: string) =>
    setDraft({
      ...draft,
      phases: draft.phases.map((part) =>
        part.phase === phase
          ? { ...part, items: part.items.filter((item) => item.category !== category) }
          : part,
      ),
    });
  const kept = draft.phases.filter((part) => part.items.length > 0);
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        after(await changeTemplate(clinic, { ...draft, name: draft.name.trim(), phases: kept }));
      }}
    >
      <div class="field">
        <label for="edit-template-name">{m.template_name()}</label>
        <input
          id="edit-template-name"
          required
          maxLength={120}
          value={draft.name}
          onInput={(event) => setDraft({ ...draft, name: (event.target as HTMLInputElement).value })}
        />
      </div>
      {draft.phases.map((part) => (
        <section key={part.phase}>
          <h3>{phaseName(part.phase)}</h3>
          <ul class="lines">
            {part.items.map((item) => (
              <li key={item.category} class="row-apart template-line">
                <p>
                  {exerciseName(item.category as Parameters<typeof exerciseName>[0])}
                  {item.minutes ? <span class="quiet"> · {item.minutes} min</span> : null}
                </p>
                <button
                  type="button"
                  class="button button-plain"
                  aria-label={m.programme_remove({
                    name: exerciseName(item.category as Parameters<typeof exerciseName>[0]),
                  })}
                  onClick={() => without(part.phase, item.category)}
                >
                  {m.template_take_out()}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {problem && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      {sure && <p class="notice">{m.template_delete_sure()}</p>}
      <div class="row-apart">
        <button
          type="button"
          class="button button-danger"
          onClick={async () => (sure ? after(await removeTemplate(clinic, template.id)) : setSure(true))}
        >
          {sure ? m.template_delete_now() : m.template_delete()}
        </button>
        <button type="submit" class="button button-primary" disabled={kept.length === 0}>
          {m.save()}
        </button>
      </div>
    </form>
  );
}

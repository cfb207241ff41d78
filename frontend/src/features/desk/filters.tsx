import "./bars.css";
import { useEffect, useState } from "preact/hooks";
import {
  deleteView,
  type Filters,
  fetchViews,
  HEADINGS,
  type SavedView,
  saveView,
  type Worklist,
} from "~/api/desk";
import * as m from "~/paraglide/messages";
import { CloseIcon, SearchIcon } from "~/ui/icons";
import { Sheet } from "~/ui/sheet";
import { categoryName, headingName, stateName } from "./words";

const PREGNANCY: Record<string, () => string> = {
  pregnant: m.desk_pregnancy_pregnant,
  postpartum: m.desk_pregnancy_postpartum,
  unknown: m.desk_pregnancy_unknown,
  none: m.desk_pregnancy_none,
};

interface Props {
  filters: Filters;
  list: Worklist | null;
  onChange: (filters: Filters) => void;
}

/** What narrows the list: search, why, whose, which episode, pregnant or not; and the views kept under a name. */
export function FilterBar({ filters, list, onChange }: Props) {
  const counts = list?.counts ?? {};
  const total = list?.total ?? 0;
  const select = (key: keyof Filters, label: string, none: string, options: [string, string][]) => (
    <select
      class={`worklist-filter ${filters[key] ? "filter-on" : ""}`}
      aria-label={label}
      value={String(filters[key] ?? "")}
      onChange={(event) =>
        onChange({ ...filters, [key]: (event.target as HTMLSelectElement).value || undefined })
      }
    >
      <option value="">{none}</option>
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <div class="worklist-filters" role="group" aria-label={m.desk_filters()}>
      {select(
        "category",
        m.desk_category(),
        `${m.desk_all()} (${total})`,
        (list?.categories ?? []).map((name) => [name, `${categoryName(name)} (${counts[name] ?? 0})`]),
      )}
      {select(
        "urgency",
        m.desk_urgency(),
        m.desk_urgency_any(),
        HEADINGS.map((name): [string, string] => [
          name,
          `${headingName(name)} (${list?.urgencies[name] ?? 0})`,
        ]),
      )}
      <select
        class={`worklist-filter ${filters.mine ? "filter-on" : ""}`}
        aria-label={m.desk_clinician()}
        value={filters.mine ? "mine" : ""}
        onChange={(event) =>
          onChange({ ...filters, mine: (event.target as HTMLSelectElement).value === "mine" || undefined })
        }
      >
        <option value="">{m.desk_clinician_all()}</option>
        <option value="mine">{m.desk_clinician_mine()}</option>
      </select>
      {select("state", m.desk_state(), m.desk_state_any(), [
        ["none", m.desk_state_none()],
        ...["suspected", "active", "improving", "resolved"].map((state): [string, string] => [
          state,
          stateName(state),
        ]),
      ])}
      {select(
        "pregnancy",
        m.desk_pregnancy(),
        m.desk_pregnancy_any(),
        Object.entries(PREGNANCY).map(([value, name]) => [value, name()]),
      )}
      <Views filters={filters} onChange={onChange} />
      {filters.patients && list && <span class="small quiet">{m.desk_subset({ count: total })}</span>}
      {Object.values(filters).some(Boolean) && (
        <button type="button" class="button button-plain" onClick={() => onChange({})}>
          {m.desk_clear_filters()}
        </button>
      )}
    </div>
  );
}

export function SearchField({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => text.trim() !== value && onSearch(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="worklist-search">
      <SearchIcon size={20} />
      <input
        id="worklist-search"
        type="search"
        aria-label={m.desk_search()}
        placeholder={m.desk_search()}
        value={text}
        onInput={(event) => setText((event.target as HTMLInputElement).value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onSearch(text.trim());
          if (event.key === "Escape") (event.target as HTMLElement).blur();
        }}
      />
    </div>
  );
}

function Views({ filters, onChange }: Omit<Props, "list">) {
  const [views, setViews] = useState<SavedView[]>([]);
  const [saving, setSaving] = useState(false);
  const load = async () => {
    const answer = await fetchViews();
    if (answer.kind === "ok") setViews(answer.data);
  };
  useEffect(() => void load(), []);
  const same = views.find((view) => JSON.stringify(sorted(view.filters)) === JSON.stringify(sorted(filters)));
  return (
    <>
      {views.length > 0 && (
        <select
          class={`worklist-filter ${same ? "filter-on" : ""}`}
          aria-label={m.desk_views()}
          value={same?.id ?? ""}
          onChange={(event) => {
            const view = views.find((one) => one.id === (event.target as HTMLSelectElement).value);
            onChange(view ? view.filters : {});
          }}
        >
          <option value="">{m.desk_views_none()}</option>
          {views.map((view) => (
            <option key={view.id} value={view.id}>
              {view.mine ? view.name : m.desk_view_of({ name: view.name, owner: view.owner })}
            </option>
          ))}
        </select>
      )}
      <button type="button" class="button button-plain" onClick={() => setSaving(true)}>
        {m.desk_view_save()}
      </button>
      {saving && (
        <SaveView
          filters={filters}
          views={views.filter((view) => view.mine)}
          onClose={() => setSaving(false)}
          onChanged={load}
        />
      )}
    </>
  );
}

const sorted = (filters: Filters) =>
  Object.entries(filters)
    .filter(([, value]) => value)
    .sort(([a], [b]) => (a < b ? -1 : 1));

function SaveView({
  filters,
  views,
  onClose,
  onChanged,
}: {
  filters: Filters;
  views: readonly SavedView[];
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [failed, setFailed] = useState(false);
  const { patients: _, ...kept } = filters;
  const submit = async (event: Event) => {
    event.preventDefault();
    const wanted = Object.fromEntries(sorted(kept)) as Filters;
    const answer = await saveView({ name: name.trim(), filters: wanted, shared });
    if (answer.kind !== "ok") return setFailed(true);
    await onChanged();
    onClose();
  };
  const drop = async (id: string) => {
    const answer = await deleteView(id);
    setFailed(answer.kind !== "ok");
    await onChanged();
  };
  return (
    <Sheet title={m.desk_view_save()} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p class="small quiet">{m.desk_view_holds()}</p>
        <div class="field">
          <label for="view-name">{m.desk_view_name()}</label>
          <input
            id="view-name"
            required
            maxLength={80}
            value={name}
            onInput={(event) => setName((event.target as HTMLInputElement).value)}
          />
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared((event.target as HTMLInputElement).checked)}
          />
          {m.desk_view_share()}
        </label>
        {failed && (
          <p class="field-error" role="alert">
            {m.desk_not_saved()}
          </p>
        )}
        <button type="submit" class="button button-primary button-wide">
          {m.save()}
        </button>
      </form>
      {views.length > 0 && (
        <section class="stack-tight">
          <h3>{m.desk_view_list()}</h3>
          <ul class="lines">
            {views.map((view) => (
              <li key={view.id} class="row-apart view-line">
                <span>{view.name}</span>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={m.desk_view_delete({ name: view.name })}
                  onClick={() => void drop(view.id)}
                >
                  <CloseIcon size={20} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Sheet>
  );
}

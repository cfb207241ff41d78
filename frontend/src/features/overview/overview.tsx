import "./overview.css";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Overview as Found, fetchOverview, type Shares, type Times } from "~/api/overview";
import { linkFor } from "~/api/whose";
import { formatDay } from "~/domain/days";
import * as m from "~/paraglide/messages";
import { categoryName, stateName, urgencyOf } from "~/ui/clinic-words";
import { intl } from "~/ui/language";
import { PageHead } from "~/ui/page";

/** Below this many a median is a figure about single people, and the page says so. */
const FEW = 5;

type State = { kind: "loading" } | { kind: "ok"; found: Found } | { kind: "trouble"; say: string };

/** How the clinic's patients stand as a whole. Every number leads to the patients behind it. */
export function Overview() {
  const [state, setState] = useState<State>({ kind: "loading" });
  useEffect(() => {
    let gone = false;
    void fetchOverview().then((answer) => {
      if (gone) return;
      if (answer.kind === "ok") setState({ kind: "ok", found: answer.data });
      else
        setState({
          kind: "trouble",
          say:
            answer.kind === "offline"
              ? m.desk_offline()
              : answer.kind === "signed_out"
                ? m.desk_signed_out()
                : m.desk_later(),
        });
    });
    return () => {
      gone = true;
    };
  }, []);
  return (
    <div class="overview">
      <PageHead title={m.overview_title()} back="/">
        <a
          class="button button-plain overview-sheet"
          href={linkFor("/api/v1/dashboard/worklist.csv")}
          download
        >
          {m.overview_csv()}
        </a>
      </PageHead>
      {state.kind === "trouble" ? (
        <p class="notice" role="status">
          {state.say}
        </p>
      ) : state.kind === "loading" ? (
        <p class="quiet overview-loading" role="status">
          {m.loading()}
        </p>
      ) : state.found.patients === 0 ? (
        <p class="overview-empty">{m.overview_none()}</p>
      ) : (
        <Figures found={state.found} />
      )}
    </div>
  );
}

function Figures({ found }: { found: Found }) {
  const { full_weight_bearing: full } = found;
  return (
    <>
      <p class="quiet">
        {m.overview_as_of({ day: formatDay(found.as_of, intl(), "full"), n: found.patients })}
      </p>
      <div class="overview-grid">
        <Part title={m.overview_states()}>
          <Bars
            rows={found.states.map(({ state, n }) => ({
              key: state,
              name: state === "none" ? m.overview_no_episode() : stateName(state),
              n,
              href: `/?state=${state}`,
            }))}
          />
        </Part>
        <Part title={m.overview_categories()}>
          <Bars
            rows={found.categories.map(({ category, n }) => ({
              key: category,
              name: categoryName(category),
              n,
              href: `/?category=${category}`,
              urgency: urgencyOf(category),
            }))}
          />
        </Part>
        <Part title={m.overview_fwb()} note={m.overview_fwb_note()}>
          <dl class="overview-figures">
            <Figure
              name={m.overview_fwb_onset()}
              figure="full_weight_bearing.from_onset"
              times={full.from_onset}
            />
            <Figure
              name={m.overview_fwb_prescription()}
              figure="full_weight_bearing.from_prescription"
              times={full.from_prescription}
            />
            <div>
              <dt>{m.overview_waiting()}</dt>
              <dd>
                <Behind figure="full_weight_bearing.waiting" n={full.waiting.n}>
                  <span class="number">{full.waiting.n}</span>
                </Behind>
              </dd>
            </div>
          </dl>
        </Part>
        <Part title={m.overview_overdue()}>
          <Due rows={found.overdue} />
        </Part>
        <Part
          title={m.overview_entries({ days: found.entries.days })}
          note={m.overview_entries_note()}
          aside={medianOf(found.entries)}
        >
          <Bars rows={bandRows("entries", found.entries)} />
        </Part>
        <Part
          title={m.overview_exercise({ days: found.exercise.days })}
          note={m.overview_exercise_note()}
          aside={medianOf(found.exercise)}
        >
          <Bars rows={bandRows("exercise", found.exercise)} />
        </Part>
      </div>
    </>
  );
}

interface PartProps {
  title: string;
  note?: string;
  aside?: string;
  children: ComponentChildren;
}
function Part({ title, note, aside, children }: PartProps) {
  return (
    <section class="overview-part">
      <div class="row-apart">
        <h2>{title}</h2>
        {aside && <span class="strong">{aside}</span>}
      </div>
      {children}
      {note && <p class="quiet small">{note}</p>}
    </section>
  );
}

interface BarRow {
  key: string;
  name: string;
  n: number;
  href: string | null;
  urgency?: string;
}
/** Counts as bars on one scale; a row that stands for somebody is a link to them. */
function Bars({ rows }: { rows: BarRow[] }) {
  const most = Math.max(1, ...rows.map(({ n }) => n));
  return (
    <ul class="overview-bars">
      {rows.map(({ key, name, n, href, urgency }) => {
        const inside = (
          <>
            <span class="overview-name">{name}</span>
            <svg class="overview-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
              <rect width={(100 * n) / most} height="8" />
            </svg>
            <span class="overview-n">{n}</span>
          </>
        );
        return (
          <li key={key} data-urgency={n > 0 ? urgency : undefined}>
            {n > 0 && href ? (
              <a class="overview-row" href={href}>
                {inside}
              </a>
            ) : (
              <span class="overview-row overview-zero">{inside}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The list of everybody behind a figure, which is named by its place in the overview. */
const behind = (figure: string, n: number) => (n > 0 ? `/?patients=${figure}` : null);

const bandRows = (figure: "entries" | "exercise", shares: Shares): BarRow[] =>
  shares.bands.map((band) => ({
    key: String(band.from),
    name: m.overview_band({ from: band.from, to: band.to }),
    n: band.n,
    href: behind(`${figure}.${band.from}`, band.n),
  }));

function medianOf(shares: Shares): string {
  const n = m.overview_n({ n: shares.n });
  return shares.median === null ? n : `${m.overview_median({ value: shares.median })} · ${n}`;
}

function Behind({ figure, n, children }: { figure: string; n: number; children: ComponentChildren }) {
  const href = behind(figure, n);
  if (!href) return <span>{children}</span>;
  return (
    <a class="overview-number" href={href}>
      {children}
    </a>
  );
}

function Figure({ name, figure, times }: { name: string; figure: string; times: Times }) {
  return (
    <div>
      <dt>{name}</dt>
      {times.median === null || times.low === null || times.high === null ? (
        <dd class="quiet">{m.overview_nobody()}</dd>
      ) : (
        <dd>
          <Behind figure={figure} n={times.n}>
            <span class="number">{decimal(times.median)}</span>
          </Behind>
          <span class="small quiet">
            {m.overview_range({ low: times.low, high: times.high })} · {m.overview_n({ n: times.n })}
          </span>
          {times.n < FEW && <span class="small">{m.overview_few()}</span>}
        </dd>
      )}
    </div>
  );
}

const decimal = (value: number) => new Intl.NumberFormat(intl(), { maximumFractionDigits: 1 }).format(value);

function Due({ rows }: { rows: Found["overdue"] }) {
  if (rows.length === 0) return <p class="quiet">{m.overview_overdue_none()}</p>;
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={m.overview_overdue()}>
      <table class="overview-table">
        <thead>
          <tr>
            <th scope="col">{m.overview_what()}</th>
            <th scope="col">{m.overview_patients()}</th>
            <th scope="col">{m.overview_since()}</th>
            <th scope="col">{m.overview_longest()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.reminder}>
              <th scope="row">{row.title}</th>
              <td>
                <Behind figure={`overdue.${row.reminder}`} n={row.n}>
                  {row.n}
                </Behind>
              </td>
              <td>{row.median === null ? "–" : decimal(row.median)}</td>
              <td>{row.high ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import "./examined.css";
import { type Day, daysBetween } from "~/domain/days";
import { acrossSides, type Examined, errorOf, measureOf, reviewed, unitOf } from "~/domain/examined";
import type { AnyRecord } from "~/domain/records";
import * as m from "~/paraglide/messages";
import { ChangeVerdict } from "~/ui/change-verdict";
import { sayDay, sayNumber, sideName } from "~/ui/words";
import { figureName, modeName, withUnit } from "~/ui/words/examined";

const groupOf = (row: Examined) => [row.name, row.mode, row.field].join();

/** Motion, strength and tests by side on the time axis of the course, and the review in one glance. */
export function ExaminedReview({ records, from, to }: { records: readonly AnyRecord[]; from: Day; to: Day }) {
  const rows = reviewed(records);
  if (rows.length === 0) return null;
  const groups = [...new Set(rows.map(groupOf))].map((key) => rows.filter((row) => groupOf(row) === key));
  return (
    <section class="section">
      <h2>{m.kind_examination()}</h2>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={m.kind_examination()}>
        <table class="data examined">
          <thead>
            <tr>
              <th scope="col">{m.examined_what()}</th>
              <th scope="col">{m.field_side()}</th>
              <th scope="col">{m.examined_first()}</th>
              <th scope="col">{m.examined_last()}</th>
              <th scope="col">{m.examined_change()}</th>
              <th scope="col">{m.examined_verdict()}</th>
              <th scope="col" class="examined-course">
                {m.desk_course()}
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) =>
              group.map((row, at) => <Row key={at} {...{ row, at, group, from, to }} />),
            )}
          </tbody>
        </table>
      </div>
      <p class="small quiet">{m.examined_say()}</p>
    </section>
  );
}

function Row({
  row,
  at,
  group,
  from,
  to,
}: {
  row: Examined;
  at: number;
  group: readonly Examined[];
  from: Day;
  to: Day;
}) {
  const unit = unitOf(row);
  const first = row.points[0]!;
  const last = row.points.at(-1)!;
  const error = errorOf(row);
  const apart = acrossSides(group);
  const change = last.value - first.value;
  return (
    <tr>
      {at === 0 && (
        <th scope="rowgroup" rowSpan={group.length}>
          {[figureName(row.name), row.mode && modeName(row.mode)].filter(Boolean).join(", ")}
          {apart !== null && (
            <span class="small quiet examined-apart">
              {m.examined_apart({ value: `${sign(apart)}${withUnit(Math.abs(apart), unit)}` })}
            </span>
          )}
        </th>
      )}
      <td>
        {row.side === "left" || row.side === "right" ? (
          <span class={`side-mark side-${row.side}`}>{sideName(row.side)}</span>
        ) : (
          "–"
        )}
      </td>
      <td>
        {withUnit(first.value, unit)}
        <span class="small quiet examined-day">{sayDay(first.day)}</span>
      </td>
      <td>
        {row.points.length > 1 ? withUnit(last.value, unit) : "–"}
        {row.points.length > 1 && <span class="small quiet examined-day">{sayDay(last.day)}</span>}
      </td>
      <td>{row.verdict && row.verdict.said !== "not_comparable" ? signed(change) : "–"}</td>
      <td class="examined-verdict">
        {row.verdict ? (
          <ChangeVerdict
            verdict={row.verdict}
            measure={measureOf(row)}
            error={error === null ? null : withUnit(error, unit)}
          />
        ) : (
          <span class="quiet">{m.examined_once()}</span>
        )}
      </td>
      {at === 0 && (
        <td rowSpan={group.length}>
          <Track group={group} from={from} to={to} />
        </td>
      )}
    </tr>
  );
}

const sign = (value: number) => (value > 0 ? "+" : value < 0 ? "−" : "");
const signed = (value: number) => `${sign(value)}${sayNumber(Math.abs(value), 2)}`;

const WIDTH = 140;
const HEIGHT = 56;
const EDGE = 6;

/** Both sides of one figure on one scale; left solid, right dashed, as everywhere. */
function Track({ group, from, to }: { group: readonly Examined[]; from: Day; to: Day }) {
  const all = group.flatMap((row) => row.points.map((point) => point.value));
  const low = Math.min(...all);
  const high = Math.max(...all);
  const span = Math.max(1, daysBetween(from, to));
  const x = (day: Day) => EDGE + (daysBetween(from, day) / span) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  return (
    <svg
      class="examined-track"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path class="spark-grid" d={`M0 ${HEIGHT - 0.5}h${WIDTH}`} />
      {group.map((row) => {
        const hand = row.side === "right" ? "right" : row.side === "left" ? "left" : "none";
        const shown = row.points.filter((point) => point.day >= from && point.day <= to);
        const d = shown
          .map((point, at) => `${at ? "L" : "M"}${x(point.day).toFixed(1)} ${y(point.value).toFixed(1)}`)
          .join("");
        return (
          <g key={row.side}>
            <path class={`examined-line examined-${hand}`} d={d} />
            {shown.map((point, at) => (
              <circle
                key={at}
                class={`examined-dot examined-${hand}`}
                cx={x(point.day)}
                cy={y(point.value)}
                r="3"
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

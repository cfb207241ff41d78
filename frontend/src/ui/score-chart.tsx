import "./score-chart.css";
import { type Day, daysBetween } from "~/domain/days";
import type { Score } from "~/domain/questionnaires";
import * as m from "~/paraglide/messages";
import { ChevronIcon } from "./icons";
import { sayDay, sayNumber } from "./words";

/** A mean of few answers says something in its second place: 2.75 is not 2.8. */
const sayScore = (value: number) => sayNumber(value, 2);

const WIDTH = 320;
const HEIGHT = 120;
const PAD = 8;

export interface Scored {
  date: Day;
  scores: Score[];
}

/** Each score of a questionnaire over time, with the same as a table. No verdict: what a score means is the instrument's. */
export function ScoreCharts({ rows }: { rows: readonly Scored[] }) {
  const names = new Map<string, string>();
  for (const row of rows) for (const score of row.scores) names.set(score.id, score.text || score.id);
  return (
    <>
      {[...names].map(([id, text]) => (
        <ScoreChart key={id} id={id} text={text} rows={rows} />
      ))}
    </>
  );
}

function ScoreChart({ id, text, rows }: { id: string; text: string; rows: readonly Scored[] }) {
  const points = rows.flatMap((row) => {
    const score = row.scores.find((one) => one.id === id);
    return score && score.value !== null ? [{ date: row.date, score, value: score.value }] : [];
  });
  if (points.length === 0) return <p class="quiet small">{m.questionnaire_no_score({ score: text })}</p>;
  const last = points.at(-1)!;
  return (
    <figure class="score">
      <figcaption class="row-apart">
        <span class="strong">{text}</span>
        <span class="score-last">{sayScore(last.value)}</span>
      </figcaption>
      {points.length > 1 && <Line points={points} />}
      <details class="fold">
        <summary>
          <span>{m.chart_table()}</span>
          <span class="turn">
            <ChevronIcon />
          </span>
        </summary>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{m.table_day()}</th>
              <th scope="col">{text}</th>
              <th scope="col">{m.questionnaire_answered()}</th>
            </tr>
          </thead>
          <tbody>
            {[...points].reverse().map((point, index) => (
              <tr key={points.length - index}>
                <td>{sayDay(point.date)}</td>
                <td>{sayScore(point.value)}</td>
                <td>{m.questionnaire_answered_of({ count: point.score.answered, of: point.score.of })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function Line({ points }: { points: readonly { date: Day; value: number }[] }) {
  const first = points[0]!;
  const span = Math.max(1, daysBetween(first.date, points.at(-1)!.date));
  const values = points.map((point) => point.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (day: Day) => PAD + (daysBetween(first.date, day) / span) * (WIDTH - 2 * PAD);
  const y = (value: number) =>
    HEIGHT - PAD - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * PAD) * (high === low ? 0 : 1);
  const path = points
    .map((point, index) => `${index ? "L" : "M"}${x(point.date)} ${y(point.value)}`)
    .join("");
  return (
    <div class="score-stage">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        class="score-line"
      >
        <path d={`M0 ${y(low)}H${WIDTH}M0 ${y(high)}H${WIDTH}`} class="score-grid" />
        <path d={path} class="score-path" />
      </svg>
      {points.map((point, index) => (
        <span
          key={index}
          class="score-dot"
          style={{ insetInlineStart: `${(x(point.date) / WIDTH) * 100}%`, top: `${y(point.value) / 16}rem` }}
        />
      ))}
      <p class="row-apart small quiet score-ends">
        <span>
          {sayDay(first.date)}: {sayScore(first.value)}
        </span>
        <span>{m.questionnaire_span({ low: sayScore(low), high: sayScore(high) })}</span>
      </p>
    </div>
  );
}

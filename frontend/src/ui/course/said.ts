/** The chart for those who hear it: what each track holds, in a few sentences. The table has the days. */
import { type Course, loadOn, type PainPoint, type PlacePain } from "~/domain/course";
import { type Day, formatDay } from "~/domain/days";
import type { WeightUnit } from "~/domain/records";
import { LEGS } from "~/domain/vocabulary";
import { sayOfMri } from "~/kinds/imaging";
import type { FieldsOf } from "~/kinds/kind";
import * as m from "~/paraglide/messages";
import { intl } from "../language";
import { imagingResultName, loadFigure, loadTerm, placeName, sayNumber, sideName } from "../words";

export function chartSaid(
  course: Course,
  { from, to }: { from: Day; to: Day },
  {
    others = [],
    clinical,
    unit,
  }: { others?: readonly PlacePain[]; clinical?: boolean; unit?: WeightUnit | null },
): string {
  const within = <T extends { day: Day }>(rows: readonly T[]) =>
    rows.filter((one) => one.day >= from && one.day <= to);
  const days = (rows: readonly { day: Day }[]) => new Set(within(rows).map((one) => one.day)).size;
  const pain = (place: string, points: readonly PainPoint[]) => {
    const shown = within(points).filter((one) => one.value !== null);
    if (shown.length === 0) return [];
    const values = shown.map((one) => one.value!);
    return [
      m.chart_said_pain({
        place,
        count: shown.length,
        low: sayNumber(Math.min(...values)),
        high: sayNumber(Math.max(...values)),
        last: sayNumber(values.at(-1)!),
        day: formatDay(shown.at(-1)!.day, intl(), "long"),
      }),
    ];
  };
  const counted: [number, (is: { count: number }) => string][] = [
    [days(LEGS.flatMap((leg) => course.reports[leg])), m.chart_said_reports],
    [days(LEGS.flatMap((leg) => course.measured[leg])), m.chart_said_measured],
    [days(course.exercise), m.chart_said_exercise],
    [days(LEGS.flatMap((leg) => course.practice[leg])), m.chart_said_practice],
    [days(course.motion), m.chart_said_motion],
    [within(course.marks).length, m.chart_said_marks],
  ];
  return [
    m.chart_said_from({ from: formatDay(from, intl(), "numeric"), to: formatDay(to, intl(), "numeric") }),
    ...LEGS.flatMap((leg) => pain(placeName("hip", leg), course.pain[leg])),
    ...pain(placeName("hip", "unknown"), course.unsided),
    ...others.flatMap((place) => pain(place.name, place.points)),
    ...LEGS.flatMap((leg) => {
      const span = loadOn(course.load[leg], to);
      const load = span && (clinical ? loadTerm(span) : loadFigure(span, unit));
      return load ? [m.chart_said_load({ side: sideName(leg), load })] : [];
    }),
    ...mris(within(course.marks)),
    ...counted.flatMap(([count, say]) => (count > 0 ? [say({ count })] : [])),
  ].join(" ");
}

/** The MRI of each place, one after the other: how many, and what the last one showed. */
function mris(marks: Course["marks"]): string[] {
  const places = new Map<string, FieldsOf<"imaging">[]>();
  const days = new Map<string, Day>();
  for (const { day, kind, record } of marks) {
    const row = record as unknown as FieldsOf<"imaging">;
    if (kind !== "imaging" || row.modality !== "mri") continue;
    const place = placeName(row.site ?? "hip", row.side ?? "unknown");
    places.set(place, [...(places.get(place) ?? []), row]);
    days.set(place, day);
  }
  return [...places].map(([place, rows]) => {
    const last = rows.at(-1)!;
    return m.chart_said_mri({
      place,
      count: rows.length,
      day: formatDay(days.get(place)!, intl(), "long"),
      words: [imagingResultName(last.result ?? "unknown"), ...sayOfMri(last)].join("; "),
    });
  });
}

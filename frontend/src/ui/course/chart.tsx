/** One time axis for everything: load as bands, pain as lines, scans and findings as marks. Drawn in SVG so that type, theme and
 * screen reader stay ours. A table with the same figures stands beside it (table.tsx). Each track is a file of its own. */
import "./course.css";
import { useId, useMemo } from "preact/hooks";
import type { Course, Mark, PlacePain } from "~/domain/course";
import type { Day } from "~/domain/days";
import type { Week } from "~/domain/progress";
import type { Finding, WeightUnit } from "~/domain/records";
import type { Strip } from "~/domain/strips";
import { LEGS } from "~/domain/vocabulary";
import * as m from "~/paraglide/messages";
import { useSwipe } from "../use-swipe";
import { TimeAxis } from "./axis";
import { BoneTrack, boneSeries } from "./bone";
import { ExerciseTrack, plannedDays } from "./exercise";
import { FindingSpans, findingsHeight, findingsIn, stackRows } from "./finding-spans";
import { LoadTrack } from "./load";
import { Marks, marksHeight, placeMarks } from "./marks";
import { MotionTrack, motionIn } from "./motion";
import { PainTrack } from "./pain";
import { PracticeTrack } from "./practice";
import { chartSaid } from "./said";
import { type Scale, scaleOf } from "./scale";
import { placeStrips, Strips } from "./strips";
import { useWidth } from "./use-width";

export interface ChartProps {
  course: Course;
  from: Day;
  to: Day;
  findings?: readonly Finding[];
  /** ids of the entries that stay bright while the rest fades */
  highlight?: ReadonlySet<string> | null;
  cursor?: Day | null;
  onCursor?: (day: Day | null) => void;
  onFinding?: (finding: Finding) => void;
  chosen?: string | null;
  /** clinicians' terms and more tracks */
  clinical?: boolean;
  /** in which weights are said */
  unit?: WeightUnit | null;
  /** further tracks on the same days */
  strips?: readonly Strip[];
  /** minutes that were planned for a day */
  planned?: (day: Day) => number | null;
  painHeight?: number;
  /** the weeks of the sentence, by place: `hip:left` */
  weeks?: ReadonlyMap<string, readonly Week[]>;
  /** pain elsewhere, by place; without it each is a cross */
  others?: readonly PlacePain[];
  /** further things that happened */
  marks?: readonly Mark[];
  onSwipe?: (direction: 1 | -1) => void;
}

const GAP = 22;
const EXERCISE = 30;
const BONE = 46;
const PRACTICE = 56;
const MOTION = 48;
/** half a dot's width: the first and the last day are drawn whole */
const DOT = 5;

export function CourseChart(props: ChartProps) {
  const { course, from, to, clinical, cursor, onCursor } = props;
  const [ref, width] = useWidth();
  const id = useId();
  const swipe = useSwipe((direction) => props.onSwipe?.(direction));
  const scale = scaleOf({ from, to }, width, props.highlight ?? null, id);
  const tracks = placed(props, scale);
  const { others, unit } = props;
  const said = useMemo(
    () => chartSaid(course, { from, to }, { others, clinical, unit }),
    [course, from, to, others, clinical, unit],
  );
  const { legs, height, axis } = tracks;
  const dayAt = (event: PointerEvent) =>
    scale.dayAt(event.clientX - (event.currentTarget as Element).getBoundingClientRect().left);

  return (
    <div ref={ref} class="course-chart" dir="ltr">
      <p class="visually-hidden" id={`${id}-said`}>
        {said}
      </p>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={m.chart_label()}
          aria-describedby={`${id}-said`}
          onPointerMove={(event) => event.pointerType === "mouse" && onCursor?.(dayAt(event))}
          {...swipe}
          onPointerDown={(event) => {
            swipe.onPointerDown(event);
            onCursor?.(dayAt(event));
          }}
          onPointerLeave={(event) => event.pointerType === "mouse" && onCursor?.(null)}
        >
          <Definitions id={id} scale={scale} height={height} />
          <PainTrack
            {...{ course, scale, id }}
            weeks={props.weeks}
            others={props.others}
            top={tracks.pain}
            height={tracks.painHeight}
          />
          <Marks {...{ scale }} marks={tracks.marks} top={0} bottom={tracks.pain + tracks.painHeight} />
          {legs.map(({ leg, top }) => (
            <LoadTrack
              key={leg}
              {...{ leg, course, scale, id, top, clinical }}
              unit={props.unit}
              height={tracks.lane}
            />
          ))}
          {tracks.exercise !== null && (
            <ExerciseTrack
              {...{ scale }}
              done={course.exercise}
              plan={tracks.plan}
              top={tracks.exercise}
              height={EXERCISE}
            />
          )}
          {tracks.practice.map(({ leg, top, days }) => (
            <PracticeTrack
              key={leg}
              {...{ leg, days, scale, top }}
              height={PRACTICE}
              unit={props.unit ?? "kg"}
            />
          ))}
          {tracks.motion.map(({ motion, top }) => (
            <MotionTrack key={motion.movement} {...{ motion, scale, top }} height={MOTION} />
          ))}
          {tracks.bone !== null && (
            <BoneTrack {...{ scale }} series={tracks.series} top={tracks.bone} height={BONE} />
          )}
          <Strips {...{ scale }} groups={tracks.groups} />
          {tracks.findings !== null && (
            <FindingSpans
              {...{ scale }}
              findings={tracks.shown}
              rows={tracks.rows}
              top={tracks.findings}
              chosen={props.chosen}
              onFinding={props.onFinding}
            />
          )}
          <TimeAxis scale={scale} top={axis} />
          {cursor && cursor >= from && cursor <= to && (
            <path d={`M${scale.x(cursor)} 0V${axis}`} class="cursor-line" />
          )}
        </svg>
      )}
    </div>
  );
}

/** What each track holds and where it begins, from the top down; null for one that has nothing to say. */
function placed(props: ChartProps, scale: Scale) {
  const { course, clinical, findings = [], strips = [], painHeight = 220 } = props;
  const marks = placeMarks([...course.marks, ...(props.marks ?? [])], scale);
  const pain = marksHeight(marks) + 8;
  const lane = clinical ? 54 : 50;
  let at = pain + painHeight + GAP;
  const legs = LEGS.filter((leg) =>
    [course.load, course.reports, course.measured].some((of) => of[leg].length > 0),
  ).map((leg, index) => ({ leg, top: at + index * (lane + GAP) }));
  at += legs.length * (lane + GAP);
  const plan = plannedDays(scale, props.planned);
  const exercise = course.exercise.length > 0 || plan.length > 0 ? at : null;
  if (exercise !== null) at += EXERCISE + GAP;
  const practice = LEGS.flatMap((leg) => {
    const days = course.practice[leg].filter((one) => one.day >= scale.from && one.day <= scale.to);
    return days.length > 0 ? [{ leg, days }] : [];
  }).map((one, index) => ({ ...one, top: at + index * (PRACTICE + GAP) }));
  at += practice.length * (PRACTICE + GAP);
  const motion = motionIn(course.motion, scale).map((one, index) => ({
    motion: one,
    top: at + index * (MOTION + GAP),
  }));
  at += motion.length * (MOTION + GAP);
  const series = clinical ? boneSeries(course, scale) : [];
  const bone = series.length > 0 ? at : null;
  if (bone !== null) at += BONE + GAP;
  const { groups, bottom } = placeStrips(strips, scale, at - GAP / 2);
  if (groups.length > 0) at = bottom + GAP;
  const shown = clinical ? findingsIn(findings, scale) : [];
  const rows = stackRows(shown, scale.to);
  const ends = findingsHeight(rows);
  const axis = at + (ends ? ends + 12 : 0);
  return {
    marks,
    pain,
    painHeight,
    legs,
    lane,
    plan,
    exercise,
    practice,
    motion,
    series,
    bone,
    groups,
    shown,
    rows,
    findings: ends ? at : null,
    axis,
    height: axis + 26,
  };
}

/** Hatchings, and the frame that holds what is drawn inside the plot. */
function Definitions({ id, scale, height }: { id: string; scale: Scale; height: number }) {
  return (
    <defs>
      <pattern
        id={`${id}-usual`}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 0v7" class="usual-line" />
      </pattern>
      <pattern
        id={`${id}-hatch`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <path d="M0 3h6" class="band-hatch" />
      </pattern>
      <clipPath id={`${id}-plot`}>
        <rect x={scale.left - DOT} y={0} width={scale.right - scale.left + 2 * DOT} height={height} />
      </clipPath>
    </defs>
  );
}

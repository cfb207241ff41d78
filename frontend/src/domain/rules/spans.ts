/** Sets of local days as sorted, disjoint half-open spans of day numbers, as in backend/guidance/spans.py. */
export const FOREVER = 1_000_000_000;
export type Span = [start: number, end: number];

export function union(...groups: readonly (readonly Span[])[]): Span[] {
  const sorted = groups
    .flat()
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: Span[] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

export function intersect(one: readonly Span[], other: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const start = Math.max(one[i]![0], other[j]![0]);
    const end = Math.min(one[i]![1], other[j]![1]);
    if (start < end) out.push([start, end]);
    if (one[i]![1] < other[j]![1]) i += 1;
    else j += 1;
  }
  return out;
}

export function subtract(one: readonly Span[], other: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let last = -FOREVER;
  for (const [start, end] of other) {
    if (last < start) gaps.push([last, start]);
    last = end;
  }
  if (last < FOREVER) gaps.push([last, FOREVER]);
  return intersect(one, gaps);
}

export const holds = (spans: readonly Span[], day: number) =>
  spans.some(([start, end]) => start <= day && day < end);
export const spanAt = (spans: readonly Span[], day: number) =>
  spans.find(([start, end]) => start <= day && day < end) ?? null;
/** Each day and the `length - 1` days after it. */
export const afterEach = (days: readonly number[], length: number): Span[] =>
  union(days.map((day): Span => [day, day + length]));

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** Half-open `[from, to)` in milliseconds; an open end is `Infinity`. */
export interface Interval {
  readonly from: Instant
  readonly to: Instant
}

/** Closed `[from, to]` in milliseconds, as police give it: `from = to` is common. */
export interface ClosedWindow {
  readonly from: Instant
  readonly to: Instant
}

/** What two half-open intervals share, or `undefined` when that is nothing. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const from = Math.max(a.from, b.from)
  const to = Math.min(a.to, b.to)
  return from < to ? { from, to } : undefined
}

/** The same instants as disjoint intervals in order; intervals that touch become one. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((i) => i.from < i.to).sort((a, b) => a.from - b.from)
  const merged: { from: Instant; to: Instant }[] = []
  for (const { from, to } of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** The instants of `intervals` that are in none of `without`, as disjoint intervals in order. */
export function subtract(intervals: readonly Interval[], without: readonly Interval[]): Interval[] {
  const gone = union(without)
  return union(intervals).flatMap(({ from, to }) => {
    const left: Interval[] = []
    let start = from
    for (const hole of gone) {
      if (hole.to <= start || hole.from >= to) continue
      if (hole.from > start) left.push({ from: start, to: hole.from })
      start = hole.to
    }
    return start < to ? [...left, { from: start, to }] : left
  })
}

/** Whether any instant of the closed window lies in the half-open interval. */
export function touches(interval: Interval, window: ClosedWindow): boolean {
  return interval.from <= window.to && window.from < interval.to
}

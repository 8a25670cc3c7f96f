import type { Instant, Interval } from './interval.ts'

/**
 * The stretches of `within` longer than `gapMinutes` in which nothing was captured. They say nothing of
 * where anyone was.
 *
 * @param within disjoint, in order.
 * @param captured in order; some may lie outside.
 */
export function silencesWithin(
  within: readonly Interval[],
  captured: readonly Instant[],
  gapMinutes: number,
): Interval[] {
  const silences: Interval[] = []
  let next = 0
  for (const { from, to } of within) {
    let since = from
    const until = (instant: Instant) => {
      if (instant - since > gapMinutes * 60_000) silences.push({ from: since, to: instant })
      since = instant
    }
    for (; next < captured.length && (captured[next] ?? to) < to; next++) {
      const instant = captured[next] ?? from
      if (instant >= from) until(instant)
    }
    until(to)
  }
  return silences
}

import type { Instant, Interval } from '../domain/interval.ts'
import type { Area } from '../geo/area.ts'
import type { Observation } from './finding.ts'
import type { Presence, PresenceSpan } from './presence.ts'

/** Positions further away in time say nothing of a stretch: what is said of it is the same however many more are given. */
const REACH = 2 * 3_600_000

/**
 * Where somebody was in some stretches with regard to the areas of each, up to `now`; what says the same without a
 * break is one span.
 *
 * @param asked disjoint, in order.
 */
export function spansOf(
  presence: Presence,
  asked: readonly (Interval & { readonly areas: readonly Area[] })[],
  observations: readonly Observation[],
  now: Instant,
): PresenceSpan[] {
  const spans: PresenceSpan[] = []
  for (const { from, to: end, areas } of asked) {
    const to = Math.min(end, now)
    if (from >= to) continue
    const near = observations.filter(
      ({ capturedAt }) => capturedAt >= from - REACH && capturedAt <= Math.min(to + REACH, now),
    )
    for (const span of presence(areas, near, { from, to })) {
      const last = spans.at(-1)
      if (last?.to === span.from && last.state === span.state)
        spans[spans.length - 1] = joined(last, span)
      else spans.push(span)
    }
  }
  return spans
}

function joined(a: PresenceSpan, b: PresenceSpan): PresenceSpan {
  const first = a.positions ?? b.positions
  const last = b.positions ?? a.positions
  return {
    ...a,
    to: b.to,
    certainty: Math.max(a.certainty, b.certainty),
    positions: first && last ? [first[0], last[1]] : undefined,
  }
}

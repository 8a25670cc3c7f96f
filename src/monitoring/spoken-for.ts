import { type Instant, intersect } from '../domain/interval.ts'
import type { Finding } from './finding.ts'
import type { PresenceSpan } from './presence.ts'

/** What may count of spans: of each, from the first to the last position that says so, as far as both lie within it. */
export function countedOf(spans: readonly PresenceSpan[]): Finding['counted'] {
  return spans.flatMap(({ from, to, positions }) => {
    if (positions === undefined) return []
    const [first, last] = positions
    const between = intersect({ from, to }, { from: first.capturedAt, to: last.capturedAt })
    return between ? [{ ...between, positions }] : []
  })
}

/** When spans that speak of an occasion added up to the threshold; the last of them only up to its last position. */
export function actualFrom(
  spans: readonly PresenceSpan[],
  thresholdMs: number,
): Instant | undefined {
  let missing = thresholdMs
  for (const [index, span] of spans.entries()) {
    const isLast = index === spans.length - 1
    const to = isLast ? Math.min(span.to, span.positions?.[1].capturedAt ?? span.to) : span.to
    if (to - span.from >= missing) return span.from + missing
    missing -= Math.max(0, to - span.from)
  }
  return undefined
}

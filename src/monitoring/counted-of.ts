import { intersect } from '../domain/interval.ts'
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

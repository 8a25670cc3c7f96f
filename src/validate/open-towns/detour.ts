import type { Instant } from '../../domain/interval.ts'
import type { Visit } from './itinerary.ts'
import type { Place } from './settlement.ts'

/** With longer than this before they would have left anyway, people come back first. */
const GOING_ON_MS = 2 * 3_600_000

/**
 * Leaves visit `index` at `leaveAt` for a short stay at `place`, and either comes back or goes on to
 * what comes next, if that is soon. Offences and innocent stops are made by this alike; the stay becomes visit
 * `index + 1`.
 */
export function detour(
  visits: Visit[],
  index: number,
  leaveAt: Instant,
  place: Place,
  stayMs: number,
  comesBack: boolean,
): void {
  const visit = visits[index]
  if (visit === undefined) throw new RangeError(`Cannot leave visit ${index}: there is none`)
  const stay: Visit = { place, address: undefined, leaveAt: 0, leastMs: stayMs }
  const returns = comesBack || visit.leaveAt - leaveAt > GOING_ON_MS
  const after = returns ? [{ ...visit, leastMs: 0 }] : []
  visits.splice(index, 1, { ...visit, leaveAt, leastMs: 0 }, stay, ...after)
}

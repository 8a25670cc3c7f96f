import type { Instant } from '../../domain/interval.ts'
import type { Random } from '../../simulate/random.ts'
import { detour } from './detour.ts'
import { type Itinerary, type Visit, visitAt } from './itinerary.ts'
import { awayFrom } from './plain.ts'
import { type Address, outdoors, type Place } from './settlement.ts'

const MINUTE = 60_000

/**
 * Short stays outdoors that mean nothing: a smoke at the door, a bus that does not come, a call taken
 * on the way, somebody met on a corner. Adds about `count` to the visits.
 */
export function addInnocentStops(
  visits: Visit[],
  itinerary: Itinerary,
  count: number,
  errandShare: number,
  random: Random,
): void {
  const { arrivals, departures } = itinerary
  const [first, last] = [arrivals[0] ?? 0, departures.at(-1) ?? 0]
  const instants = Array.from({ length: count }, () => random.between(first, last))
  // From the last to the first, so that visits still to be left keep their places.
  for (const instant of instants.sort((a, b) => b - a)) {
    const index = visitAt(itinerary, instant)
    const here = visits[index]
    // Few people smoke at night.
    if (here?.address === undefined || (asleepAt(instant) && !random.chance(0.1))) continue
    const kind = random.weighted([0.5 * (1 - errandShare), 0.5 * (1 - errandShare), errandShare])
    const stayMs = random.between(2, kind === 2 ? 12 : 15) * MINUTE
    if (kind === 1) {
      const next = visits[index + 1]
      if (next === undefined || next.place === here.place) continue
      const spot = onTheWay(here.address, next.place, random)
      detour(visits, index, departures[index] ?? instant, spot, stayMs, false)
    } else {
      const spot = kind === 0 ? close(here.address, random) : anErrand(here.place, random)
      detour(visits, index, instant, spot, stayMs, kind === 0 || random.chance(0.6))
    }
  }
}

function asleepAt(instant: Instant): boolean {
  return new Date(instant).getUTCHours() < 7
}

/** The bus stop of the place, or anywhere between here and there. */
function onTheWay(from: Address, to: Place, random: Random): Place {
  if (random.chance(0.55)) return from.busStop
  const share = random.between(0.1, 0.9)
  const at = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }
  return outdoors(awayFrom(at, random.between(0, 60), random), random)
}

/** Where one always stands, or up the road. */
function close(from: Address, random: Random): Place {
  if (random.chance(0.5)) return from.doorstep
  return outdoors(awayFrom(from, Math.min(400, random.lognormal(60, 0.8)), random), random)
}

function anErrand(from: Place, random: Random): Place {
  return outdoors(awayFrom(from, Math.min(2500, random.lognormal(500, 0.8)), random), random)
}

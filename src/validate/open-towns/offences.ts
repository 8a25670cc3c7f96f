import type { CrimeType } from '../../domain/crime-types.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Random } from '../../simulate/random.ts'
import { isIndoors, minutesAtScene, offenceMinute, pickCrimeType } from './crime-habits.ts'
import { detour } from './detour.ts'
import { type Itinerary, type Visit, visitAt } from './itinerary.ts'
import type { OffenceMode } from './open-town-habits.ts'
import { awayFrom, metresBetween, nearestOf, type Point } from './plain.ts'
import { outdoors, type Settlement } from './settlement.ts'
import { usualPlaces, type Wearer } from './wearers.ts'

/** What a wearer did, and truly where and when. */
export interface Offence {
  readonly deviceWearerId: string
  readonly crimeType: CrimeType
  readonly occurredAt: Instant
  readonly scene: Point
  readonly metresFromHaunt: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TRIES = 60
/** Offences away from the usual places are at least this far from them. */
const AWAY_METRES = 60

/**
 * Puts offences into a wearer's visits: one on each of `days` (days since `start`, ascending) where
 * they are somewhere they could leave.
 *
 * @param retrace gives the itinerary of the visits as they are by now.
 */
export function plantOffences(
  wearer: Wearer,
  visits: Visit[],
  days: readonly number[],
  start: Instant,
  mode: OffenceMode,
  settlement: Settlement,
  retrace: (visits: readonly Visit[]) => Itinerary,
  random: Random,
): Offence[] {
  const offences: Offence[] = []
  const haunts = usualPlaces(wearer)
  for (const day of days) {
    const itinerary = retrace(visits)
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const crimeType = pickCrimeType(random)
      const leaveAt = start + day * DAY + offenceMinute(random) * MINUTE
      const index = visitAt(itinerary, leaveAt)
      const staying = visits[index]?.address
      if (staying === undefined) continue
      const near = mode === 'near' || (mode === 'mixed' && random.chance(0.5))
      const scene = near
        ? awayFrom(staying, random.between(20, 200), random)
        : sceneAway(staying, settlement, random)
      const metresFromHaunt = metresBetween(nearestOf(haunts, scene), scene)
      if (!near && metresFromHaunt < AWAY_METRES) continue
      const stayMs = minutesAtScene(crimeType, random) * MINUTE
      const changed = [...visits]
      const place = { ...outdoors(scene, random), indoors: isIndoors(crimeType, random) }
      detour(changed, index, leaveAt, place, stayMs, random.chance(0.6))
      const retraced = retrace(changed)
      const arrival = retraced.arrivals[index + 1] ?? 0
      const departure = retraced.departures[index + 1] ?? 0
      const occurredAt = wholeSecondBetween(arrival, departure, random)
      // At most one offence on each calendar day.
      if (Math.floor((occurredAt - start) / DAY) !== day) continue
      visits.splice(0, visits.length, ...changed)
      offences.push({
        deviceWearerId: wearer.id,
        crimeType,
        occurredAt,
        scene,
        metresFromHaunt,
      })
      break
    }
  }
  return offences
}

/** Some way off in any direction, or where people live or shop on this side of the plain. */
function sceneAway(from: Point, settlement: Settlement, random: Random): Point {
  if (random.chance(0.5)) {
    return awayFrom(from, Math.min(3000, 60 + random.lognormal(350, 0.8)), random)
  }
  const targets = random.chance(0.6) ? settlement.dwellings : settlement.venues
  const target = nearestOf(
    Array.from({ length: 20 }, () => random.pick(targets)),
    from,
  )
  return awayFrom(target, random.between(5, 40), random)
}

function wholeSecondBetween(from: Instant, to: Instant, random: Random): Instant {
  const instant = Math.ceil(random.between(from, to) / 1000) * 1000
  return instant < to ? instant : instant - 1000
}

import type { Instant } from '../../domain/interval.ts'
import type { Random } from '../../simulate/random.ts'
import { offenceMinute, pickCrimeType } from './crime-habits.ts'
import type { OpenTownHabits } from './open-town-habits.ts'
import { awayFrom, type Point } from './plain.ts'
import type { TrueCrime } from './report-crime.ts'
import type { Settlement } from './settlement.ts'
import { usualPlaces, type Wearer } from './wearers.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Crimes that nobody with a tag did, where people live, shop and pass, wearers among them. */
export function crimesByOthers(
  count: number,
  start: Instant,
  days: number,
  settlement: Settlement,
  wearers: readonly Wearer[],
  habits: OpenTownHabits,
  random: Random,
): TrueCrime[] {
  return Array.from({ length: count }, () => ({
    crimeType: pickCrimeType(random),
    occurredAt: start + random.whole(days) * DAY + Math.round(offenceMinute(random) * 60) * 1000,
    scene: sceneOf(settlement, wearers, habits, random),
  }))
}

function sceneOf(
  settlement: Settlement,
  wearers: readonly Wearer[],
  { passedByShare }: OpenTownHabits,
  random: Random,
): Point {
  if (random.chance(passedByShare)) {
    return awayFrom(random.pick(settlement.crossings), random.between(0, 60), random)
  }
  const kind = random.weighted([0.35, 0.3, 0.1, 0.25])
  if (kind === 0) return awayFrom(random.pick(settlement.dwellings), random.between(3, 40), random)
  if (kind === 1) return awayFrom(random.pick(settlement.venues), random.between(3, 60), random)
  if (kind === 2)
    return awayFrom(random.pick(settlement.dwellings), random.between(60, 900), random)
  const wearer = random.pick(wearers)
  return awayFrom(random.pick(usualPlaces(wearer)), random.between(10, 200), random)
}

import type { CrimeType } from '../domain/crime-types.ts'
import type { ClosedWindow, Instant, Interval } from '../domain/interval.ts'
import type { PoliceForce } from '../domain/police-forces.ts'
import { type CrimeProfile, crimeProfiles, placingMetres } from './crime-profiles.ts'
import { inventCrimeText } from './crime-text.ts'
import { windowAround } from './crime-windows.ts'
import { forceAt } from './districts.ts'
import type { Offenders } from './offenders.ts'
import { near } from './places.ts'
import type { Point } from './plane.ts'
import { Random } from './random.ts'
import type { Address } from './streets.ts'
import type { TownMap } from './town-map.ts'
import { wayBetween } from './travel.ts'
import { DAY, instantOfLondon, londonDay, MINUTE, SECOND } from './uk-clock.ts'
import type { Wearer } from './wearers.ts'

/** A crime as it was, and as the police first told it. */
export interface TownCrime {
  readonly policeForce: PoliceForce
  readonly crimeReference: string
  readonly crimeType: CrimeType
  /** Who did it, where that was somebody who wears a tag. */
  readonly offender: Wearer | undefined
  readonly occurredAt: Instant
  readonly scene: Point
  readonly window: ClosedWindow
  readonly reportedPlace: Point
  /** Whether this crime's place is told in metres on the national grid. */
  readonly onGrid: boolean
  readonly reportedAt: Instant
  readonly crimeText: string
}

/** Crimes keep this far from the ends of the period, so that trails lead there and away. */
const MARGIN = 2 * 60 * MINUTE

/** In order of report. */
export function commitCrimes(
  map: TownMap,
  count: number,
  period: Interval,
  wearers: readonly Wearer[],
  offenders: Offenders,
): TownCrime[] {
  const crimes = Array.from({ length: count }, (_, index) =>
    commitCrime(map, index, period, wearers, offenders),
  )
  crimes.sort((a, b) => a.reportedAt - b.reportedAt)
  const reported = new Map<string, number>()
  return crimes.map((crime) => {
    const { batchCode } = crime.policeForce
    const number = (reported.get(batchCode) ?? 0) + 1
    reported.set(batchCode, number)
    return { ...crime, crimeReference: referenceOf(crime.policeForce, number) }
  })
}

/** `CHS-0000012`: the force's own numbering. */
export function referenceOf(force: PoliceForce, number: number): string {
  return `${force.batchCode}-${String(number).padStart(7, '0')}`
}

/** Where the police say it was: mostly right to 10 m. */
export function reportedPlaceOf(scene: Point, metres: number, random: Random): Point {
  return near(scene, metres, random)
}

function commitCrime(
  map: TownMap,
  index: number,
  period: Interval,
  wearers: readonly Wearer[],
  offenders: Offenders,
): TownCrime {
  const random = new Random(map.seed, 'crime', index)
  const weights = crimeProfiles.map(({ weight }) => weight)
  const profile = crimeProfiles[random.weighted(weights)]
  if (!profile) throw new RangeError('There are no crime profiles')
  const byWearer = random.chance(map.style.crimesByWearers)
  const occurredAt = timeOf(profile, period, random)
  const offence = byWearer ? offenders.offend(occurredAt, random) : undefined
  const scene = offence?.scene ?? sceneOf(map, profile, wearers, random)
  const window = windowAround(occurredAt, map.style.windows ?? profile.window, random)
  const placing = map.style.placing ?? profile.placing
  const placed = placingMetres[random.weighted(placing)] ?? placingMetres[0]
  const delay = random.lognormal(profile.reportMinutes, 0.8) * MINUTE
  return {
    policeForce: forceAt(map.districts, scene),
    crimeReference: '',
    crimeType: profile.type,
    offender: offence?.wearer,
    occurredAt,
    scene: { x: scene.x, y: scene.y },
    window,
    reportedPlace: reportedPlaceOf(scene, placed, random),
    onGrid: random.chance(0.5),
    reportedAt: window.to + Math.ceil(delay / SECOND) * SECOND,
    crimeText: inventCrimeText(profile.type, random),
  }
}

/** By the type's hours in London; a few are known to the second, the others to the minute. */
function timeOf(profile: CrimeProfile, period: Interval, random: Random): Instant {
  const days = Math.max(1, Math.round((period.to - period.from) / DAY))
  const seconds = random.chance(0.05) ? random.whole(60) * SECOND : 0
  for (let attempt = 0; attempt < 40; attempt++) {
    const day = londonDay(period.from) + random.whole(days + 1)
    const minute = 120 * random.weighted(profile.hours) + random.whole(120)
    const instant = instantOfLondon(day, minute) + seconds
    if (instant > period.from + MARGIN && instant < period.to - MARGIN) return instant
  }
  return period.from + Math.floor((period.to - period.from) / MINUTE / 2) * MINUTE
}

function sceneOf(
  map: TownMap,
  profile: CrimeProfile,
  wearers: readonly Wearer[],
  random: Random,
): Address {
  const { scenesOnCommutes } = map.style
  const onCommute = scenesOnCommutes > 0 && random.chance(scenesOnCommutes)
  const passed = onCommute ? passedOnCommute(map, wearers, random) : undefined
  if (passed) return passed
  if (!random.chance(profile.central)) return map.streets.anyAddress(random)
  const centre = random.pick(map.districts.centres)
  return map.streets.addressNear(near(centre, 1.3 * centre.radius, random), random)
}

/** Somewhere that a commuter passes on the way to work. */
function passedOnCommute(
  map: TownMap,
  wearers: readonly Wearer[],
  random: Random,
): Address | undefined {
  const commutes = wearers.flatMap(({ home, habits }) => {
    const work = habits.find(({ place }) => place.kind === 'work')
    return work ? [{ home, work: work.place }] : []
  })
  if (commutes.length === 0) return undefined
  const { home, work } = random.pick(commutes)
  const { crossings } = wayBetween(map.streets, home, work).route
  if (crossings.length === 0) return undefined
  return map.streets.addressNear(map.streets.crossingAt(random.pick(crossings)), random)
}

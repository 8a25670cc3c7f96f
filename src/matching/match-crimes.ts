import type { CrimeVersion } from '../domain/crime.ts'
import { touches } from '../domain/interval.ts'
import type { LawfulInterval, LawfulIntervals } from '../domain/lawful-intervals.ts'
import { DistanceBounds } from '../geo/distance-bounds.ts'
import { earthPoint } from '../geo/ellipsoid.ts'
import type { ArrangedPositions } from './arrange-positions.ts'
import type { MatchingParameters } from './parameters.ts'
import { PositionIndex } from './position-index.ts'
import { type Proximity, paddedWindow, weighProximity } from './proximity.ts'
import { trailInWindow } from './trail-in-window.ts'

/** Which pairs of crime and wearer to tell of: in radius, near, or all who could lawfully be compared. */
export type PairsMode = 'radius' | 'near' | 'all'

/** A wearer and a crime version, with how near the one came to the other. */
export interface Match {
  readonly crime: CrimeVersion
  readonly deviceWearerId: string
  readonly proximity: Proximity
}

/**
 * Compares crimes with trails. Pure: the same positions, crimes, lawful intervals and parameters
 * give the same matches in the same order, whatever order they came in.
 */
export class Matcher {
  readonly #arranged: ArrangedPositions
  readonly #lawful: LawfulIntervals
  readonly #parameters: MatchingParameters
  readonly #index: PositionIndex
  readonly #deviceNumbers: ReadonlyMap<string, number>
  /** Of each device, by number. */
  readonly #intervals: readonly (readonly LawfulInterval[])[]

  constructor(
    arranged: ArrangedPositions,
    lawful: LawfulIntervals,
    parameters: MatchingParameters,
  ) {
    this.#arranged = arranged
    this.#lawful = lawful
    this.#parameters = parameters
    this.#index = new PositionIndex(arranged.positions)
    this.#intervals = arranged.positions.deviceIds.map((id) => lawful.ofDevice(id))
    this.#deviceNumbers = new Map(arranged.positions.deviceIds.map((id, number) => [id, number]))
  }

  /** The crime's pairs, most positions in radius first, then the closest, then by wearer. */
  match(crime: CrimeVersion, mode: PairsMode): Match[] {
    const window = paddedWindow(crime.window, this.#parameters.padMinutes)
    const place = new DistanceBounds(earthPoint(crime.latitude, crime.longitude))
    const matches: Match[] = []
    for (const deviceWearerId of this.#wearers(crime, place, mode)) {
      const trail = trailInWindow(
        this.#arranged,
        this.#lawful.ofWearer(deviceWearerId),
        window,
        (id) => this.#deviceNumbers.get(id),
      )
      const proximity = weighProximity(this.#arranged.positions, trail, place, this.#parameters)
      matches.push({ crime, deviceWearerId, proximity })
    }
    return matches.sort(byStrength)
  }

  #wearers(crime: CrimeVersion, place: DistanceBounds, mode: PairsMode): Iterable<string> {
    const window = paddedWindow(crime.window, this.#parameters.padMinutes)
    if (mode === 'all') {
      return this.#lawful.deviceWearerIds.filter((id) =>
        this.#lawful.ofWearer(id).some((interval) => touches(interval, window)),
      )
    }
    const { radiusMetres, nearMetres } = this.#parameters
    const within = mode === 'near' ? Math.max(radiusMetres, nearMetres) : radiusMetres
    const { positions } = this.#arranged
    const wearers = new Set<string>()
    const circle = { latitude: crime.latitude, longitude: crime.longitude, radiusMetres: within }
    this.#index.candidates(circle, window, (row, latitude, longitude) => {
      const capturedAt = positions.capturedAt[row]!
      for (const interval of this.#intervals[positions.device[row]!]!) {
        if (interval.from > capturedAt) return
        if (capturedAt >= interval.to || wearers.has(interval.deviceWearerId)) continue
        if (!place.isWithin(within, latitude, longitude)) return
        wearers.add(interval.deviceWearerId)
      }
    })
    return wearers
  }
}

function byStrength(a: Match, b: Match): number {
  return (
    b.proximity.inRadius.length - a.proximity.inRadius.length ||
    byDistance(a.proximity, b.proximity) ||
    (a.deviceWearerId < b.deviceWearerId ? -1 : 1)
  )
}

/** Closest first; those without a position last. Compared as the files state it, to the centimetre. */
function byDistance(a: Proximity, b: Proximity): number {
  const metres = (p: Proximity) =>
    p.closest ? Math.round(p.closest.distanceMetres * 100) : Number.MAX_SAFE_INTEGER
  return metres(a) - metres(b)
}

/** Crimes in the order the files list them: force, reference, version. */
export function byCrime(a: CrimeVersion, b: CrimeVersion): number {
  return (
    compareText(a.policeForce, b.policeForce) ||
    compareText(a.crimeReference, b.crimeReference) ||
    a.version - b.version
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

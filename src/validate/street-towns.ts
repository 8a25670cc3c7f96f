import type { CrimeVersion } from '../domain/crime.ts'
import { crimeMappingIntervals, type LawfulIntervals } from '../domain/lawful-intervals.ts'
import {
  DEGREES_PER_UNIT,
  type PositionColumns,
  PositionColumnsBuilder,
} from '../domain/position-columns.ts'
import type { TownCrime } from '../simulate/crimes.ts'
import { distanceMetres, latitudeOf, longitudeOf, type Point } from '../simulate/plane.ts'
import { mechanisms } from '../simulate/reported-positions.ts'
import { simulateTown, type Town } from '../simulate/town.ts'
import type { TownStyle } from '../simulate/town-style.ts'
import { hauntsOf, type Wearer } from '../simulate/wearers.ts'
import { crimeKey, type PlantedOffence, type ValidationTown } from './validation-town.ts'

/** A town of streets to be made: a planted condition, and what it means. */
export interface StreetTownMode {
  readonly mode: string
  /** What differs from a town as `whereabouts simulate` makes it. */
  readonly style: Partial<TownStyle>
}

export interface StreetTownOptions extends StreetTownMode {
  readonly seed: number
  readonly wearers?: number
  readonly days?: number
  readonly crimes?: number
}

const START = Date.parse('2026-01-05T00:00:00Z')

/**
 * Runs a fictional town in memory; the same options give the same town. A crime whose offender could
 * not lawfully be compared at that instant is left out: as a pair it is neither true nor innocent.
 */
export function streetTown(options: StreetTownOptions): ValidationTown {
  const { mode, style, seed, wearers = 150, days = 28, crimes: count = 1500 } = options
  const town = simulateTown({ seed, wearers, days, start: START, crimes: count, style })
  const lawful = crimeMappingIntervals(town.people)
  const crimes: CrimeVersion[] = []
  const offences = new Map<string, PlantedOffence>()
  for (const crime of town.crimes) {
    const { offender, occurredAt } = crime
    if (offender && !comparableAt(lawful, offender.id, occurredAt)) continue
    const version = asReported(crime)
    crimes.push(version)
    if (offender) offences.set(crimeKey(version), offenceOf(crime, offender))
  }
  return {
    name: `streets, ${mode}, seed ${seed}`,
    mode,
    positions: positionsOf(town),
    lawful,
    crimes,
    offences,
    homes: new Map(town.wearers.map(({ id, home }) => [id, inDegrees(home.address)])),
  }
}

function comparableAt(lawful: LawfulIntervals, deviceWearerId: string, instant: number): boolean {
  return lawful.ofWearer(deviceWearerId).some(({ from, to }) => from <= instant && instant < to)
}

/** As the force first told it. */
function asReported(crime: TownCrime): CrimeVersion {
  const { crimeReference, crimeType, window, crimeText } = crime
  const place = inDegrees(crime.reportedPlace)
  return {
    policeForce: crime.policeForce.identifier,
    crimeReference,
    crimeType,
    window,
    location: { kind: 'degrees', ...place },
    ...place,
    crimeText,
    batchId: crime.policeForce.batchCode,
    version: 1,
    changes: [],
  }
}

function offenceOf({ occurredAt, scene }: TownCrime, offender: Wearer): PlantedOffence {
  const metres = hauntsOf(offender).map(({ address }) => distanceMetres(address, scene))
  return {
    deviceWearerId: offender.id,
    occurredAt,
    ...inDegrees(scene),
    metresFromHaunt: Math.min(...metres),
  }
}

function positionsOf(town: Town): PositionColumns {
  const builder = new PositionColumnsBuilder()
  builder.deviceIds.push(...town.deviceIds)
  builder.mechanisms.push(...mechanisms)
  for (const { positions: hour, order } of town.uploadedHours()) {
    for (const row of order) {
      const accuracy = hour.accuracyMetres[row] ?? -1
      builder.add(
        hour.device[row] ?? 0,
        hour.capturedAt[row] ?? 0,
        hour.latitude[row] ?? 0,
        hour.longitude[row] ?? 0,
        accuracy < 0 ? Number.NaN : accuracy,
        hour.mechanism[row] ?? 0,
      )
    }
  }
  return builder.build()
}

/** At the resolution of positions. */
function inDegrees({ x, y }: Point): { latitude: number; longitude: number } {
  return { latitude: atResolution(latitudeOf(y)), longitude: atResolution(longitudeOf(x)) }
}

function atResolution(degrees: number): number {
  return Math.round(degrees / DEGREES_PER_UNIT) / 1e7
}

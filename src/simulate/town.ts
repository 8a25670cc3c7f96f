import type { Instant, Interval } from '../domain/interval.ts'
import type { People } from '../domain/people.ts'
import { batchCrimes, type CrimeFile } from './crime-batches.ts'
import { commitCrimes, type TownCrime } from './crimes.ts'
import { fitDevices } from './fittings.ts'
import { Offenders } from './offenders.ts'
import { makePeople } from './people.ts'
import type { Point } from './plane.ts'
import { Tag } from './tag.ts'
import { makeTownMap } from './town-map.ts'
import { defaultTownStyle, type TownStyle } from './town-style.ts'
import { locate } from './trails.ts'
import { Truth } from './truth.ts'
import { DAY, HOUR } from './uk-clock.ts'
import { type UploadedHour, UploadSpool } from './upload-spool.ts'
import { makeWearers, type Wearer } from './wearers.ts'

export interface TownOptions {
  readonly seed: number
  readonly wearers: number
  readonly days: number
  /** The period is [start, start + days x 24 h). */
  readonly start: Instant
  /** How many; by default one for every two wearers and days, and a little less. */
  readonly crimes?: number | undefined
  /** What differs from {@link defaultTownStyle}. */
  readonly style?: Partial<TownStyle> | undefined
}

/** A fictional town: its records, what was reported, and the truth behind both. */
export interface Town {
  readonly period: Interval
  readonly people: People
  /** In order of report. */
  readonly crimes: readonly TownCrime[]
  readonly crimeFiles: readonly CrimeFile[]
  /** Every device that reports, also one that no record knows. */
  readonly deviceIds: readonly string[]
  /**
   * The positions reported, hour of upload by hour of upload, once through. Late ones come after
   * the period. Each hour is overwritten by the next.
   */
  uploadedHours(): Generator<UploadedHour>
  /** The wearers of `people`, with their habits. */
  readonly wearers: readonly Wearer[]
  /** Where a wearer of `people` truly was. */
  whereabouts(deviceWearerId: string, instant: Instant): Point
}

const WEARER_DAYS_PER_CRIME = 2.1

/** The town that a seed stands for: the same options give the same town, on any machine. */
export function simulateTown(options: TownOptions): Town {
  const { seed, wearers: count, days, start } = options
  const period = { from: start, to: start + days * DAY }
  const map = makeTownMap(seed, count, { ...defaultTownStyle, ...options.style })
  const residents = makeWearers(map, count)
  const wearers = residents.slice(0, count)
  const fittings = fitDevices(residents, seed, period)
  const truth = new Truth(map)
  const offenders = new Offenders(map, truth, fittings.known)
  const crimeCount =
    options.crimes ?? Math.max(1, Math.round((count * days) / WEARER_DAYS_PER_CRIME))
  const crimes = commitCrimes(map, crimeCount, period, wearers, offenders)
  const byId = new Map(wearers.map((wearer) => [wearer.id, wearer]))

  function* uploadedHours(): Generator<UploadedHour> {
    const tags = [...fittings.known, fittings.unknown].map(({ device, wearer, from, to }) => {
      const worn = { from: Math.max(from, period.from), to: Math.min(to, period.to) }
      return new Tag(map, device, wearer, worn, truth, offenders.shieldedBy(wearer))
    })
    const spool = new UploadSpool()
    for (let from = period.from; from < period.to; from += HOUR) {
      for (const tag of tags) tag.report(from, Math.min(from + HOUR, period.to), spool)
      yield* spool.hoursBefore(Math.floor((from + HOUR) / HOUR) * HOUR)
    }
    yield* spool.hoursBefore(Infinity)
  }

  return {
    period,
    people: makePeople(map, wearers, fittings, period),
    crimes,
    crimeFiles: batchCrimes(crimes, seed),
    deviceIds: fittings.deviceIds,
    wearers,
    uploadedHours,
    whereabouts(deviceWearerId, instant) {
      const wearer = byId.get(deviceWearerId)
      if (!wearer) throw new RangeError(`No device wearer is called ${deviceWearerId}`)
      return locate(truth.trailAt(wearer, instant), instant)
    },
  }
}

import type { CrimeVersion } from '../domain/crime.ts'
import type { Interval } from '../domain/interval.ts'
import { touches } from '../domain/interval.ts'
import type { LawfulInterval, LawfulIntervals } from '../domain/lawful-intervals.ts'
import { type ArrangedPositions, arrangePositions } from '../matching/arrange-positions.ts'
import { Matcher, type PairsMode } from '../matching/match-crimes.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { paddedWindow } from '../matching/proximity.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
import { type MatchRow, matchRow } from './match-rows.ts'

const DAY = 86_400_000

/** Bytes a position takes while its day is matched: columns, index, and what sorting needs for a while. */
const BYTES_A_POSITION = 60

export interface MatchArchiveOptions {
  readonly parameters: MatchingParameters
  readonly pairs: PairsMode
  /** How much memory the positions of one day may take; a day that needs more is answered from the archive. */
  readonly memoryBytes: number
  /** A day with at most this many crimes is answered from the archive: filling the day would take longer. */
  readonly fewCrimes: number
  readonly onProgress?: (done: number, total: number) => void
}

export const defaultMatchArchiveOptions = { memoryBytes: 2 ** 31, fewCrimes: 100 }

/**
 * Matches crimes with the archive, a day at a time: either the day's lawful positions are held as
 * columns, or the archive is asked who may have been near and only those wearers' trails are read.
 * Both ways end in the same engine and give the same answers.
 *
 * @returns the matches of `crimes[i]` at `i`, strongest first.
 */
export async function matchArchive(
  archive: PositionArchive,
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  options: MatchArchiveOptions,
): Promise<MatchRow[][]> {
  const rowsOf = new Map((await archive.days()).map(({ day, rows }) => [day, rows]))
  const answers: MatchRow[][] = crimes.map(() => [])
  let done = 0
  for (const indexes of byDay(crimes, options.parameters.padMinutes)) {
    const ofDay = indexes.flatMap((index) => crimes[index] ?? [])
    const span = spanOf(ofDay, options.parameters.padMinutes)
    const arranged = arrangePositions(
      inMemory(span, ofDay.length, rowsOf, options)
        ? await archive.read(intervalsWithin(lawful, lawful.deviceWearerIds, span), span)
        : await trailsNear(archive, lawful, ofDay, span, options),
    )
    matchDay(arranged, lawful, crimes, indexes, options, answers)
    done += indexes.length
    options.onProgress?.(done, crimes.length)
  }
  return answers
}

function matchDay(
  arranged: ArrangedPositions,
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  indexes: readonly number[],
  { parameters, pairs }: MatchArchiveOptions,
  answers: MatchRow[][],
): void {
  const matcher = new Matcher(arranged, lawful, parameters)
  for (const index of indexes) {
    const crime = crimes[index]
    if (!crime) continue
    answers[index] = matcher.match(crime, pairs).map((match) => matchRow(match, arranged.positions))
  }
}

/** The trails, over the whole span, of everyone who may have been near any of the crimes. */
async function trailsNear(
  archive: PositionArchive,
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  span: Interval,
  { parameters, pairs }: MatchArchiveOptions,
) {
  const everyone = intervalsWithin(lawful, lawful.deviceWearerIds, span)
  if (pairs === 'all') return archive.read(everyone, span)
  const near = pairs === 'near' ? parameters.nearMetres : 0
  const candidates = await archive.readNear(
    everyone,
    crimes.map((crime) => ({
      latitude: crime.latitude,
      longitude: crime.longitude,
      radiusMetres: Math.max(parameters.radiusMetres, near),
      ...paddedWindow(crime.window, parameters.padMinutes),
    })),
  )
  const devices = new Set(candidates.deviceIds)
  const wearers = lawful.deviceWearerIds.filter((id) =>
    lawful.ofWearer(id).some(({ deviceId }) => devices.has(deviceId)),
  )
  return archive.read(intervalsWithin(lawful, wearers, span), span)
}

function intervalsWithin(
  lawful: LawfulIntervals,
  wearers: readonly string[],
  span: Interval,
): LawfulInterval[] {
  const closed = { from: span.from, to: span.to - 1 }
  return wearers.flatMap((id) =>
    lawful.ofWearer(id).filter((interval) => touches(interval, closed)),
  )
}

function inMemory(
  span: Interval,
  crimes: number,
  rowsOf: ReadonlyMap<number, number>,
  { memoryBytes, fewCrimes, pairs }: MatchArchiveOptions,
): boolean {
  if (crimes <= fewCrimes && pairs !== 'all') return false
  let rows = 0
  for (let day = Math.floor(span.from / DAY) * DAY; day < span.to; day += DAY)
    rows += rowsOf.get(day) ?? 0
  return rows * BYTES_A_POSITION <= memoryBytes
}

/** Indexes of crimes grouped by the day their padded window starts, days in order. */
function byDay(crimes: readonly CrimeVersion[], padMinutes: number): number[][] {
  const days = new Map<number, number[]>()
  crimes.forEach((crime, index) => {
    const day = Math.floor(paddedWindow(crime.window, padMinutes).from / DAY)
    const indexes = days.get(day)
    if (indexes) indexes.push(index)
    else days.set(day, [index])
  })
  return [...days].sort(([a], [b]) => a - b).map(([, indexes]) => indexes)
}

/** From the first instant of any window to just past the last. */
function spanOf(crimes: readonly CrimeVersion[], padMinutes: number): Interval {
  let from = Infinity
  let to = -Infinity
  for (const crime of crimes) {
    const window = paddedWindow(crime.window, padMinutes)
    from = Math.min(from, window.from)
    to = Math.max(to, window.to)
  }
  return { from, to: to + 1 }
}

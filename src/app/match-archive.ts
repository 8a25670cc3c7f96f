import type { CrimeVersion } from '../domain/crime.ts'
import type { ReadPositions } from '../domain/held-positions.ts'
import type { ClosedWindow } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { gateOf, type PairsMode } from '../matching/candidates.ts'
import type { EvidenceEngine } from '../matching/evidence/weigh-evidence.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { PositionIndex } from '../matching/position-index.ts'
import { paddedWindow } from '../matching/proximity.ts'
import { neededWindow } from '../matching/touched-crimes.ts'
import { type ArrangedDay, trailsAcrossDays } from '../matching/trails-across-days.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
import { algorithmVersion } from './algorithm-version.ts'
import { Comparer, type ThreadsAllowed } from './comparer.ts'
import { type ArchivedDay, DAY, type DaysInMemory, dayOf, intervalsIn } from './days-in-memory.ts'
import { inBreaths } from './in-breaths.ts'
import { type MatchRow, matchRow } from './match-rows.ts'

export interface MatchArchiveOptions {
  readonly parameters: MatchingParameters
  readonly pairs: PairsMode
  /** At most this many crimes of the same days are answered from the archive: filling days would take longer. */
  readonly fewCrimes: number
  /** Over the timelines of the whole history. */
  readonly engine: EvidenceEngine
  /** None unless it is said. */
  readonly threads?: ThreadsAllowed | undefined
  readonly onProgress?: (done: number, total: number) => void
}

export const DEFAULT_FEW_CRIMES = 100

/**
 * Matches crimes with the archive, those of the same days together. Either the days' lawful positions
 * are in memory, or the archive is asked who may have been near and only those wearers' trails are
 * read. Both ways end in the same engine and give the same answers.
 *
 * @returns the matches of `crimes[i]` at `i`, strongest first.
 */
export async function matchArchive(
  days: DaysInMemory,
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  options: MatchArchiveOptions,
): Promise<MatchRow[][]> {
  const { parameters, pairs, engine, threads } = options
  const archived = await days.archive.days()
  const answers: MatchRow[][] = crimes.map(() => [])
  const version = algorithmVersion(parameters)
  const breath = inBreaths()
  const comparer = new Comparer({ lawful, parameters, engine }, threads)
  let done = 0
  try {
    for (const indexes of byDays(crimes, parameters)) {
      const group = indexes.flatMap((index) => crimes[index] ?? [])
      const day = await dayFor(days, archived, lawful, group, options)
      const places = indexes.values()
      const weighed = (share: number) =>
        options.onProgress?.(done + Math.floor(share * group.length), crimes.length)
      for await (const matches of comparer.compare(day, group, pairs, weighed)) {
        const { positions } = day.arranged
        const rows = matches.map((match) => matchRow(match, positions, version))
        answers[places.next().value ?? -1] = rows
        await breath()
      }
      done += group.length
      options.onProgress?.(done, crimes.length)
    }
  } finally {
    await comparer.end()
  }
  return answers
}

/** The positions that crimes of the same days are compared with. */
async function dayFor(
  days: DaysInMemory,
  archived: readonly ArchivedDay[],
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  options: MatchArchiveOptions,
): Promise<ArrangedDay> {
  const { parameters, pairs, fewCrimes } = options
  const window = spanOf(crimes, parameters)
  const touched = archived.filter(({ day }) => day <= window.to && window.from < day + DAY)
  const few = crimes.length <= fewCrimes && pairs !== 'all'
  const held = few && !days.holds(touched, lawful) ? undefined : await days.take(touched, lawful)
  const [only, ...more] = held ?? []
  if (only && more.length === 0) return only
  const arranged = arrangePositions(
    held
      ? trailsAcrossDays(held, lawful, crimes, window, parameters, pairs)
      : await trailsNear(days.archive, lawful, crimes, window, options),
  )
  return { arranged, index: new PositionIndex(arranged.positions) }
}

/** The trails, over the whole window, of everyone who may have been near any of the crimes. */
async function trailsNear(
  archive: PositionArchive,
  lawful: LawfulIntervals,
  crimes: readonly CrimeVersion[],
  window: ClosedWindow,
  { parameters, pairs }: MatchArchiveOptions,
): Promise<ReadPositions> {
  const within = { from: window.from, to: window.to + 1 }
  const everyone = intervalsIn(lawful, lawful.deviceWearerIds, window)
  if (pairs === 'all') return archive.read(everyone, within)
  const candidates = await archive.readNear(
    everyone,
    crimes.map((crime) => {
      const window = paddedWindow(crime.window, parameters.padMinutes)
      const { within: radiusMetres, when } = gateOf(pairs, window, parameters)
      return { latitude: crime.latitude, longitude: crime.longitude, radiusMetres, ...when }
    }),
  )
  const devices = new Set(candidates.deviceIds)
  const wearers = lawful.deviceWearerIds.filter((id) =>
    lawful.ofWearer(id).some(({ deviceId }) => devices.has(deviceId)),
  )
  return archive.read(intervalsIn(lawful, wearers, window), within)
}

/**
 * Indexes of crimes grouped by the days their padded windows touch. Those that end on a day stand
 * together, the ones that began before it last: then both their days are in memory already.
 */
function byDays(crimes: readonly CrimeVersion[], parameters: MatchingParameters): number[][] {
  const groups = new Map<string, { first: number; last: number; indexes: number[] }>()
  crimes.forEach((crime, index) => {
    const window = neededWindow(crime, parameters)
    const first = dayOf(window.from)
    const last = dayOf(window.to)
    const group = groups.get(`${first} ${last}`)
    if (group) group.indexes.push(index)
    else groups.set(`${first} ${last}`, { first, last, indexes: [index] })
  })
  return [...groups.values()]
    .sort((a, b) => a.last - b.last || b.first - a.first)
    .map(({ indexes }) => indexes)
}

/** From the first instant that any crime needs to the last. */
function spanOf(crimes: readonly CrimeVersion[], parameters: MatchingParameters): ClosedWindow {
  let from = Infinity
  let to = -Infinity
  for (const crime of crimes) {
    const window = neededWindow(crime, parameters)
    from = Math.min(from, window.from)
    to = Math.max(to, window.to)
  }
  return { from, to }
}

import type { ReadPositions } from '../domain/held-positions.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { Candidates, gateOf, type PairsMode } from '../matching/candidates.ts'
import type { MatchingParameters } from '../matching/parameters.ts'
import { paddedWindow } from '../matching/proximity.ts'
import { neededWindow, reachedCrimes, touchedBy } from '../matching/touched-crimes.ts'
import { standingWearers } from '../store/records/standing-records.ts'
import type { Asker } from './asker.ts'
import {
  type ChosenCrime,
  type Compared,
  type CompareOptions,
  compareCrimes,
  type Ground,
} from './compare-crimes.ts'
import type { DataFolder } from './data-folder.ts'
import { intervalsIn } from './days-in-memory.ts'

/**
 * Compares only the crimes that something has touched since they were compared: a new version, positions that arrived
 * or went, another lawful interval, a withdrawal. What stands of every other crime goes on standing.
 *
 * @returns `undefined` where nothing of what was noted touches any crime.
 */
export function matchTouched(
  folder: DataFolder,
  asker: Asker,
  options: CompareOptions,
): Promise<Compared | undefined> {
  const { parameters, pairs } = options
  return compareCrimes(folder, asker, 'touched', options, (ground) =>
    touchedCrimes(folder, ground, parameters, pairs),
  )
}

async function touchedCrimes(
  folder: DataFolder,
  ground: Ground,
  parameters: MatchingParameters,
  pairs: PairsMode,
): Promise<ChosenCrime[]> {
  const { crimes, notes } = ground
  // A crime is compared once, for what touched it last.
  const why = new Map(notes.crimes.map((note) => [note.crimeId, note]))
  const others = crimes.filter(({ crimeId, withdrawn }) => !withdrawn && !why.has(crimeId))
  const byTrails = await touchedByTrails(folder, ground, others, parameters, pairs)
  return crimes.flatMap((crime) => {
    const touch = why.get(crime.crimeId) ?? byTrails.get(crime.crimeId)
    return touch ? [{ ...crime, cause: touch.cause, importId: touch.importId }] : []
  })
}

type Stretch = Ground['notes']['stretches'][number]

/** The crimes that changed stretches touch, by id, each with one that does. */
async function touchedByTrails(
  { records, archive }: DataFolder,
  { lawful, notes }: Ground,
  crimes: Ground['crimes'],
  parameters: MatchingParameters,
  pairs: PairsMode,
): Promise<Map<number, Stretch>> {
  const reached = reachedCrimes(crimes, notes.stretches, lawful, parameters)
  if (reached.length === 0) return new Map()
  const standing = await standingWearers(
    records,
    reached.map(({ of }) => of.crimeId),
  )
  const positions = await nearPositions()
  const candidates = new Candidates(arrangePositions(positions), lawful, parameters)
  const touched = new Map<number, Stretch>()
  for (const { of, stretchOf } of reached) {
    const { crime, crimeId } = of
    const stretch = touchedBy(crime, stretchOf, standing.get(crimeId) ?? [], candidates, pairs)
    if (stretch) touched.set(crimeId, stretch)
  }
  return touched

  /** Of the wearers whose trails changed, what may lie within the gates of the crimes that these overlap. */
  function nearPositions(): Promise<ReadPositions> {
    const wearers = [...new Set(reached.flatMap(({ stretchOf }) => [...stretchOf.keys()]))]
    const windows = reached.map(({ of }) => neededWindow(of.crime, parameters))
    const span = {
      from: Math.min(...windows.map(({ from }) => from)),
      to: Math.max(...windows.map(({ to }) => to)),
    }
    const intervals = intervalsIn(lawful, wearers, span)
    // Whoever is comparable at all is in the pairs: no position is asked.
    if (pairs === 'all') return archive.readNear(intervals, [])
    return archive.readNear(
      intervals,
      reached.map(({ of }) => {
        const { latitude, longitude, window } = of.crime
        const padded = paddedWindow(window, parameters.padMinutes)
        const { within: radiusMetres, when } = gateOf(pairs, padded, parameters)
        return { latitude, longitude, radiusMetres, ...when }
      }),
    )
  }
}

import { GAP_MINUTES } from '../domain/gap.ts'
import {
  accuracyMetresAt,
  capturedAt,
  deviceIdAt,
  mechanismAt,
  type ReadPositions,
} from '../domain/held-positions.ts'
import { type Instant, type Interval, intersect, union } from '../domain/interval.ts'
import { type LawfulInterval, supervisionIntervals } from '../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { silencesWithin } from '../domain/silences.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import type { PositionArchive } from '../store/positions/position-archive.ts'
import type { PersonFile } from '../store/records/visible-person.ts'

const DAY = 86_400_000

/** One position of somebody's trail; degrees in WGS84. */
export interface Movement {
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
  readonly device: string
}

export interface Movements {
  /** Parts of the period in which a device was worn under a trail condition, disjoint and in order. */
  readonly supervised: readonly Interval[]
  /** In order of capture. */
  readonly positions: readonly Movement[]
  /** Parts of the supervised time from which no position is held: where the person was is not known. */
  readonly silences: readonly Interval[]
}

/** Somebody's positions captured in `within`, as far as a trail condition lets them be looked at. */
export async function readMovements(
  archive: PositionArchive,
  person: PersonFile,
  within: Interval,
  now: Instant,
): Promise<Movements> {
  const lawful = trailIntervals(person)
  const supervised = union(lawful.flatMap((interval) => intersect(interval, within) ?? []))
  const positions = await read(archive, lawful, within)
  const silences = silencesWithin(
    // What is yet to come is not silence.
    supervised.flatMap((interval) => intersect(interval, { from: -Infinity, to: now }) ?? []),
    positions.map(({ capturedAt }) => capturedAt),
    GAP_MINUTES,
  )
  return { supervised, positions, silences }
}

/** When somebody's last position was captured that may be looked at; `undefined` where there is none. */
export async function lastCapturedAt(
  archive: PositionArchive,
  person: PersonFile,
): Promise<Instant | undefined> {
  const lawful = trailIntervals(person)
  const days = lawful.length === 0 ? [] : (await archive.days()).map(({ day }) => day)
  const first = Math.min(...days)
  // Mostly the last day has some; whoever fell silent is found in steps that grow.
  let to = Math.max(...days) + DAY
  for (let length = DAY; to > first; length *= 2) {
    const last = (await read(archive, lawful, { from: to - length, to })).at(-1)
    if (last) return last.capturedAt
    to -= length
  }
  return undefined
}

/** How many positions are held of somebody that they and whoever supervises them may look at. */
export function countHeld(archive: PositionArchive, person: PersonFile): Promise<number> {
  return archive.countLawful(trailIntervals(person))
}

function trailIntervals(person: PersonFile): readonly LawfulInterval[] {
  return supervisionIntervals(person).ofWearer(person.id)
}

async function read(
  archive: PositionArchive,
  lawful: readonly LawfulInterval[],
  within: Interval,
): Promise<Movement[]> {
  if (lawful.length === 0) return []
  return movementsOf(await archive.read(lawful, within))
}

/** Positions as the archive gave them, each once, in order of capture. Takes its columns over. */
export function movementsOf(read: ReadPositions): Movement[] {
  const { positions } = arrangePositions(read)
  const movements = Array.from(
    { length: positions.length },
    (_, row): Movement => ({
      capturedAt: capturedAt(positions, row),
      latitude: (positions.latitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
      longitude: (positions.longitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
      accuracyMetres: accuracyMetresAt(positions, row),
      mechanism: mechanismAt(positions, row),
      device: deviceIdAt(positions, row),
    }),
  )
  // They come by device; of instants that are equal, in the same order every time.
  return movements.sort((a, b) => a.capturedAt - b.capturedAt)
}

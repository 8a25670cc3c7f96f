import {
  accuracyMetresAt,
  capturedAt,
  deviceIdAt,
  type HeldPositions,
  mechanismAt,
} from '../domain/held-positions.ts'
import { type Instant, type Interval, intersect } from '../domain/interval.ts'
import { type LawfulInterval, supervisionIntervals } from '../domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../domain/position-columns.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import type { Viewer } from '../store/records/viewer.ts'
import type { DataFolder } from './data-folder.ts'
import { findPerson } from './find-person.ts'

const DAY = 86_400_000
/** How much longer the next stretch to look in is: a day of positions first, then of silence ever more. */
const WIDER = 4

interface WearerPosition {
  readonly deviceId: string
  readonly capturedAt: Instant
  /** WGS84 degrees. */
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  /** `''` where none was given. */
  readonly mechanism: string
}

/** Where a page ends: the instant of its last position, and how many of that instant were given. */
interface PageEnd {
  readonly at: Instant
  readonly given: number
}

export interface WearerPositions {
  /** By time, then device, each once. */
  readonly positions: readonly WearerPosition[]
  /** Absent on the last page. */
  readonly next: PageEnd | undefined
  /** When positions of which device may lawfully be looked at, within what was asked; outside nothing is known. */
  readonly lawful: readonly LawfulInterval[]
}

/** What to read of a wearer's positions, and behind which page. */
export interface PositionsAsked {
  readonly within: Interval
  readonly after: PageEnd | undefined
  readonly limit: number
}

/**
 * A page of a wearer's positions, inside lawful intervals, as an account may see them now.
 *
 * @throws AppError NOT_FOUND where the account does not supervise the wearer; RESTRICTED.
 */
export async function readWearerPositions(
  { records, archive }: Pick<DataFolder, 'records' | 'archive'>,
  viewer: Viewer,
  deviceWearerId: string,
  { within, after, limit }: PositionsAsked,
): Promise<WearerPositions> {
  const person = await findPerson(records, viewer, deviceWearerId)
  const lawful = supervisionIntervals(person)
    .ofWearer(deviceWearerId)
    .flatMap((interval) => {
      const both = intersect(interval, within)
      return both ? [{ ...interval, ...both }] : []
    })
  const end = Math.max(-Infinity, ...lawful.map(({ to }) => to))
  let from = Math.max(
    after?.at ?? -Infinity,
    Math.min(Infinity, ...lawful.map((each) => each.from)),
  )
  let skip = after?.given ?? 0
  const found: WearerPosition[] = []
  for (let length = DAY; from < end && found.length <= limit; length *= WIDER) {
    const to = Math.min(from + length, end)
    const { positions } = arrangePositions(await archive.read(lawful, { from, to }))
    const read = written(positions)
    found.push(...read.slice(countAt(read.slice(0, skip), after?.at)))
    skip = 0
    from = to
  }
  const positions = found.slice(0, limit)
  const last = positions.at(-1)
  const before = last?.capturedAt === after?.at ? (after?.given ?? 0) : 0
  const next =
    last && found.length > limit
      ? { at: last.capturedAt, given: before + countAt(positions, last.capturedAt) }
      : undefined
  return { positions, next, lawful }
}

/** By time, then device; the rest of the order is the archive's identity. */
function written(positions: HeldPositions): WearerPosition[] {
  const rows = Array.from({ length: positions.length }, (_, row) => ({
    deviceId: deviceIdAt(positions, row),
    capturedAt: capturedAt(positions, row),
    latitude: (positions.latitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
    longitude: (positions.longitude[row] ?? Number.NaN) * DEGREES_PER_UNIT,
    accuracyMetres: accuracyMetresAt(positions, row),
    mechanism: mechanismAt(positions, row),
  }))
  return rows.sort((a, b) => a.capturedAt - b.capturedAt)
}

function countAt(positions: readonly WearerPosition[], at: Instant | undefined): number {
  return positions.filter(({ capturedAt }) => capturedAt === at).length
}

import { type CellRun, cellRunsAround } from '../../geo/cells.ts'
import { latitudeSpanDegrees, longitudeSpanDegrees } from '../../geo/ellipsoid.ts'
import type { NearCrime } from './position-archive.ts'

const HOUR = 3_600_000

/** Cells and hours of one crime beyond which the box is looked through instead of its cells. */
const MANY_PLACES = 20_000

/** A crime's circle as whole units of 1e-7 degrees that surely hold it, and its window in whole ms. */
export interface NearBox {
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
  readonly opens: number
  readonly closes: number
  /** The cells that hold it; empty where there are too many to list. */
  readonly runs: readonly CellRun[]
  /** How many cells and hours those are. */
  readonly places: number
}

export function nearBox(crime: NearCrime): NearBox {
  // Stored positions are rounded to 1e-7 degrees; a centimetre covers it.
  const metres = crime.radiusMetres + 0.01
  const latitudeSpan = latitudeSpanDegrees(metres)
  const longitudeSpan = longitudeSpanDegrees(metres, crime.latitude)
  const west = Math.floor((crime.longitude - longitudeSpan) * 1e7)
  const east = Math.ceil((crime.longitude + longitudeSpan) * 1e7)
  const roundTheEdge = west < -1.8e9 || east > 1.8e9
  const opens = Math.ceil(crime.from)
  const closes = Math.floor(crime.to)
  const runs = cellRunsAround(crime.latitude, crime.longitude, latitudeSpan, longitudeSpan)
  const cells = runs.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const hours = Math.floor(closes / HOUR) - Math.floor(opens / HOUR) + 1
  const places = cells * hours
  return {
    south: Math.max(-0.9e9, Math.floor((crime.latitude - latitudeSpan) * 1e7)),
    north: Math.min(0.9e9, Math.ceil((crime.latitude + latitudeSpan) * 1e7)),
    west: roundTheEdge ? -1.8e9 : west,
    east: roundTheEdge ? 1.8e9 : east,
    opens,
    closes,
    ...(places > MANY_PLACES ? { runs: [], places: 0 } : { runs, places }),
  }
}

/** Parameters of `readWide`. */
export function wideParameters({ south, north, west, east, opens, closes }: NearBox) {
  return { south, north, west, east, opens, closes }
}

/** Parameters of `readBox` for a box whose cells are listed. */
export function boxParameters(box: NearBox) {
  return {
    ...wideParameters(box),
    firstHour: Math.floor(box.opens / HOUR),
    lastHour: Math.floor(box.closes / HOUR),
    cells: box.runs.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, i) => from + i),
    ),
  }
}

/** Parameters of `readNear` for boxes whose cells are listed. */
export function nearParameters(boxes: readonly NearBox[]) {
  const runs = boxes.flatMap(({ runs }, crime) => runs.map((run) => ({ crime, ...run })))
  return {
    south: boxes.map(({ south }) => south),
    north: boxes.map(({ north }) => north),
    west: boxes.map(({ west }) => west),
    east: boxes.map(({ east }) => east),
    opens: boxes.map(({ opens }) => opens),
    closes: boxes.map(({ closes }) => closes),
    runCrime: runs.map(({ crime }) => crime),
    runFrom: runs.map(({ from }) => from),
    runTo: runs.map(({ to }) => to),
  }
}

/** What a box adds to the heaviest parameter of a statement. */
export function boxBytes(box: NearBox): number {
  return Math.max(18, box.runs.length * 11)
}

import { COLUMN_UNITS, cellRunsAround, ROW_UNITS } from '../geo/cells.ts'
import type { DistanceBounds } from '../geo/distance-bounds.ts'
import { latitudeSpanDegrees, longitudeSpanDegrees } from '../geo/ellipsoid.ts'
import type { PositionIndexParts } from './index-positions.ts'

/** Cells of one number are so far from each other. Degrees x 1e7. */
const APART = { rows: 65_536 * ROW_UNITS, columns: 65_536 * COLUMN_UNITS }
/** Where positions lie is asked of the columns. */
const UNKNOWN = Number.NaN
/** No cells. */
const NONE = [1, 0] as const
/** Numbers of a run of cells. */
export const RUN = 6

/** A circle on the earth in degrees and metres. */
export interface Circle {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

/**
 * Runs of cells that hold all of a circle, and of each those that lie in it whole: six numbers a run, the cells
 * `[from, to]`, of these `[insideFrom, insideTo]`, and latitude and longitude of the south-western corner of `from`, NaN
 * where positions of the run may lie elsewhere too or the plane about `place`, the circle's middle, does not reach.
 *
 * @param bounds what holds all positions. Degrees x 1e7.
 */
export function circleCells(
  { latitude, longitude, radiusMetres }: Circle,
  place: DistanceBounds,
  bounds: PositionIndexParts['bounds'],
): number[] {
  // Stored positions are rounded to 1e-7 degrees; a centimetre covers it.
  const metres = radiusMetres + 0.01
  const latitudeSpan = latitudeSpanDegrees(metres)
  const longitudeSpan = longitudeSpanDegrees(metres, latitude)
  const around = cellRunsAround(latitude, longitude, latitudeSpan, longitudeSpan)
  const rows = APART.rows - ROW_UNITS - latitudeSpan * 1e7
  const columns = APART.columns - COLUMN_UNITS - longitudeSpan * 1e7
  // No positions are so far away that they share a cell's number with those about the place.
  const alone =
    bounds.north - latitude * 1e7 < rows &&
    latitude * 1e7 - bounds.south < rows &&
    bounds.east - longitude * 1e7 < columns &&
    longitude * 1e7 - bounds.west < columns
  const runs: number[] = []
  for (const { from, to, south, west } of around) {
    const reach =
      west === undefined ? undefined : place.reachOfRow(radiusMetres, south, south + ROW_UNITS - 1)
    if (west === undefined || !reach) {
      runs.push(from, to, ...NONE, UNKNOWN, UNKNOWN)
      continue
    }
    if (reach.most < 0) continue
    const middle = longitude * 1e7 - west
    const first = Math.max(from, from + columnsIn(middle - reach.most))
    const last = Math.min(to, from + columnsIn(middle + reach.most))
    if (!alone) {
      runs.push(first, last, ...NONE, UNKNOWN, UNKNOWN)
      continue
    }
    const insideFrom = Math.max(first, from + columnsIn(middle - reach.least) + 1)
    const insideTo = Math.min(last, from + columnsIn(middle + reach.least) - 1)
    const inside = reach.least > 0 && insideFrom <= insideTo ? [insideFrom, insideTo] : NONE
    runs.push(first, last, ...inside, south, west + (first - from) * COLUMN_UNITS)
  }
  return runs
}

function columnsIn(units: number): number {
  return Math.floor(units / COLUMN_UNITS)
}

import type { DayKnots } from '../../domain/day-knots.ts'
import { atOnce, type InPieces } from '../../domain/in-pieces.ts'
import type { Instant } from '../../domain/interval.ts'
import type { LawfulIntervals } from '../../domain/lawful-intervals.ts'
import type { ArrangedPositions } from '../arrange-positions.ts'
import { trailInWindow } from '../trail-in-window.ts'
import { KnotColumns } from './knot-columns.ts'
import { type Knot, tieKnots } from './knots.ts'
import { CircleErrors, RADIUS_BANDS } from './position-error.ts'

const DAY = 86_400_000

/**
 * Counts the ways knots were ever tied and circles measured: raised whenever the same positions give
 * other {@link DayKnots}, so that what was kept of the way before is not read. A test holds its bytes.
 */
export const KNOTS_METHOD = 2

/**
 * One day's knots. They depend on the lawful positions of that day and nothing else, so that a store
 * may keep them.
 *
 * @param day its first instant, UTC; the positions may be of other days too.
 */
export function tieDay(
  arranged: ArrangedPositions,
  lawful: LawfulIntervals,
  day: Instant,
): DayKnots {
  return atOnce(tyingDay(arranged, lawful, day))
}

/** As {@link tieDay}, with a pause after each wearer. */
export function* tyingDay(
  arranged: ArrangedPositions,
  lawful: LawfulIntervals,
  day: Instant,
): InPieces<DayKnots> {
  const { positions } = arranged
  const numbers = new Map(positions.deviceIds.map((id, number) => [id, number]))
  const window = { from: day, to: day + DAY - 1 }
  const knots = new KnotColumns()
  const errors = new CircleErrors()
  const deviceWearerIds: string[] = []
  const start = [0]
  const add = (knot: Readonly<Knot>): void =>
    knots.add(knot, day, knot.mechanism * RADIUS_BANDS.length + knot.band)
  for (const id of lawful.deviceWearerIds) {
    const intervals = lawful.ofWearer(id)
    const rows = trailInWindow(arranged, intervals, window, (device) => numbers.get(device))
    if (rows.length === 0) continue
    errors.addDay(positions, rows)
    tieKnots(positions, rows, add)
    deviceWearerIds.push(id)
    start.push(knots.length)
    yield
  }
  return {
    day,
    deviceWearerIds,
    start: Uint32Array.from(start),
    ...knots.columns(),
    mechanisms: positions.mechanisms,
    circleTallies: errors.tallies(),
  }
}

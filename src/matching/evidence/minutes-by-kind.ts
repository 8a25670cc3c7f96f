import { HistoryHours } from './history-hours.ts'
import { COARSE, FINE_KINDS } from './knots.ts'
import type { Timelines } from './timelines.ts'

const MINUTE = 60_000

/** How long wearers spend on the move and in brief, short and long stays, in minutes, as the history counts it. */
export function minutesByKind(
  timelines: Timelines,
  hours: Pick<HistoryHours, 'lasting'> = new HistoryHours(timelines, 0),
): number[] {
  const { start, kind } = timelines
  const minutes = new Array<number>(FINE_KINDS).fill(0)
  for (let wearer = 0; wearer + 1 < start.length; wearer++) {
    const end = start[wearer + 1]!
    for (let knot = start[wearer]!; knot < end; knot++) {
      if (kind[knot] !== COARSE) minutes[kind[knot]!]! += hours.lasting(knot, end) / MINUTE
    }
  }
  return minutes
}

import type { DayKnots } from '../domain/day-knots.ts'
import type { Instant } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { KNOTS_METHOD, tyingDay } from '../matching/evidence/tie-day.ts'
import { type Timelines, TimelinesBuilder } from '../matching/evidence/timelines.ts'
import {
  type ArchivedDay,
  DAY,
  type DaysInMemory,
  intervalsOn,
  lawfulKey,
} from './days-in-memory.ts'
import { inBreaths, pieceByPiece } from './in-breaths.ts'

/**
 * The timelines of everything that may lawfully be compared, of the days that are history
 * (history-days.ts).
 */
export async function archiveTimelines(
  days: DaysInMemory,
  lawful: LawfulIntervals,
  isHistory: (day: Instant) => boolean,
): Promise<Timelines> {
  const timelines = new TimelinesBuilder(lawful)
  const breath = inBreaths()
  for (const archived of await days.archive.days()) {
    if (!isHistory(archived.day)) continue
    const knots = await knotsOfDay(days, lawful, archived)
    if (knots) timelines.addDay(knots)
    await breath()
  }
  return timelines.build()
}

/**
 * The knots of everything that may lawfully be compared on a day; `undefined` where nothing may. A day whose knots
 * the archive keeps is not read; of another, positions are taken from memory or read, and stay there
 * while there is room, and its knots are kept.
 */
export async function knotsOfDay(
  days: DaysInMemory,
  lawful: LawfulIntervals,
  archived: ArchivedDay,
): Promise<DayKnots | undefined> {
  const { day } = archived
  const intervals = intervalsOn(day, lawful)
  if (intervals.length === 0) return undefined
  const key = `${KNOTS_METHOD} ${lawfulKey(day, intervals)}`
  return days.archive.dayKnots(day, key, async () => {
    const [kept] = (await days.take([archived], lawful)) ?? []
    const within = { from: day, to: day + DAY }
    const arranged = kept?.arranged ?? arrangePositions(await days.archive.read(intervals, within))
    return pieceByPiece(tyingDay(arranged, lawful, day))
  })
}

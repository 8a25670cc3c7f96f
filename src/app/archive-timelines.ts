import type { Instant } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { KNOTS_METHOD, tieDay } from '../matching/evidence/tie-day.ts'
import { type Timelines, TimelinesBuilder } from '../matching/evidence/timelines.ts'
import { DAY, type DaysInMemory, intervalsOn, lawfulKey } from './days-in-memory.ts'
import { inBreaths } from './in-breaths.ts'

/**
 * The timelines of everything that may lawfully be compared, of the days that are history
 * (history-days.ts). A day whose knots the archive keeps is not read; of another, positions are taken
 * from memory or read, and stay there while there is room, and its knots are kept.
 */
export async function archiveTimelines(
  days: DaysInMemory,
  lawful: LawfulIntervals,
  isHistory: (day: Instant) => boolean,
): Promise<Timelines> {
  const timelines = new TimelinesBuilder(lawful)
  const breath = inBreaths()
  for (const archived of await days.archive.days()) {
    const { day } = archived
    const intervals = isHistory(day) ? intervalsOn(day, lawful) : []
    if (intervals.length === 0) continue
    const key = `${KNOTS_METHOD} ${lawfulKey(day, intervals)}`
    const knots = await days.archive.dayKnots(day, key, async () => {
      const [kept] = (await days.take([archived], lawful)) ?? []
      const within = { from: day, to: day + DAY }
      const arranged =
        kept?.arranged ?? arrangePositions(await days.archive.read(intervals, within))
      return tieDay(arranged, lawful, day)
    })
    timelines.addDay(knots)
    await breath()
  }
  return timelines.build()
}

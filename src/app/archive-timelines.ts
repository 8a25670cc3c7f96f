import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from '../matching/arrange-positions.ts'
import { type Timelines, TimelinesBuilder } from '../matching/evidence/timelines.ts'
import { DAY, type DaysInMemory, intervalsIn } from './days-in-memory.ts'

/**
 * The timelines of everything that may lawfully be compared, a day at a time: what is in memory is
 * taken from there, and what is read for this stays there while there is room.
 */
export async function archiveTimelines(
  days: DaysInMemory,
  lawful: LawfulIntervals,
): Promise<Timelines> {
  const timelines = new TimelinesBuilder(lawful)
  for (const archived of await days.archive.days()) {
    const window = { from: archived.day, to: archived.day + DAY - 1 }
    const intervals = intervalsIn(lawful, lawful.deviceWearerIds, window)
    if (intervals.length === 0) continue
    const [kept] = (await days.take([archived], lawful)) ?? []
    const within = { from: archived.day, to: archived.day + DAY }
    timelines.add(kept?.arranged ?? arrangePositions(await days.archive.read(intervals, within)))
  }
  return timelines.build()
}

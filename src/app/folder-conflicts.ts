import {
  type DayConflicts,
  keepConflicts,
  keptConflicts,
} from '../store/records/day-conflict-records.ts'
import type { DataFolder } from './data-folder.ts'
import { DAY } from './days-in-memory.ts'

/**
 * How many conflicts a folder holds. Only days that changed since they were last counted are counted, so that what a run spends on it
 * does not grow with all that was ever brought.
 */
export async function folderConflicts({
  records,
  archive,
}: Pick<DataFolder, 'records' | 'archive'>): Promise<number> {
  const states = await archive.dayStates()
  const kept = new Map((await keptConflicts(records)).map((each) => [each.day, each]))
  const counted: DayConflicts[] = []
  let conflicts = 0
  for (const [day, state] of states) {
    const known = kept.get(day)
    const held =
      known?.state === state
        ? known.conflicts
        : await archive.countConflicts({ from: day, to: day + DAY }, -Infinity)
    if (known?.state !== state) counted.push({ day, state, conflicts: held })
    conflicts += held
  }
  const gone = [...kept.keys()].some((day) => !states.has(day))
  if (counted.length > 0 || gone) {
    // What came while a day was counted may go again, and the day be as it was, but its count is not.
    const now = await archive.dayStates()
    const sure = counted.filter(({ day, state }) => now.get(day) === state)
    await keepConflicts(records, sure, [...states.keys()])
  }
  return conflicts
}

import type { Interval } from '../../domain/interval.ts'
import type { PracticeAbout, PracticeTask } from '../../domain/practice-task.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import {
  finishPractice,
  isTaskDone,
  practiceOf,
  stretchesNoted,
} from '../../store/records/practice-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { visiblePerson } from '../../store/records/visible-person.ts'
import { type AccountWork, altering } from '../accounts/account-work.ts'
import { readMovements } from '../read-movements.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** Nothing longer is taken for a note about a gap. */
const LONGEST = 7 * DAY

/**
 * Looks in the records whether an account did what a task asks for since it began the task; what was done once stays done.
 *
 * @returns `false` where they do not show it, or it never began; then nothing is altered.
 */
export async function checkPractice(
  work: AccountWork,
  account: { readonly accountId: number; readonly username: string },
  task: PracticeTask,
  archive: PositionArchive,
): Promise<boolean> {
  const { records, now } = work
  const { accountId } = account
  const begun = (await practiceOf(records, accountId)).find((each) => each.task === task)
  if (!begun) return false
  const isDone =
    task === 'gap'
      ? await hasNotedGap(records, { accountId, at: now }, begun.about, archive)
      : await isTaskDone(records, account, task)
  if (!isDone) return false
  await altering(work, 'practice', async (transaction) => {
    await finishPractice(transaction, accountId, task, now)
    const details = { change: 'done', task }
    return { result: undefined, subjects: [begun.about.deviceWearerId], details }
  })
  return true
}

/** Whether a note of the account is about a time of which nothing is held: all of it within one gap, to the minute as it is typed. */
async function hasNotedGap(
  query: RecordsQuery,
  viewer: Viewer,
  { deviceWearerId }: PracticeAbout,
  archive: PositionArchive,
): Promise<boolean> {
  const person = await visiblePerson(query, viewer, deviceWearerId)
  if (!person) return false
  for (const noted of await stretchesNoted(query, viewer.accountId)) {
    if (noted.to - noted.from > LONGEST) continue
    const around = { from: noted.from - DAY, to: noted.to + DAY }
    const { silences } = await readMovements(archive, person, around, viewer.at)
    if (silences.some((gap) => isWithin(noted, gap))) return true
  }
  return false
}

function isWithin(noted: Interval, gap: Interval): boolean {
  const from = Math.floor(gap.from / MINUTE) * MINUTE
  const to = Math.ceil(gap.to / MINUTE) * MINUTE
  return from <= noted.from && noted.to <= to
}

import { formatInstant } from '../../domain/instant-text.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import type { PracticeAbout, PracticeTask } from '../../domain/practice-task.ts'
import type { MonitoringSettings } from '../../monitoring/settings.ts'
import type { PositionArchive } from '../../store/positions/position-archive.ts'
import {
  beginPractice,
  forgetPractice,
  incidentToPractise,
} from '../../store/records/practice-records.ts'
import type { RecordsQuery } from '../../store/records/records.ts'
import type { Viewer } from '../../store/records/viewer.ts'
import { visiblePerson } from '../../store/records/visible-person.ts'
import { type AccountWork, altering } from '../accounts/account-work.ts'
import { peopleByAttention } from '../people/attention.ts'
import { lastCapturedAt, readMovements } from '../read-movements.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WHAT = 'practice'

/** What a task is found in. */
export interface PracticePlace {
  readonly archive: PositionArchive
  readonly settings: MonitoringSettings
}

/** Begins a task with somebody of the account's own cases. @returns `false` where nobody of theirs is fit for it now. */
export async function beginTask(
  work: AccountWork,
  accountId: number,
  task: PracticeTask,
  place: PracticePlace,
): Promise<boolean> {
  const viewer = { accountId, at: work.now }
  const about = await aboutOf(work.records, viewer, task, place)
  if (!about) return false
  await altering(work, WHAT, async (transaction) => {
    await beginPractice(transaction, accountId, task, { about, at: work.now })
    const details = { change: 'begun', task }
    return { result: undefined, subjects: [about.deviceWearerId], details }
  })
  return true
}

/** Every task is as if it had never been begun. */
export function startPracticeAgain(work: AccountWork, accountId: number): Promise<void> {
  return altering(work, WHAT, async (transaction) => {
    await forgetPractice(transaction, accountId)
    return { result: undefined, details: { change: 'forgotten' } }
  })
}

async function aboutOf(
  query: RecordsQuery,
  viewer: Viewer,
  task: PracticeTask,
  { archive, settings }: PracticePlace,
): Promise<PracticeAbout | undefined> {
  if (task === 'violation' || task === 'note') {
    return incidentToPractise(query, viewer, task === 'violation')
  }
  const people = await peopleByAttention(query, viewer, settings, 'mine')
  const [first] = people
  if (task === 'attention') return first && { deviceWearerId: first.id }
  let found: PracticeAbout | undefined
  for (const { id } of people) {
    const person = await visiblePerson(query, viewer, id)
    const last = person && (await lastCapturedAt(archive, person))
    if (!person || last === undefined) continue
    const about = { deviceWearerId: id, ...eveningBefore(last) }
    if (task !== 'gap') return about
    // The day that the task leads to has a gap; where nobody's has, somebody's day before may.
    const to = startOfLondonDay(last)
    const { silences } = await readMovements(archive, person, { from: to - DAY, to }, viewer.at)
    if (silences.length > 0) return about
    found ??= about
  }
  return found
}

/** From 18:00 to midnight in London on the day before an instant's, which is over and held. */
function eveningBefore(last: number): { from: string; to: string } {
  const to = startOfLondonDay(last)
  return { from: formatInstant(to - 6 * HOUR), to: formatInstant(to) }
}

import { AppError } from '../domain/errors.ts'
import { type Interval, intersect } from '../domain/interval.ts'
import { byDevice, type LawfulInterval } from '../domain/lawful-intervals.ts'
import type { People } from '../domain/people.ts'
import {
  type Deletion,
  type DeletionStart,
  deletionsOf,
  startDeletion,
} from '../store/records/deletion-records.ts'
import { legalHoldsInForce } from '../store/records/legal-hold-records.ts'
import { countMatches } from '../store/records/match-erasure.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import {
  countAlertDrafts,
  type SignedReport,
  signedReportsOf,
} from '../store/records/report-retention.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { type AskerWithPurpose, attempt, keepEvent } from './asker.ts'
import { completeDeletions } from './complete-deletions.ts'
import type { DataFolder } from './data-folder.ts'
import { countRefused } from './erase-refused.ts'
import { heldIntervals, wornIntervals } from './worn-intervals.ts'

/** How much there is of one kind of thing. */
export interface ErasedCounts {
  /** Distinct positions in the archive. */
  readonly positions: number
  /** Pairs that matching runs found. */
  readonly matches: number
  /** Refused rows of positions files. */
  readonly refusedRows: number
}

/** What an erasure removed, and what was found when it looked again. */
export interface Erasure extends ErasedCounts {
  readonly devices: readonly string[]
  /** Drafts of alerts that were discarded, with their evidence. */
  readonly drafts: number
  /** What was signed is a record of what was told, and stays as it was. */
  readonly signedReports: readonly SignedReport[]
  /** Nothing, or the erasure has not succeeded. */
  readonly left: ErasedCounts
  /** Whether the records' files and log still hold freed copies: none, what only a server's administrator removes, or why not. */
  readonly freed: 'gone' | 'on the server' | AppError
}

/**
 * Removes everything known of where a wearer was in an interval: positions of the devices they wore,
 * in both orders of the archive, what matching runs found from them, and rows that were refused. All
 * of it is noted before it begins, and each note finished when nothing is left, so that an erasure cut
 * off anywhere is taken up again.
 *
 * @param asker whose purpose is the reason of the erasure.
 * @throws AppError LEGAL_HOLD when a hold in force touches the interval, NOTHING_TO_ERASE.
 */
export async function eraseInterval(
  folder: DataFolder,
  asker: AskerWithPurpose,
  deviceWearerId: string,
  within: Interval,
): Promise<Erasure> {
  const facts = {
    action: 'erase',
    what: 'movements',
    subjects: [deviceWearerId],
    interval: within,
  } as const
  return attempt(folder.records, asker, facts, () =>
    erase(folder, deviceWearerId, within, asker.purpose, (transaction, erased) =>
      keepEvent(transaction, asker, { ...facts, details: { ...erased } }),
    ),
  )
}

/** @param keep is told what will be gone, in the transaction that notes it: before anything is. */
async function erase(
  folder: DataFolder,
  deviceWearerId: string,
  within: Interval,
  reason: string,
  keep: (transaction: RecordsQuery, erased: ErasedCounts & { drafts: number }) => Promise<void>,
): Promise<Erasure> {
  const { records, archive } = folder
  const people = await loadPeople(records)
  const worn = wornIntervals(people, deviceWearerId, within)
  await refuseWhereHeld(folder, people, deviceWearerId, within, worn)
  // Also where the records no longer say that a device was theirs: what was found of them goes.
  if (worn.length === 0 && (await countMatches(records, deviceWearerId, within)) === 0) {
    throw new AppError(
      'NOTHING_TO_ERASE',
      `Cannot erase positions of wearer ${deviceWearerId}: no device was fitted to them in that interval, and nothing was found of them`,
    )
  }
  const drafts = await countAlertDrafts(records, deviceWearerId)
  const noted = await noteErasure(folder, deviceWearerId, within, worn, reason, keep)
  await completeDeletions(folder, noted)
  const freed = await forgetDeleted(folder)
  const done = await deletionsOf(
    records,
    noted.map(({ id }) => id),
  )
  const sum = (subject: Deletion['subject']) =>
    done.reduce((total, each) => total + (each.subject === subject ? (each.deleted ?? 0) : 0), 0)
  return {
    devices: [...new Set(worn.map(({ deviceId }) => deviceId))],
    positions: sum('positions'),
    matches: sum('matches'),
    drafts,
    signedReports: await signedReportsOf(records, deviceWearerId, within),
    refusedRows: sum('refused rows'),
    left: {
      positions: await archive.countLawful(worn),
      matches: await countMatches(records, deviceWearerId, within),
      refusedRows: await countRefused(records, byDevice(worn)),
    },
    freed,
  }
}

/** What could not be written anew is deleted all the same. */
async function forgetDeleted({ records }: DataFolder): Promise<Erasure['freed']> {
  try {
    return (await records.forgetDeleted()) ? 'gone' : 'on the server'
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

/** A device may have been on two wearers at once: then a hold of either keeps its positions. */
async function refuseWhereHeld(
  { records }: DataFolder,
  people: People,
  deviceWearerId: string,
  within: Interval,
  worn: readonly LawfulInterval[],
): Promise<void> {
  const touches = (held: LawfulInterval) =>
    worn.some((interval) => interval.deviceId === held.deviceId && intersect(interval, held))
  const hold = (await legalHoldsInForce(records)).find((candidate) =>
    candidate.deviceWearerId === deviceWearerId
      ? intersect(candidate.within, within)
      : heldIntervals(people, [candidate]).some(touches),
  )
  if (!hold) return
  const whose =
    hold.deviceWearerId === deviceWearerId
      ? ''
      : ` of wearer ${hold.deviceWearerId}, who wore a device of theirs at the same time,`
  throw new AppError(
    'LEGAL_HOLD',
    `Cannot erase positions of wearer ${deviceWearerId}: legal hold ${hold.id}${whose} is in force for that interval (${hold.reason}); "whereabouts hold --lift ${hold.id}" lifts it`,
  )
}

async function noteErasure(
  { records, archive }: DataFolder,
  deviceWearerId: string,
  within: Interval,
  worn: readonly LawfulInterval[],
  reason: string,
  keep: (transaction: RecordsQuery, erased: ErasedCounts & { drafts: number }) => Promise<void>,
): Promise<Deletion[]> {
  const before: number[] = []
  for (const interval of worn) before.push(await archive.countLawful([interval]))
  const start = { kind: 'erasure', deviceWearerId, reason, startedAt: Date.now() } as const
  const notes: DeletionStart[] = [
    ...worn.map(({ deviceId, from, to }, index) => ({
      ...start,
      subject: 'positions' as const,
      deviceId,
      within: { from, to },
      positionsBefore: before[index],
    })),
    { ...start, subject: 'matches', within },
    { ...start, subject: 'refused rows', within },
  ]
  return records.transaction(async (transaction) => {
    const ids: number[] = []
    for (const note of notes) ids.push(await startDeletion(transaction, note))
    await keep(transaction, {
      positions: before.reduce((sum, positions) => sum + positions, 0),
      matches: await countMatches(transaction, deviceWearerId, within),
      refusedRows: await countRefused(transaction, byDevice(worn)),
      drafts: await countAlertDrafts(transaction, deviceWearerId),
    })
    return deletionsOf(transaction, ids)
  })
}

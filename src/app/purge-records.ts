import { counted } from '../domain/count-text.ts'
import type { Instant, Interval } from '../domain/interval.ts'
import { lockCrimes } from '../store/records/crime-records.ts'
import {
  type DeletionSubject,
  finishDeletion,
  startDeletion,
} from '../store/records/deletion-records.ts'
import { listImports } from '../store/records/imports.ts'
import { countOldRefusedReports, deleteOldRefusedReports } from '../store/records/live-records.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import {
  countRefusedRows,
  forgetRefused,
  forgetRefusedRows,
  refusedRows,
} from '../store/records/refused-records.ts'
import {
  countOldCrimes,
  countOldMatches,
  deleteOldCrimes,
  deleteOldMatches,
} from '../store/records/retention-records.ts'
import type { DataFolder } from './data-folder.ts'
import { refusedRowsOf } from './erase-refused.ts'
import type { KeptOfPeople } from './kept-of-people.ts'
import type { PurgeStep } from './purge-step.ts'

/** What matching runs found longer ago than allowed; of a wearer under a hold it stays. */
export function oldMatches(
  { records }: DataFolder,
  heldWearerIds: readonly string[],
  endedBefore: Instant,
): PurgeStep {
  return {
    what: 'old matches',
    phrase: (found) =>
      `${counted(found, 'match', 'matches')} of runs that ended longer ago than allowed`,
    count: () => countOldMatches(records, endedBefore, heldWearerIds),
    remove: () =>
      recorded({ records }, 'matches', endedBefore, (transaction) =>
        deleteOldMatches(transaction, endedBefore, heldWearerIds, Date.now()),
      ),
  }
}

/** What people wrote and decided, of one kind, longer ago than allowed; of a wearer under a hold it stays. */
export function oldOfPeople(
  { records }: DataFolder,
  { what, phrase, count, remove }: KeptOfPeople,
  heldWearerIds: readonly string[],
  before: Instant,
): PurgeStep {
  return {
    what,
    phrase,
    count: () => count(records, before, heldWearerIds),
    remove: () =>
      recorded({ records }, 'casework', before, (transaction) =>
        remove(transaction, before, heldWearerIds),
      ),
  }
}

/** Crimes of which nothing was said for longer than allowed; those that a kept match names stay. */
export function oldCrimes({ records }: DataFolder, saidBefore: Instant): PurgeStep {
  return {
    what: 'old crimes',
    phrase: (found) => `${counted(found, 'crime')} last spoken of longer ago than allowed`,
    count: () => countOldCrimes(records, saidBefore),
    remove: () =>
      recorded({ records }, 'crimes', saidBefore, async (transaction) => {
        await lockCrimes(transaction)
        return deleteOldCrimes(transaction, saidBefore)
      }),
  }
}

/** Refused rows, with their issues, of files that came longer ago than allowed; held devices' stay. */
export function oldRefusedRows(
  { records }: DataFolder,
  held: ReadonlyMap<string, readonly Interval[]>,
  cameBefore: Instant,
): PurgeStep {
  const old = async (query: RecordsQuery) => {
    const kept = await refusedRowsOf(query, held)
    const imports = (await listImports(query)).filter(({ startedAt }) => startedAt < cameBefore)
    return imports.map(({ id }) => ({ id, kept: kept.get(id) ?? [] }))
  }
  return {
    what: 'old refused rows',
    phrase: (found) =>
      `${counted(found, 'refused row')} of files that came longer ago than allowed`,
    async count() {
      let rows = 0
      for (const { id, kept } of await old(records)) {
        rows += (await countRefusedRows(records, id)) - kept.length
      }
      return rows
    },
    remove: () =>
      recorded({ records }, 'refused rows', cameBefore, async (transaction) => {
        let rows = 0
        for (const { id, kept } of await old(transaction)) {
          rows += (await countRefusedRows(transaction, id)) - kept.length
          if (kept.length === 0) await forgetRefused(transaction, id)
          else await forgetRefusedRows(transaction, id, await otherRows(transaction, id, kept))
        }
        return rows
      }),
  }
}

/** What was wrong with devices' reports that came longer ago than allowed; held devices' stays. */
export function oldRefusedReports(
  { records }: DataFolder,
  held: ReadonlyMap<string, readonly Interval[]>,
  cameBefore: Instant,
): PurgeStep {
  const deviceIds = [...held.keys()]
  return {
    what: 'old refused reports',
    phrase: (found) =>
      `${counted(found, 'refused report')} of devices that came longer ago than allowed`,
    count: () => countOldRefusedReports(records, cameBefore, deviceIds),
    remove: () =>
      recorded({ records }, 'refused rows', cameBefore, (transaction) =>
        deleteOldRefusedReports(transaction, cameBefore, deviceIds),
      ),
  }
}

async function otherRows(query: RecordsQuery, importId: number, kept: readonly number[]) {
  const keep = new Set(kept)
  const others: number[] = []
  for await (const { row } of refusedRows(query, importId)) if (!keep.has(row)) others.push(row)
  return others
}

/** Deletes from the records and notes it in one transaction; where nothing goes nothing is noted. */
function recorded(
  { records }: Pick<DataFolder, 'records'>,
  subject: DeletionSubject,
  before: Instant,
  remove: (transaction: RecordsQuery) => Promise<number>,
): Promise<number> {
  return records.transaction(async (transaction) => {
    const startedAt = Date.now()
    const deleted = await remove(transaction)
    if (deleted === 0) return 0
    const within = { from: -Infinity, to: before }
    const reason = 'kept for as long as allowed'
    const start = { kind: 'retention', subject, within, reason, startedAt } as const
    const id = await startDeletion(transaction, start)
    await finishDeletion(transaction, id, { deleted, finishedAt: Date.now() })
    return deleted
  })
}

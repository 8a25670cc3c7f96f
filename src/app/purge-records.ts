import { counted } from '../domain/count-text.ts'
import type { Instant, Interval } from '../domain/interval.ts'
import { countOldCasework, deleteOldCasework } from '../store/records/case-retention.ts'
import { lockCrimes } from '../store/records/crime-records.ts'
import {
  type DeletionSubject,
  finishDeletion,
  startDeletion,
} from '../store/records/deletion-records.ts'
import { countOldDocuments, deleteOldDocuments } from '../store/records/document-retention.ts'
import { listImports } from '../store/records/imports.ts'
import { countOldIncidents, deleteOldIncidents } from '../store/records/incident-retention.ts'
import { countOldNotes, deleteOldNotes } from '../store/records/note-retention.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import {
  countRefusedRows,
  forgetRefused,
  forgetRefusedRows,
  refusedRows,
} from '../store/records/refused-records.ts'
import { countOldReports, deleteOldReports } from '../store/records/report-retention.ts'
import {
  countOldCrimes,
  countOldMatches,
  deleteOldCrimes,
  deleteOldMatches,
} from '../store/records/retention-records.ts'
import type { DataFolder } from './data-folder.ts'
import { refusedRowsOf } from './erase-refused.ts'
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

/** Signed alerts and statements of which nothing was said for longer than allowed; those about a wearer under a hold stay. */
export function oldReports(
  { records }: DataFolder,
  heldWearerIds: readonly string[],
  saidBefore: Instant,
): PurgeStep {
  return {
    what: 'old reports',
    phrase: (found) => `${counted(found, 'signed report')} kept for as long as allowed`,
    count: () => countOldReports(records, saidBefore, heldWearerIds),
    remove: () =>
      recorded({ records }, 'casework', saidBefore, (transaction) =>
        deleteOldReports(transaction, saidBefore, heldWearerIds),
      ),
  }
}

/** Cases, and alerts that nobody signed, untouched for longer than allowed; those of a wearer under a hold stay. */
export function oldCasework(
  { records }: DataFolder,
  heldWearerIds: readonly string[],
  doneBefore: Instant,
): PurgeStep {
  return {
    what: 'old casework',
    phrase: (found) =>
      `${counted(found, 'case or draft', 'cases and drafts')} kept for as long as allowed`,
    count: () => countOldCasework(records, doneBefore, heldWearerIds),
    remove: () =>
      recorded({ records }, 'casework', doneBefore, (transaction) =>
        deleteOldCasework(transaction, doneBefore, heldWearerIds),
      ),
  }
}

/** Incidents of which nothing was said or done for longer than allowed, absences and what devices said of themselves; of wearers under a hold they stay. */
export function oldIncidents(
  { records }: DataFolder,
  heldWearerIds: readonly string[],
  saidBefore: Instant,
): PurgeStep {
  return {
    what: 'old incidents',
    phrase: (found) =>
      `${counted(found, 'incident, absence or device event', 'incidents, absences and device events')} kept for as long as allowed`,
    count: () => countOldIncidents(records, saidBefore, heldWearerIds),
    remove: () =>
      recorded({ records }, 'casework', saidBefore, (transaction) =>
        deleteOldIncidents(transaction, saidBefore, heldWearerIds),
      ),
  }
}

/** Notes of people, and what was handed over to the case record, written longer ago than allowed; of wearers under a hold they stay. */
export function oldNotes(
  { records }: DataFolder,
  heldWearerIds: readonly string[],
  writtenBefore: Instant,
): PurgeStep {
  return {
    what: 'old notes',
    phrase: (found) =>
      `${counted(found, 'note or hand-over', 'notes and hand-overs')} kept for as long as allowed`,
    count: () => countOldNotes(records, writtenBefore, heldWearerIds),
    remove: () =>
      recorded({ records }, 'casework', writtenBefore, (transaction) =>
        deleteOldNotes(transaction, writtenBefore, heldWearerIds),
      ),
  }
}

/** Trail reports and breach packs that were made, or came to nothing, longer ago than allowed; of wearers under a hold they stay. */
export function oldDocuments(
  { records }: DataFolder,
  heldWearerIds: readonly string[],
  endedBefore: Instant,
): PurgeStep {
  return {
    what: 'old documents',
    phrase: (found) =>
      `${counted(found, 'trail report or breach pack', 'trail reports and breach packs')} kept for as long as allowed`,
    count: () => countOldDocuments(records, endedBefore, heldWearerIds),
    remove: () =>
      recorded({ records }, 'casework', endedBefore, (transaction) =>
        deleteOldDocuments(transaction, endedBefore, heldWearerIds),
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

import { createHash } from 'node:crypto'
import { AppError } from '../domain/errors.ts'
import type {
  AttemptReasonCode,
  AttemptStatus,
  IngestionChannel,
} from '../domain/ingestion-attempt.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import { type CrimeBatch, readCrimeBatch } from '../ingest/crime-batch-csv.ts'
import {
  addAttempt,
  addBatchTypes,
  attemptOfImport,
  type NewAttempt,
} from '../store/records/attempt-records.ts'
import { lockCrimes } from '../store/records/crime-records.ts'
import { findFinishedImport } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { type Asker, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import { importBatch, isNews } from './import-batch.ts'
import type { ImportReport } from './import-report.ts'
import { batchFailure } from './load-crimes.ts'
import { readWhole } from './read-input.ts'

/** A crime batch file that came in, by whatever way. */
export interface ArrivingBatch {
  readonly content: { readonly path: string } | { readonly bytes: Uint8Array }
  /** As the sender calls it. */
  readonly fileName: string
  readonly channel: IngestionChannel
  readonly fromNationalGrid: FromNationalGrid
  /** Whether whoever brings it may bring crimes of a police force; everybody's where it is left out. */
  readonly mayBring?: (policeForce: string) => Promise<boolean>
  /** Of a message: what it says of itself, and its own hash in place of the file's. */
  readonly message?: Pick<
    NewAttempt,
    'messageId' | 'sender' | 'subject' | 'sha256' | 'policeForce' | 'arrivalId'
  >
  /** Called when the attempt is noted, in its transaction. */
  readonly noted?: (
    transaction: RecordsQuery,
    attempt: { readonly id: number; readonly forces: readonly string[] } & Pick<
      NewAttempt,
      'status' | 'reasonCode'
    >,
  ) => Promise<void>
}

/** What became of a crime batch file. */
export interface ReceivedBatch {
  readonly attemptId: number
  readonly status: AttemptStatus
  readonly reasonCode?: AttemptReasonCode
  readonly report: ImportReport
  /** What the file says of itself, for whoever may be told. */
  readonly batch: Pick<CrimeBatch, 'facts' | 'issues'>
}

/**
 * Takes a crime batch whole or not at all, and notes the attempt in the same transaction. The same file
 * again is recognised, unless another batch came between and it is news once more. Of a file of a force
 * that whoever brings it may not bring (WRONG_FORCE, `report.failure` NOT_PERMITTED) nothing is kept but the attempt.
 *
 * An audit event is written where the file was imported, taken or refused; not for SAME_FILE or
 * WRONG_FORCE, of which whoever asks tells.
 *
 * @throws AppError FILE_UNREADABLE where nothing came at all, so that there was no attempt.
 */
export async function receiveCrimeBatch(
  { records }: Pick<DataFolder, 'records'>,
  asker: Asker,
  arriving: ArrivingBatch,
): Promise<ReceivedBatch> {
  const { fileName, channel, fromNationalGrid, mayBring = async () => true, message } = arriving
  const { bytes, sha256 } = contentOf(arriving)
  const batch = readCrimeBatch(bytes, fromNationalGrid)
  const { forces, batchId, types } = batch.facts
  const nothing = { file: fileName, rows: 0, accepted: 0, refused: 0, repeats: 0 }
  const noted = {
    channel,
    receivedAt: Date.now(),
    fileName,
    sha256,
    accountId: asker.actor.accountId,
    ...message,
  }
  const note = async (transaction: RecordsQuery, attempt: NewAttempt) => {
    const id = await addAttempt(transaction, attempt)
    await arriving.noted?.(transaction, { ...attempt, id, forces })
    return id
  }
  const permitted = await Promise.all(forces.map(mayBring))
  if (forces.length > 0 && !permitted.includes(true)) {
    const failure = new AppError(
      'NOT_PERMITTED',
      `Cannot take ${fileName}: it holds crimes of ${forces.join(', ')}, and you may not bring those`,
    )
    const refusal = { status: 'refused', reasonCode: 'WRONG_FORCE' } as const
    const reason = 'It holds crimes of a force that whoever sent it may not bring'
    const attemptId = await records.transaction((transaction) =>
      note(transaction, { ...noted, ...refusal, reason }),
    )
    return { attemptId, ...refusal, report: { ...nothing, outcome: 'failed', failure }, batch }
  }
  const said = {
    ...noted,
    policeForce: forces.length === 1 ? forces[0] : noted.policeForce,
    batchId,
  }
  return records.transaction(async (transaction) => {
    // Before anything is looked up: of two that bring the same file at once, the second finds the first's.
    await lockCrimes(transaction)
    const before = await findFinishedImport(transaction, 'crimes', sha256)
    if (before && !(await isNews(transaction, batch))) {
      const repeat = { status: 'repeated', reasonCode: 'SAME_FILE' } as const
      const attemptId = await note(transaction, {
        ...said,
        ...repeat,
        reason: 'The same file had come before, and nothing in it is new',
        importId: before.id,
        repeatsAttemptId: await attemptOfImport(transaction, before.id),
      })
      const report = { ...nothing, id: before.id, before: before.startedAt }
      return { attemptId, ...repeat, report: { ...report, outcome: 'again' }, batch }
    }
    const failure = batchFailure(fileName, batch)
    const { id, repeats } = await importBatch(transaction, { fileName, sha256, batch, failure })
    await addBatchTypes(transaction, id, types)
    const reasonCode = failure && refusalOf(batch)
    const status = failure ? 'refused' : batch.counts.refused > 0 ? 'partly' : 'accepted'
    const attemptId = await note(transaction, {
      ...said,
      status,
      reasonCode,
      reason: failure?.message,
      importId: id,
    })
    const outcome = failure ? 'failed' : 'done'
    await keepEvent(transaction, asker, {
      action: 'collect',
      outcome,
      what: 'crimes',
      subjects: [],
      count: batch.counts.rows,
      details: { import: id, attempt: attemptId, sha256 },
    })
    const report = { ...batch.counts, id, file: fileName, outcome, repeats } as const
    return {
      attemptId,
      status,
      ...(reasonCode && { reasonCode }),
      report: { ...report, ...(failure && { failure }) },
      batch,
    }
  })
}

function contentOf({ content }: ArrivingBatch): ReturnType<typeof readWhole> {
  if ('path' in content) return readWhole(content.path)
  const { bytes } = content
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** The fault of the file for which nothing of it was taken. */
function refusalOf({ issues }: CrimeBatch): AttemptReasonCode {
  const code = issues.find(({ row }) => row === undefined)?.code
  return code === 'MULTIPLE_POLICE_FORCES' ||
    code === 'MULTIPLE_BATCH_IDS' ||
    code === 'ALL_RECORDS_FAILED'
    ? code
    : 'MALFORMED_CSV'
}

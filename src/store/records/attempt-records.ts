import type { CrimeType } from '../../domain/crime-types.ts'
import type {
  AttemptReasonCode,
  AttemptStatus,
  IngestionChannel,
} from '../../domain/ingestion-attempt.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantText, jsonRows } from './record-values.ts'
import type { RecordsQuery } from './records.ts'

/** One try at bringing a crime batch in, as it is noted. */
export interface NewAttempt {
  readonly channel: IngestionChannel
  readonly receivedAt: Instant
  /** The file's, else the sender's; where neither is known the account's own. */
  readonly policeForce?: string | undefined
  readonly batchId?: string | undefined
  readonly fileName?: string | undefined
  /** Hex; of the file, or of what makes a message the same one. */
  readonly sha256: string
  readonly messageId?: string | undefined
  readonly sender?: string | undefined
  readonly subject?: string | undefined
  readonly status: AttemptStatus
  readonly reasonCode?: AttemptReasonCode | undefined
  readonly reason?: string | undefined
  readonly importId?: number | undefined
  readonly repeatsAttemptId?: number | undefined
  readonly accountId?: number | undefined
}

/** @returns the attempt's id. */
export async function addAttempt(query: RecordsQuery, attempt: NewAttempt): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into ingestion_attempts (
       channel, received_at, police_force, batch_id, file_name, sha256, message_id, sender, subject,
       status, reason_code, reason, import_id, repeats_attempt_id, account_id)
     values ($1, $2, coalesce($3, (select police_force from accounts where id = $15::bigint)), $4, $5, $6,
       $7, $8, $9, $10, $11, $12, $13, $14, $15::bigint)
     returning id`,
    [
      attempt.channel,
      instantText(attempt.receivedAt),
      attempt.policeForce,
      attempt.batchId,
      attempt.fileName,
      attempt.sha256,
      attempt.messageId,
      attempt.sender,
      attempt.subject,
      attempt.status,
      attempt.reasonCode,
      attempt.reason,
      attempt.importId,
      attempt.repeatsAttemptId,
      attempt.accountId,
    ],
  )
  return Number(row?.id)
}

/** The attempt that brought an import in; `undefined` of what was imported before attempts were noted. */
export async function attemptOfImport(
  query: RecordsQuery,
  importId: number,
): Promise<number | undefined> {
  const [row] = await query.query<{ id: bigint }>(
    `select id from ingestion_attempts where import_id = $1 and status <> 'repeated'
     order by id limit 1`,
    [importId],
  )
  return row && Number(row.id)
}

/** How the rows of a batch add up by crime type; `''` where a row says none that is known. */
export async function addBatchTypes(
  query: RecordsQuery,
  importId: number,
  types: readonly {
    readonly crimeType: CrimeType | ''
    readonly submitted: number
    readonly accepted: number
    readonly refused: number
  }[],
): Promise<void> {
  await query.query(
    `insert into batch_types (import_id, crime_type, submitted, accepted, refused)
     select $1::bigint, counted.* from json_to_recordset($2::json) as counted (
       crime_type text, submitted integer, accepted integer, refused integer)`,
    [
      importId,
      jsonRows(types.map(({ crimeType, ...counts }) => ({ crime_type: crimeType, ...counts }))),
    ],
  )
}

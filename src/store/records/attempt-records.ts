import type { CrimeType } from '../../domain/crime-types.ts'
import type {
  AttemptReasonCode,
  AttemptStatus,
  IngestionChannel,
} from '../../domain/ingestion-attempt.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantText, jsonRows } from './record-values.ts'
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
  /** Of a message: names its delivery, of which there is one attempt however often it is worked on. */
  readonly arrivalId?: string | undefined
}

/** @returns the attempt's id. */
export async function addAttempt(query: RecordsQuery, attempt: NewAttempt): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into ingestion_attempts (
       channel, received_at, police_force, batch_id, file_name, sha256, message_id, sender, subject,
       status, reason_code, reason, import_id, repeats_attempt_id, account_id, arrival_id)
     values ($1, $2, coalesce($3, (select police_force from accounts where id = $15::bigint)), $4, $5, $6,
       $7, $8, $9, $10, $11, $12, $13, $14, $15::bigint, $16)
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
      attempt.arrivalId,
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

/** The attempt that was noted of a delivery. */
export async function attemptOfArrival(
  query: RecordsQuery,
  arrivalId: string,
): Promise<number | undefined> {
  const [row] = await query.query<{ id: bigint }>(
    'select id from ingestion_attempts where arrival_id = $1',
    [arrivalId],
  )
  return row && Number(row.id)
}

/** The newest attempt of the same message that was read. */
export async function attemptOfMessage(
  query: RecordsQuery,
  sha256: string,
): Promise<{ id: number; reasonCode: string | null; importId: number | undefined } | undefined> {
  const [row] = await query.query<{
    id: bigint
    reason_code: string | null
    import_id: bigint | null
  }>(
    `select id, reason_code, import_id from ingestion_attempts
     where sha256 = $1 and channel = 'email' and reason_code is distinct from 'SAME_MESSAGE'
     order by id desc limit 1`,
    [sha256],
  )
  return (
    row && {
      id: Number(row.id),
      reasonCode: row.reason_code,
      importId: row.import_id === null ? undefined : Number(row.import_id),
    }
  )
}

/** What a reply tells of an attempt. */
export interface AnsweredAttempt {
  readonly id: number
  readonly receivedAt: Instant
  readonly sender: string | undefined
  readonly messageId: string | undefined
  readonly fileName: string | undefined
  readonly batchId: string | undefined
  readonly status: AttemptStatus
  readonly reasonCode: string | undefined
  readonly reason: string | undefined
  readonly importId: number | undefined
  readonly rows: number
  readonly accepted: number
  readonly refused: number
}

export async function answeredAttempt(
  query: RecordsQuery,
  id: number,
): Promise<AnsweredAttempt | undefined> {
  const [row] = await query.query<{
    received_at: string
    sender: string | null
    message_id: string | null
    file_name: string | null
    batch_id: string | null
    status: AttemptStatus
    reason_code: string | null
    reason: string | null
    import_id: bigint | null
    rows: bigint
    accepted: bigint
    refused: bigint
  }>(
    `select received_at, sender, message_id, attempts.file_name, batch_id, status, reason_code, reason, import_id,
       coalesce(rows, 0) as rows, coalesce(accepted, 0) as accepted, coalesce(refused, 0) as refused
     from ingestion_attempts as attempts left join imports on imports.id = import_id
     where attempts.id = $1`,
    [id],
  )
  return (
    row && {
      id,
      receivedAt: instantFrom(row.received_at),
      sender: row.sender ?? undefined,
      messageId: row.message_id ?? undefined,
      fileName: row.file_name ?? undefined,
      batchId: row.batch_id ?? undefined,
      status: row.status,
      reasonCode: row.reason_code ?? undefined,
      reason: row.reason ?? undefined,
      importId: row.import_id === null ? undefined : Number(row.import_id),
      rows: Number(row.rows),
      accepted: Number(row.accepted),
      refused: Number(row.refused),
    }
  )
}

export async function statusOfAttempt(query: RecordsQuery, id: number): Promise<AttemptStatus> {
  const [row] = await query.query<{ status: AttemptStatus }>(
    'select status from ingestion_attempts where id = $1',
    [id],
  )
  if (!row) throw new Error(`Cannot tell of attempt ${id}: it is not there`)
  return row.status
}

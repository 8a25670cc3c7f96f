import type {
  AttemptReasonCode,
  AttemptStatus,
  IngestionChannel,
} from '../../domain/ingestion-attempt.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import { everyForce, visibleForces } from './visible-forces.ts'

/** One try at bringing a crime batch in, and how its rows add up; without an import it has none. */
export interface VisibleAttempt {
  readonly id: number
  readonly channel: IngestionChannel
  readonly receivedAt: Instant
  readonly policeForce: string | undefined
  readonly batchId: string | undefined
  readonly fileName: string | undefined
  readonly sender: string | undefined
  readonly status: AttemptStatus
  readonly reasonCode: AttemptReasonCode | undefined
  readonly reason: string | undefined
  readonly importId: number | undefined
  /** The attempt that brought the same before. */
  readonly repeatsId: number | undefined
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  /** Accepted rows that said nothing new. */
  readonly repeats: number
  readonly startedAt: Instant | undefined
  readonly finishedAt: Instant | undefined
}

/** Which attempts: what is not given is not asked. */
export interface AttemptFilter {
  /** `''`: those of no known force. */
  readonly policeForce?: string | undefined
  readonly status?: AttemptStatus | undefined
  readonly channel?: IngestionChannel | undefined
  /** How the batch id begins, in whatever letter case. */
  readonly batch?: string | undefined
  /** Received at or after `from` and before `to`. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  /** Only those that were refused, or of which something was. */
  readonly withIssues?: boolean | undefined
}

const SELECTION = `attempts.*, coalesce(imports.rows, 0) as rows,
       coalesce(imports.accepted, 0) as accepted, coalesce(imports.refused, 0) as refused,
       coalesce(imports.repeats, 0) as repeats, imports.started_at, imports.finished_at`

/** Attempts of the forces an account may see, newest first: those that came before number `before`. */
export async function visibleAttempts(
  query: RecordsQuery,
  accountId: number,
  filter: AttemptFilter,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<VisibleAttempt[]> {
  const { policeForce, status, channel, batch, from, to, withIssues = false } = filter
  const rows = await query.query<AttemptRow>(
    `select ${SELECTION}
     from ${visibleForces} as visible
     cross join lateral (
       select * from ingestion_attempts
       where coalesce(police_force, '') = visible.police_force
         and ($3::bigint is null or id < $3)
         and ($5::text is null or status = $5)
         and ($6::text is null or channel = $6)
         and ($7::text is null or starts_with(lower(batch_id), lower($7)))
         and ($8::timestamptz is null or received_at >= $8)
         and ($9::timestamptz is null or received_at < $9)
         and (not $10::boolean or status in ('partly', 'refused'))
       order by id desc limit $4
     ) as attempts
     left join imports on imports.id = attempts.import_id
     order by attempts.id desc limit $4`,
    [
      accountId,
      policeForce === undefined ? everyForce : [policeForce],
      before,
      limit,
      status,
      channel,
      batch,
      instantText(from),
      instantText(to),
      withIssues,
    ],
  )
  return rows.map(attemptFrom)
}

/** @returns `undefined` where there is no such attempt or the account may not see its force. */
export async function visibleAttempt(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<VisibleAttempt | undefined> {
  const [row] = await query.query<AttemptRow>(
    `select ${SELECTION}
     from ingestion_attempts as attempts left join imports on imports.id = attempts.import_id
     where attempts.id = $2 and force_visible($1::bigint, attempts.police_force)`,
    [accountId, id],
  )
  return row && attemptFrom(row)
}

/** The attempt that an import came by, where the account may see it. */
export async function visibleAttemptOfImport(
  query: RecordsQuery,
  accountId: number,
  importId: number,
): Promise<number | undefined> {
  const [row] = await query.query<{ id: bigint }>(
    `select id from ingestion_attempts
     where import_id = $2 and force_visible($1::bigint, police_force) order by id limit 1`,
    [accountId, importId],
  )
  return row && Number(row.id)
}

/**
 * Other attempts that came under the same batch id, with or without `-R` or `-A`, in the order they came.
 *
 * @param stem the batch id without either.
 */
export async function attemptsOfBatch(
  query: RecordsQuery,
  accountId: number,
  stem: string,
  { except, limit }: { except: number; limit: number },
): Promise<VisibleAttempt[]> {
  const rows = await query.query<AttemptRow>(
    `select ${SELECTION}
     from ingestion_attempts as attempts left join imports on imports.id = attempts.import_id
     where lower(attempts.batch_id) = any (array[lower($2), lower($2) || '-r', lower($2) || '-a'])
       and attempts.id <> $3 and force_visible($1::bigint, attempts.police_force)
     order by attempts.id limit $4`,
    [accountId, stem, except, limit],
  )
  return rows.map(attemptFrom)
}

type AttemptRow = RecordRow & {
  id: bigint
  channel: IngestionChannel
  received_at: string
  police_force: string | null
  batch_id: string | null
  file_name: string | null
  sender: string | null
  status: AttemptStatus
  reason_code: AttemptReasonCode | null
  reason: string | null
  import_id: bigint | null
  repeats_attempt_id: bigint | null
  rows: bigint
  accepted: bigint
  refused: bigint
  repeats: bigint
  started_at: string | null
  finished_at: string | null
}

function attemptFrom(row: AttemptRow): VisibleAttempt {
  return {
    id: Number(row.id),
    channel: row.channel,
    receivedAt: instantFrom(row.received_at),
    policeForce: row.police_force ?? undefined,
    batchId: row.batch_id ?? undefined,
    fileName: row.file_name ?? undefined,
    sender: row.sender ?? undefined,
    status: row.status,
    reasonCode: row.reason_code ?? undefined,
    reason: row.reason ?? undefined,
    importId: row.import_id === null ? undefined : Number(row.import_id),
    repeatsId: row.repeats_attempt_id === null ? undefined : Number(row.repeats_attempt_id),
    rows: Number(row.rows),
    accepted: Number(row.accepted),
    refused: Number(row.refused),
    repeats: Number(row.repeats),
    startedAt: instantIfAny(row.started_at),
    finishedAt: instantIfAny(row.finished_at),
  }
}

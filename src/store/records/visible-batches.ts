import type { Instant } from '../../domain/interval.ts'
import type { RowIssue } from '../../domain/row-issue.ts'
import type { CrimeBatchRecord } from './crime-records.ts'
import { instantFrom } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'
import { type RowIssueRow, rowIssueFrom, rowIssueSelection } from './refused-records.ts'
import { everyForce, visibleForces } from './visible-forces.ts'

/** One crime batch file, what became of it, and how its rows add up. */
export interface VisibleBatch extends CrimeBatchRecord {
  /** Of its import. */
  readonly id: number
  readonly fileName: string
  readonly receivedAt: Instant
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly repeats: number
}

const SELECTION = `imports.id, imports.file_name, imports.started_at, imports.rows, imports.accepted,
       imports.refused, coalesce(imports.repeats, 0) as repeats, batches.outcome,
       batches.police_force, batches.batch_id`

/** Crime batches of the forces an account may see, newest first: those that came before number `before`. */
export async function visibleBatches(
  query: RecordsQuery,
  accountId: number,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<VisibleBatch[]> {
  const rows = await query.query<BatchRow>(
    `select ${SELECTION}
     from ${visibleForces} as visible
     cross join lateral (
       select * from crime_batches
       where coalesce(crime_batches.police_force, '') = visible.police_force
         and ($3::bigint is null or import_id < $3)
       order by import_id desc limit $4
     ) as batches
     join imports on imports.id = batches.import_id
     order by batches.import_id desc limit $4`,
    [accountId, everyForce, before, limit],
  )
  return rows.map(batchFrom)
}

/** @returns `undefined` where there is no such batch or the account may not see its force. */
export async function visibleBatch(
  query: RecordsQuery,
  accountId: number,
  id: number,
): Promise<VisibleBatch | undefined> {
  const [row] = await query.query<BatchRow>(
    `select ${SELECTION}
     from crime_batches as batches join imports on imports.id = batches.import_id
     where batches.import_id = $2 and force_visible($1::bigint, batches.police_force)`,
    [accountId, id],
  )
  return row && batchFrom(row)
}

/** A row issue with its place among the batch's. */
export interface ListedRowIssue extends RowIssue {
  readonly ordinal: number
}

/** What was wrong with a batch's rows, in their order, behind `after`; nothing where the account may not see it. */
export async function visibleRowIssues(
  query: RecordsQuery,
  accountId: number,
  id: number,
  { after = -1, limit }: { after?: number | undefined; limit: number },
): Promise<ListedRowIssue[]> {
  const rows = await query.query<RowIssueRow>(
    `select ${rowIssueSelection}
     from crime_batches as batches join row_issues on row_issues.import_id = batches.import_id
     where batches.import_id = $2 and force_visible($1::bigint, batches.police_force)
       and row_issues.ordinal > $3
     order by row_issues.ordinal limit $4`,
    [accountId, id, after, limit],
  )
  return rows.map((row) => ({ ...rowIssueFrom(row), ordinal: row.ordinal }))
}

type BatchRow = RecordRow & {
  id: bigint
  file_name: string
  started_at: string
  rows: bigint
  accepted: bigint
  refused: bigint
  repeats: bigint
  outcome: CrimeBatchRecord['outcome']
  police_force: string | null
  batch_id: string | null
}

function batchFrom(row: BatchRow): VisibleBatch {
  return {
    id: Number(row.id),
    fileName: row.file_name,
    receivedAt: instantFrom(row.started_at),
    rows: Number(row.rows),
    accepted: Number(row.accepted),
    refused: Number(row.refused),
    repeats: Number(row.repeats),
    outcome: row.outcome,
    policeForce: row.police_force ?? undefined,
    batchId: row.batch_id ?? undefined,
  }
}

import type { Instant } from '../../domain/interval.ts'
import { instantFrom, instantIfAny, instantText } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

export type ImportKind = 'positions' | 'people' | 'crimes' | 'alcohol' | 'places'

/** Running, done and failed are different things: what is running when nobody runs was cut off. */
export type Outcome = 'running' | 'done' | 'failed'

export interface ImportStart {
  readonly kind: ImportKind
  /** The file's name without its folder. */
  readonly fileName: string
  /** Hex, of the whole file; may be left for the end. */
  readonly sha256?: string | undefined
  readonly startedAt: Instant
}

/** rows = accepted + refused; repeats are accepted rows that added nothing. */
interface ImportTotals {
  readonly rows: number
  readonly accepted: number
  readonly refused: number
  readonly issues: number
  readonly repeats?: number | undefined
  readonly conflicts?: number | undefined
}

export interface ImportEnd extends ImportTotals {
  readonly outcome: 'done' | 'failed'
  readonly finishedAt: Instant
  /** Needed for `done` where the start did not say it. */
  readonly sha256?: string | undefined
  /** The line of column names as it came. */
  readonly header?: string | undefined
  readonly message?: string | undefined
}

/** One try at bringing in one file. */
export interface Import extends ImportTotals {
  readonly id: number
  readonly kind: ImportKind
  readonly fileName: string
  readonly sha256: string | undefined
  readonly startedAt: Instant
  readonly finishedAt: Instant | undefined
  readonly outcome: Outcome
  readonly header: string | undefined
  readonly message: string | undefined
  /** Why positions of a file that was imported in part stay missing, where somebody said so. */
  readonly settledWhy?: string
}

/** @returns the import's id, larger than any before. */
export async function startImport(query: RecordsQuery, start: ImportStart): Promise<number> {
  const [row] = await query.query<{ id: bigint }>(
    `insert into imports (kind, file_name, sha256, started_at)
     values ($1, $2, $3, $4) returning id`,
    [start.kind, start.fileName, start.sha256, instantText(start.startedAt)],
  )
  return Number(row?.id)
}

/** @throws Error when the import is not running. */
export async function finishImport(query: RecordsQuery, id: number, end: ImportEnd): Promise<void> {
  const finished = await query.query(
    `update imports set
       outcome = $2, finished_at = $3, sha256 = coalesce($4, sha256),
       rows = $5, accepted = $6, refused = $7, issues = $8, repeats = $9, conflicts = $10,
       header = $11, message = $12
     where id = $1 and outcome = 'running' returning id`,
    [
      id,
      end.outcome,
      instantText(end.finishedAt),
      end.sha256,
      end.rows,
      end.accepted,
      end.refused,
      end.issues,
      end.repeats,
      end.conflicts,
      end.header,
      end.message,
    ],
  )
  if (finished.length === 0) throw new Error(`Cannot finish import ${id}: it is not running`)
}

/** Said of an import whose process ended before it. */
const CUT_OFF = 'It was cut off before its end'

/**
 * Marks every running import as failed and drops what it had noted of refused rows: the next try
 * notes them anew. Only for whoever alone holds the data: it cannot tell cut off from running elsewhere.
 *
 * @returns the imports as they were.
 */
export async function failAbandonedImports(
  transaction: RecordsQuery,
  at: Instant,
): Promise<Import[]> {
  const rows = await transaction.query<ImportRow>(
    `update imports set outcome = 'failed', finished_at = $1, message = $2
     where outcome = 'running' returning *`,
    [instantText(at), CUT_OFF],
  )
  const ids = rows.map(({ id }) => id)
  await transaction.query('delete from row_issues where import_id = any($1::bigint[])', [ids])
  await transaction.query('delete from refused_rows where import_id = any($1::bigint[])', [ids])
  return rows.map(importFrom)
}

/** Notes how many positions an import had brought that was cut off: of what else it read nothing is known. */
export async function noteBrought(
  query: RecordsQuery,
  id: number,
  positions: number,
): Promise<void> {
  await query.query(
    `update imports set rows = $2, accepted = $2 where id = $1 and outcome = 'failed'`,
    [id, positions],
  )
}

/**
 * Says of an import that brought a part of a file why it stays so, or which import brought what was missing. What was said
 * before is said anew.
 */
export async function settleImport(
  query: RecordsQuery,
  id: number,
  {
    why,
    at,
    completedBy,
  }: { readonly why: string; readonly at: Instant; readonly completedBy: number | undefined },
): Promise<void> {
  await query.query(
    'update imports set settled_at = $2, settled_why = $3, settled_by_import = $4 where id = $1',
    [id, instantText(at), why, completedBy],
  )
}

/**
 * Of every positions file of which an import brought a part and none since has brought it all, nor a corrected file what was
 * missing: the newest such import, oldest first. One that is running now is among them.
 */
export async function unfinishedImports(query: RecordsQuery): Promise<Import[]> {
  const rows = await query.query<ImportRow>(
    `select * from (
       select distinct on (sha256) * from imports as begun
       where kind = 'positions' and outcome <> 'done'
         and (outcome = 'running' or accepted > 0 or message = $1)
         and not exists (
           select from imports as whole where whole.kind = 'positions' and whole.outcome = 'done'
             and whole.sha256 = begun.sha256 and whole.id > begun.id
         )
       order by sha256, id desc
     ) as newest where settled_by_import is null`,
    [CUT_OFF],
  )
  return rows.map(importFrom).sort((a, b) => a.id - b.id)
}

export async function findImport(query: RecordsQuery, id: number): Promise<Import | undefined> {
  const [row] = await query.query<ImportRow>('select * from imports where id = $1', [id])
  return row && importFrom(row)
}

/** The newest finished import of a file with this content. */
export async function findFinishedImport(
  query: RecordsQuery,
  kind: ImportKind,
  sha256: string,
): Promise<Import | undefined> {
  const [row] = await query.query<ImportRow>(
    `select * from imports where kind = $1 and sha256 = $2 and outcome = 'done'
     order by id desc limit 1`,
    [kind, sha256],
  )
  return row && importFrom(row)
}

/** The newest finished import of a kind. */
export async function newestImport(
  query: RecordsQuery,
  kind: ImportKind,
): Promise<Import | undefined> {
  const [row] = await query.query<ImportRow>(
    `select * from imports where kind = $1 and outcome = 'done' order by id desc limit 1`,
    [kind],
  )
  return row && importFrom(row)
}

/** Every import, oldest first; of one kind or outcome where given. */
export async function listImports(
  query: RecordsQuery,
  { kind, outcome }: { kind?: ImportKind; outcome?: Outcome } = {},
): Promise<Import[]> {
  const rows = await query.query<ImportRow>(
    `select * from imports
     where ($1::text is null or kind = $1) and ($2::text is null or outcome = $2) order by id`,
    [kind, outcome],
  )
  return rows.map(importFrom)
}

type ImportRow = RecordRow & {
  id: bigint
  kind: ImportKind
  file_name: string
  sha256: string | null
  started_at: string
  finished_at: string | null
  outcome: Outcome
  rows: bigint
  accepted: bigint
  refused: bigint
  issues: bigint
  repeats: bigint | null
  conflicts: bigint | null
  header: string | null
  message: string | null
  settled_why: string | null
}

function importFrom(row: ImportRow): Import {
  return {
    id: Number(row.id),
    kind: row.kind,
    fileName: row.file_name,
    sha256: row.sha256 ?? undefined,
    startedAt: instantFrom(row.started_at),
    finishedAt: instantIfAny(row.finished_at),
    outcome: row.outcome,
    rows: Number(row.rows),
    accepted: Number(row.accepted),
    refused: Number(row.refused),
    issues: Number(row.issues),
    repeats: row.repeats === null ? undefined : Number(row.repeats),
    conflicts: row.conflicts === null ? undefined : Number(row.conflicts),
    header: row.header ?? undefined,
    message: row.message ?? undefined,
    ...(row.settled_why !== null && { settledWhy: row.settled_why }),
  }
}

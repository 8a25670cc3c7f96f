import type { AUDIT_COLUMNS } from './migrations/0009-audit.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

/** One row of the chain as it lies in the records, whatever was done to it. */
export interface AuditRow {
  readonly id: number
  readonly previousHash: string
  readonly hash: string
  readonly entry: string
  /** What the columns for searching say, by name; subjects as JSON. */
  readonly columns: Readonly<Record<(typeof AUDIT_COLUMNS)[number], unknown>>
}

const PAGE = 2000

/** Every row of the chain in order of id, a page at a time. */
export async function* walkAudit(query: RecordsQuery): AsyncGenerator<AuditRow> {
  let after: bigint | undefined
  for (;;) {
    const rows: ChainRow[] = await query.query<ChainRow>(
      `select id, previous_hash, hash, entry, at, action, outcome, what, subjects, purpose,
         username, role, correlation_id
       from audit_events where $1::bigint is null or id > $1 order by id limit $2`,
      [after, PAGE],
    )
    for (const row of rows) yield chainFrom(row)
    after = rows.at(-1)?.id
    if (rows.length < PAGE) return
  }
}

/** How many entries there are. */
export async function countAudit(query: RecordsQuery): Promise<number> {
  const [row] = await query.query<{ entries: bigint }>(
    'select count(*) as entries from audit_events',
  )
  return Number(row?.entries)
}

type ChainRow = RecordRow & { id: bigint; previous_hash: string; hash: string; entry: string }

function chainFrom({ id, previous_hash, hash, entry, ...columns }: ChainRow): AuditRow {
  return {
    id: Number(id),
    previousHash: previous_hash,
    hash,
    entry,
    columns: columns as AuditRow['columns'],
  }
}

import type { RowIssue } from '../../domain/row-issue.ts'
import { pages } from './pages.ts'
import { byteText, jsonRows } from './record-values.ts'
import type { RecordRow, RecordsQuery } from './records.ts'

const PAGE = 2000

/** A row of a file that was not taken, as it came. */
export interface KeptRow {
  /** The line where it starts. */
  readonly row: number
  /** Its bytes without the line break that ends it. */
  readonly raw: Uint8Array
}

/** Adds issues of a file behind the `first` that it has already; thousands at once are well. */
export async function addRowIssues(
  query: RecordsQuery,
  importId: number,
  first: number,
  issues: readonly RowIssue[],
): Promise<void> {
  let ordinal = first
  for (const page of pages(issues, ({ value, message }) => value.length + message.length)) {
    await query.query(
      `insert into row_issues
         (import_id, ordinal, file_row, field, code, value, message, required_action, crime_reference)
       select $1::bigint, issue.*
       from json_to_recordset($2::json) as issue (
         ordinal integer, file_row integer, field text, code text, value text, message text,
         required_action text, crime_reference text)`,
      [
        importId,
        jsonRows(
          page.map((issue) => ({
            ordinal: ordinal++,
            file_row: issue.row,
            field: issue.field,
            code: issue.code,
            value: issue.value,
            message: issue.message,
            required_action: issue.requiredAction,
            crime_reference: issue.crimeReference,
          })),
        ),
      ],
    )
  }
}

/** Adds refused rows of a file behind the `first` that it has already. */
export async function addRefusedRows(
  query: RecordsQuery,
  importId: number,
  first: number,
  rows: readonly KeptRow[],
): Promise<void> {
  let ordinal = first
  for (const page of pages(rows, ({ raw }) => raw.length * 2)) {
    await query.query(
      `insert into refused_rows (import_id, ordinal, file_row, raw)
       select $1::bigint, refused.*
       from json_to_recordset($2::json) as refused (ordinal integer, file_row integer, raw bytea)`,
      [
        importId,
        jsonRows(
          page.map(({ row, raw }) => ({
            ordinal: ordinal++,
            file_row: row,
            raw: byteText(raw),
          })),
        ),
      ],
    )
  }
}

/** What to select of `row_issues` for {@link rowIssueFrom}. */
export const rowIssueSelection =
  'ordinal, file_row, field, code, value, message, required_action, crime_reference'

export type RowIssueRow = RecordRow & {
  ordinal: number
  file_row: number | null
  field: string
  code: string
  value: string
  message: string
  required_action: string
  crime_reference: string | null
}

export function rowIssueFrom(row: RowIssueRow): RowIssue {
  return {
    ...(row.file_row !== null && { row: row.file_row }),
    field: row.field,
    code: row.code as RowIssue['code'],
    value: row.value,
    message: row.message,
    requiredAction: row.required_action,
    ...(row.crime_reference !== null && { crimeReference: row.crime_reference }),
  }
}

/** The issues of one import in the order they were added. */
export async function* rowIssues(query: RecordsQuery, importId: number): AsyncGenerator<RowIssue> {
  let after = -1
  while (true) {
    const rows: RowIssueRow[] = await query.query(
      `select ${rowIssueSelection}
       from row_issues where import_id = $1 and ordinal > $2 order by ordinal limit $3`,
      [importId, after, PAGE],
    )
    for (const row of rows) yield rowIssueFrom(row)
    if (rows.length < PAGE) return
    after = rows.at(-1)?.ordinal ?? after
  }
}

/** The refused rows of one import in the order they were added. */
export async function* refusedRows(query: RecordsQuery, importId: number): AsyncGenerator<KeptRow> {
  let after = -1
  while (true) {
    // Counted by size too: a page of the largest rows there can be would not fit in memory.
    const rows = await query.query<{ ordinal: number; file_row: number; raw: Uint8Array }>(
      `select ordinal, file_row, raw from (
         select ordinal, file_row, raw, sum(length(raw)) over (order by ordinal) - length(raw) as before
         from (
           select ordinal, file_row, raw from refused_rows
           where import_id = $1 and ordinal > $2 order by ordinal limit $3
         ) as page
       ) as sized where before < 4194304 order by ordinal`,
      [importId, after, PAGE],
    )
    for (const { ordinal, file_row, raw } of rows) {
      yield { row: file_row, raw }
      after = ordinal
    }
    if (rows.length === 0) return
  }
}

export async function countRefusedRows(query: RecordsQuery, importId: number): Promise<number> {
  const [row] = await query.query<{ found: bigint }>(
    'select count(*) as found from refused_rows where import_id = $1',
    [importId],
  )
  return Number(row?.found)
}

/** Drops what an import had noted of refused rows: its file is read anew. */
export async function forgetRefused(query: RecordsQuery, importId: number): Promise<void> {
  await query.query('delete from row_issues where import_id = $1', [importId])
  await query.query('delete from refused_rows where import_id = $1', [importId])
}

/** Drops some refused rows of an import, by the line where they start, with their issues. */
export async function forgetRefusedRows(
  transaction: RecordsQuery,
  importId: number,
  rows: readonly number[],
): Promise<void> {
  for (const page of pages(rows)) {
    const lines = [importId, page]
    await transaction.query(
      'delete from row_issues where import_id = $1 and file_row = any($2::integer[])',
      lines,
    )
    await transaction.query(
      'delete from refused_rows where import_id = $1 and file_row = any($2::integer[])',
      lines,
    )
  }
}

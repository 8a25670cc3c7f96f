import { AppError } from '../domain/errors.ts'
import { byDevice } from '../domain/lawful-intervals.ts'
import { type Import, listImports } from '../store/records/imports.ts'
import type { RecordsQuery } from '../store/records/records.ts'
import { refusedRows, rowIssues } from '../store/records/refused-records.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import type { DataFolder } from './data-folder.ts'
import { refusedRowsOf } from './erase-refused.ts'
import { rowIssueColumns } from './match-columns.ts'
import { CsvFile, type OutputFile } from './output-file.ts'
import { wornIntervals } from './worn-intervals.ts'

const EVER = { from: -Infinity, to: Infinity }

/**
 * Writes row-issues.csv over every import: crime batches first, then positions, oldest first. What a row says
 * of a device while somebody hidden wore it is left out.
 */
export async function exportRowIssues(
  { records }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
): Promise<number> {
  const left = await rowsOf(records, hidden)
  const csv = new CsvFile(file, rowIssueColumns)
  for (const kind of ['crimes', 'positions'] as const) {
    for (const { id, fileName } of await listImports(records, { kind })) {
      const without = new Set(left.get(id))
      for await (const issue of rowIssues(records, id)) {
        if (issue.row === undefined || !without.has(issue.row))
          csv.add({ ...issue, file: fileName })
      }
    }
  }
  return csv.rows
}

/**
 * Writes the refused rows of one import as they came, under their header where they had one; none that speaks
 * of somebody hidden.
 *
 * @throws AppError WRONG_USE when several imports have some and none is named.
 */
export async function exportRefused(
  { records }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
  importId?: number,
): Promise<number> {
  const imports = (await listImports(records)).filter(({ refused }) => refused > 0)
  const chosen = imports.filter(({ id }) => importId === undefined || id === importId)
  if (chosen.length > 1 || (importId !== undefined && chosen.length === 0))
    throw choose(imports, importId)
  const left = await rowsOf(records, hidden)
  let rows = 0
  for (const { id, header } of chosen) {
    const without = new Set(left.get(id))
    if (header !== undefined) file.write(`${header}\n`)
    for await (const { row, raw } of refusedRows(records, id)) {
      if (without.has(row)) continue
      file.write(raw)
      file.write('\n')
      rows++
    }
  }
  return rows
}

/** Refused rows that speak of these people's devices while they wore them, by import. */
async function rowsOf(
  records: RecordsQuery,
  hidden: ReadonlyMap<string, string>,
): Promise<Map<number, number[]>> {
  if (hidden.size === 0) return new Map()
  const people = await loadPeople(records)
  const worn = [...hidden.keys()].flatMap((id) => wornIntervals(people, id, EVER))
  return refusedRowsOf(records, byDevice(worn))
}

function choose(imports: readonly Import[], importId: number | undefined): AppError {
  const listed = imports.map(
    ({ id, fileName, refused }) => `${id} (${fileName}, ${refused} refused)`,
  )
  const why =
    importId === undefined ? 'several imports refused rows' : `import ${importId} refused none`
  return new AppError(
    'WRONG_USE',
    `Cannot export refused rows: ${why}; expected --import with one of ${listed.join(', ')}`,
  )
}

import { AppError } from '../domain/errors.ts'
import { type Import, listImports } from '../store/records/imports.ts'
import { refusedRows, rowIssues } from '../store/records/refused-records.ts'
import type { DataFolder } from './data-folder.ts'
import { rowIssueColumns } from './match-columns.ts'
import { CsvFile, type OutputFile } from './output-file.ts'

/** Writes row-issues.csv over every import: crime batches first, then positions, oldest first. */
export async function exportRowIssues({ records }: DataFolder, file: OutputFile): Promise<number> {
  const csv = new CsvFile(file, rowIssueColumns)
  for (const kind of ['crimes', 'positions'] as const) {
    for (const { id, fileName } of await listImports(records, { kind })) {
      for await (const issue of rowIssues(records, id)) csv.add({ ...issue, file: fileName })
    }
  }
  return csv.rows
}

/**
 * Writes the refused rows of one import as they came, under their header where they had one.
 *
 * @throws AppError WRONG_USE when several imports have some and none is named.
 */
export async function exportRefused(
  { records }: DataFolder,
  file: OutputFile,
  importId?: number,
): Promise<number> {
  const imports = (await listImports(records)).filter(({ refused }) => refused > 0)
  const chosen = imports.filter(({ id }) => importId === undefined || id === importId)
  if (chosen.length > 1 || (importId !== undefined && chosen.length === 0))
    throw choose(imports, importId)
  let rows = 0
  for (const { id, header } of chosen) {
    if (header !== undefined) file.write(`${header}\n`)
    for await (const { raw } of refusedRows(records, id)) {
      file.write(raw)
      file.write('\n')
      rows++
    }
  }
  return rows
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

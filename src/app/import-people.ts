import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { findImport } from '../store/records/imports.ts'
import type { Asker } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import type { ImportReport } from './import-report.ts'
import { readWhole } from './read-input.ts'
import { sentPeople } from './take-people.ts'

/**
 * Makes what people.json says the current state: whoever it names is replaced, the others stay. A file
 * with a fault changes nothing.
 */
export async function importPeople(
  folder: DataFolder,
  asker: Asker,
  paths: readonly string[],
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const file = basename(path)
    const nothing = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
    try {
      const { bytes, sha256 } = readWhole(path)
      const { importId, again } = await sentPeople(folder, asker, { bytes, fileName: file, sha256 })
      const taken = await findImport(folder.records, importId)
      if (again) reports.push({ ...nothing, outcome: 'again', before: taken?.startedAt ?? 0 })
      else {
        const rows = taken?.rows ?? 0
        reports.push({ ...nothing, id: importId, outcome: 'done', rows, accepted: rows })
      }
    } catch (error) {
      if (
        !(error instanceof AppError) ||
        !['FILE_UNREADABLE', 'PEOPLE_INVALID'].includes(error.code)
      )
        throw error
      const failure =
        error.code === 'PEOPLE_INVALID'
          ? new AppError(error.code, `Cannot import ${file}: ${error.message}`)
          : error
      reports.push({ ...nothing, outcome: 'failed', failure })
    }
  }
  return reports
}

import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { lawfulChanges } from '../domain/lawful-changes.ts'
import { crimeMappingIntervals } from '../domain/lawful-intervals.ts'
import { readPeople } from '../ingest/people-json.ts'
import { finishImport, newestImport, startImport } from '../store/records/imports.ts'
import { savePeople } from '../store/records/people-records.ts'
import { loadPeople } from '../store/records/stored-people.ts'
import { noteStretches } from '../store/records/touch-records.ts'
import { type Asker, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import type { ImportReport } from './import-report.ts'
import { readWhole } from './read-input.ts'

/**
 * Makes what people.json says the current state: whoever it names is replaced, the others stay. A file
 * with a fault changes nothing.
 */
export async function importPeople(
  { records }: DataFolder,
  asker: Asker,
  paths: readonly string[],
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const file = basename(path)
    const nothing = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
    try {
      const { bytes, sha256 } = readWhole(path)
      const newest = await newestImport(records, 'people')
      if (newest?.sha256 === sha256) {
        reports.push({ ...nothing, outcome: 'again', before: newest.startedAt })
        continue
      }
      const people = readPeople(bytes)
      const rows = people.deviceWearers.length
      const id = await startImport(records, {
        kind: 'people',
        fileName: file,
        sha256,
        startedAt: Date.now(),
      })
      await records.transaction(async (transaction) => {
        const before = crimeMappingIntervals(await loadPeople(transaction))
        await savePeople(transaction, id, people)
        const after = crimeMappingIntervals(await loadPeople(transaction))
        const changed = lawfulChanges(before, after)
        await noteStretches(transaction, changed, { cause: 'people', importId: id }, Date.now())
        const counts = { rows, accepted: rows, refused: 0, issues: 0 }
        await finishImport(transaction, id, { ...counts, outcome: 'done', finishedAt: Date.now() })
        await keepEvent(transaction, asker, {
          action: 'collect',
          what: 'people',
          subjects: people.deviceWearers.map((wearer) => wearer.id),
          count: rows,
          details: { import: id, sha256 },
        })
      })
      reports.push({ ...nothing, id, outcome: 'done', rows, accepted: rows })
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

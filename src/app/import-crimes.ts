import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import type { Asker } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import type { ImportReport } from './import-report.ts'
import { receiveCrimeBatch } from './receive-crime-batch.ts'

/** Brings crime batches in by command, each whole or not at all, an attempt each. */
export async function importCrimes(
  folder: DataFolder,
  asker: Asker,
  paths: readonly string[],
  fromNationalGrid: FromNationalGrid,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const fileName = basename(path)
    try {
      const { report } = await receiveCrimeBatch(folder, asker, {
        content: { path },
        fileName,
        channel: 'command',
        fromNationalGrid,
      })
      reports.push(report)
    } catch (failure) {
      if (!(failure instanceof AppError) || failure.code !== 'FILE_UNREADABLE') throw failure
      const nothing = { rows: 0, accepted: 0, refused: 0, repeats: 0 }
      reports.push({ ...nothing, file: fileName, outcome: 'failed', failure })
    }
  }
  return reports
}

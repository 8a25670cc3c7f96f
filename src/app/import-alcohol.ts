import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { readAlcoholEvents } from '../ingest/alcohol-csv.ts'
import { saveAlcoholEvents } from '../store/records/alcohol-records.ts'
import { findFinishedImport, finishImport, startImport } from '../store/records/imports.ts'
import { type Asker, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import type { ImportReport } from './import-report.ts'
import { readWhole } from './read-input.ts'

/** Brings in what alcohol monitoring's equipment said, each file whole or not at all; nothing counts twice. */
export async function importAlcohol(
  folder: DataFolder,
  asker: Asker,
  paths: readonly string[],
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const file = basename(path)
    try {
      reports.push(await importFile(folder, asker, path, file))
    } catch (error) {
      if (
        !(error instanceof AppError) ||
        !['FILE_UNREADABLE', 'FILE_MALFORMED'].includes(error.code)
      )
        throw error
      const failure =
        error.code === 'FILE_MALFORMED'
          ? new AppError(error.code, `Cannot import ${file}: ${error.message}`)
          : error
      const nothing = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
      reports.push({ ...nothing, outcome: 'failed', failure })
    }
  }
  return reports
}

async function importFile(
  { records }: DataFolder,
  asker: Asker,
  path: string,
  file: string,
): Promise<ImportReport> {
  const { bytes, sha256 } = readWhole(path)
  const counts = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
  const before = await findFinishedImport(records, 'alcohol', sha256)
  if (before) return { ...counts, outcome: 'again', before: before.startedAt }
  const events = readAlcoholEvents(bytes)
  const start = { kind: 'alcohol', fileName: file, sha256, startedAt: Date.now() } as const
  const id = await startImport(records, start)
  const totals = { rows: events.length, accepted: events.length, refused: 0 }
  const repeats = await records.transaction(async (transaction) => {
    const repeated = events.length - (await saveAlcoholEvents(transaction, id, events))
    const end = { ...totals, issues: 0, repeats: repeated, finishedAt: Date.now() }
    await finishImport(transaction, id, { ...end, outcome: 'done' })
    await keepEvent(transaction, asker, {
      action: 'collect',
      what: 'alcohol readings',
      subjects: [...new Set(events.map(({ deviceWearerId }) => deviceWearerId))],
      count: events.length,
      details: { import: id, sha256 },
    })
    return repeated
  })
  return { ...counts, ...totals, id, outcome: 'done', repeats }
}

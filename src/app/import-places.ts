import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { readPlacesFile } from '../ingest/places-geojson.ts'
import { findFinishedImport, finishImport, startImport } from '../store/records/imports.ts'
import { saveExtract } from '../store/records/place-records.ts'
import { refreshStatistics } from '../store/records/planner-statistics.ts'
import { type Asker, keepEvent } from './asker.ts'
import type { DataFolder } from './data-folder.ts'
import type { ImportReport } from './import-report.ts'
import { pieceByPiece } from './in-breaths.ts'
import { readWhole } from './read-input.ts'

/** As the licence of OpenStreetMap asks, where a file says nothing else. */
const OPENSTREETMAP = '© OpenStreetMap contributors'

/** What became of one file of places. */
interface TakenPlaces {
  readonly report: ImportReport
  /** Of a category, with a shape that cannot be used. */
  readonly refused: readonly string[]
}

/** Brings in places of interest, each file whole or not at all; the newest file's are in force. */
export async function importPlaces(
  folder: DataFolder,
  asker: Asker,
  paths: readonly string[],
  dataOf?: string,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    const file = basename(path)
    try {
      const { report } = await takePlaces(folder, asker, { path, fileName: file }, { dataOf })
      reports.push(report)
    } catch (error) {
      if (
        !(error instanceof AppError) ||
        !['FILE_UNREADABLE', 'FILE_MALFORMED'].includes(error.code)
      )
        throw error
      const nothing = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
      reports.push({ ...nothing, outcome: 'failed', failure: error })
    }
  }
  return reports
}

/**
 * Takes one file of places.
 *
 * @param said the London date its data is of, where whoever brings it says so; their account.
 * @throws AppError FILE_UNREADABLE; FILE_MALFORMED.
 */
export async function takePlaces(
  { records }: Pick<DataFolder, 'records'>,
  asker: Asker,
  { path, fileName }: { readonly path: string; readonly fileName: string },
  said: { readonly dataOf?: string | undefined; readonly accountId?: number },
): Promise<TakenPlaces> {
  const { bytes, sha256 } = readWhole(path)
  const counts = { file: fileName, rows: 0, accepted: 0, refused: 0, repeats: 0 }
  const before = await findFinishedImport(records, 'places', sha256)
  if (before) {
    return { report: { ...counts, outcome: 'again', before: before.startedAt }, refused: [] }
  }
  const { places, refused, ...file } = await pieceByPiece(readPlacesFile(bytes))
  const totals = {
    rows: places.length + refused.length,
    accepted: places.length,
    refused: refused.length,
  }
  const now = Date.now()
  const id = await records.transaction(async (transaction) => {
    const importId = await startImport(transaction, {
      kind: 'places',
      fileName,
      sha256,
      startedAt: now,
    })
    await saveExtract(
      transaction,
      {
        importId,
        dataOf: said.dataOf ?? file.dataOf,
        attribution: file.attribution ?? OPENSTREETMAP,
        takenAt: now,
        takenBy: said.accountId,
      },
      places,
    )
    const end = { ...totals, issues: refused.length, repeats: 0, finishedAt: Date.now() }
    await finishImport(transaction, importId, { ...end, outcome: 'done' })
    await keepEvent(transaction, asker, {
      action: 'collect',
      what: 'places of interest',
      subjects: [],
      count: places.length,
      details: { import: importId, sha256 },
    })
    return importId
  })
  await refreshStatistics(records)
  return { report: { ...counts, ...totals, id, outcome: 'done' }, refused }
}

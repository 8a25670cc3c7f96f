import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { positionsReader } from '../ingest/positions-reader.ts'
import {
  findFinishedImport,
  finishImport,
  startImport,
  unfinishedImports,
} from '../store/records/imports.ts'
import { noteToAssess } from '../store/records/monitoring-records.ts'
import { noteDaysTouched } from '../store/records/pattern-notes.ts'
import { forgetRefused } from '../store/records/refused-records.ts'
import { noteStretches } from '../store/records/touch-records.ts'
import { type Asker, keepEvent } from './asker.ts'
import { checkWhole } from './check-whole.ts'
import type { DataFolder } from './data-folder.ts'
import { erasedIntervals } from './erased-positions.ts'
import { hashFile } from './hash-file.ts'
import type { ImportReport } from './import-report.ts'
import { inTurn } from './in-turn.ts'
import { type ImportPositionsOptions, PositionBatches } from './position-batches.ts'
import { readInPieces } from './read-input.ts'

export const DEFAULT_BATCH_ROWS = 200_000

/**
 * Brings positions into the archive, file by file, a batch at a time. What `onDurable` was told is
 * kept whatever happens next; importing the file again completes it, and nothing counts twice.
 */
export async function importPositions(
  folder: DataFolder,
  asker: Asker,
  paths: readonly string[],
  options: ImportPositionsOptions,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) {
    // What a file adds is told by counting before and after: another must not come between.
    reports.push(await inTurn(folder.archive, () => importFile(folder, asker, path, options)))
  }
  return reports
}

async function importFile(
  folder: DataFolder,
  asker: Asker,
  path: string,
  options: ImportPositionsOptions,
): Promise<ImportReport> {
  const file = options.fileName ?? basename(path)
  const nothing = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
  let sha256: string
  try {
    sha256 = await hashFile(path)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...nothing, outcome: 'failed', failure: error }
  }
  const before = await findFinishedImport(folder.records, 'positions', sha256)
  // Of an archive that lost positions nobody may hear that there is nothing new.
  if (before) await checkWhole(folder)
  if (before && !options.again) return { ...nothing, outcome: 'again', before: before.startedAt }
  if (before)
    await folder.records.transaction((transaction) => forgetRefused(transaction, before.id))

  const begun = (await unfinishedImports(folder.records)).find((each) => each.sha256 === sha256)
  const erased = await erasedIntervals(folder)
  const startedAt = Date.now()
  const id = await startImport(folder.records, {
    kind: 'positions',
    fileName: file,
    sha256,
    startedAt,
  })
  const batches = new PositionBatches(folder, id, file, erased, options)
  const failure = await readAll(path, batches, { ...options, fileName: file })
  const added = await batches.added()
  // Devices may have added to the same days meanwhile.
  const repeats = Math.max(0, batches.counts.accepted - added.count)
  const stretches = await batches.stretches(added.days, startedAt)
  const conflicts = await batches.conflicts(startedAt)
  const outcome = failure ? 'failed' : 'done'
  await folder.records.transaction(async (transaction) => {
    await finishImport(transaction, id, {
      ...batches.counts,
      outcome,
      finishedAt: Date.now(),
      repeats,
      conflicts,
      header: batches.header,
      message: failure?.message,
    })
    await noteStretches(transaction, stretches, { cause: 'positions', importId: id }, Date.now())
    await noteToAssess(transaction, stretches, Date.now())
    await noteDaysTouched(transaction, stretches, Date.now())
    await keepEvent(transaction, asker, {
      action: 'collect',
      outcome,
      what: 'movements',
      subjects: await batches.wearers(transaction),
      count: batches.counts.rows,
      details: { import: id, sha256 },
    })
  })
  const counts = {
    ...batches.counts,
    repeats,
    ...(conflicts !== undefined && { conflicts }),
    ...(begun && !failure && { completes: begun.id }),
  }
  return { ...counts, id, file, outcome, ...(failure && { failure }) }
}

/** @returns why the file could not be used, where it could not. */
async function readAll(
  path: string,
  batches: PositionBatches,
  { readerOf, fileName: file = basename(path) }: ImportPositionsOptions,
): Promise<AppError | undefined> {
  const reader = (readerOf ?? positionsReader)(file, batches.collector)
  try {
    await readInPieces(
      path,
      createHash('sha256'),
      async (piece) => {
        for (let at = 0; at < piece.length; at += batches.pieceBytes) {
          reader.push(piece.subarray(at, at + batches.pieceBytes))
          await batches.flushFull()
        }
      },
      () => undefined,
    )
    reader.end()
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('FILE_')) throw error
    await batches.flush()
    const readable = error.code !== 'FILE_UNREADABLE'
    return readable ? new AppError(error.code, `Cannot read ${file}: ${error.message}`) : error
  }
  await batches.flush()
  if (batches.counts.accepted > 0) return undefined
  return new AppError('FILE_MALFORMED', `Cannot use ${file}: it holds no valid position`)
}

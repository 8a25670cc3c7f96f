import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { Instant, Interval } from '../domain/interval.ts'
import type { PositionColumns } from '../domain/position-columns.ts'
import type { RefusedRow } from '../domain/row-issue.ts'
import { PositionCollector } from '../ingest/position-collector.ts'
import { positionsReader } from '../ingest/positions-reader.ts'
import { readRefusedPosition, speaksOf } from '../ingest/refused-position.ts'
import { findFinishedImport, finishImport, startImport } from '../store/records/imports.ts'
import { addRefusedRows, addRowIssues, forgetRefused } from '../store/records/refused-records.ts'
import type { DataFolder } from './data-folder.ts'
import { erasedIntervals, withoutErased } from './erased-positions.ts'
import { hashFile } from './hash-file.ts'
import type { ImportReport } from './import-report.ts'
import { readInPieces } from './read-input.ts'

const DAY = 86_400_000
const SMALLEST_PIECE_BYTES = 16 * 1024
const LARGEST_PIECE_BYTES = 4 * 1024 * 1024

export interface ImportPositionsOptions {
  /** The last instant that is not in the future, with the tolerance added. */
  readonly latest: Instant
  /** Positions made durable together. */
  readonly batchRows: number
  /** Whether to read a file again that was imported before: after a purge, or a clock set right. */
  readonly again: boolean
  /** Called when this many positions of the file are durable: only then. */
  readonly onDurable: (file: string, positions: number) => void
}

export const DEFAULT_BATCH_ROWS = 200_000

/**
 * Brings positions into the archive, file by file, a batch at a time. What `onDurable` was told is
 * kept whatever happens next; importing the file again completes it, and nothing counts twice.
 */
export async function importPositions(
  folder: DataFolder,
  paths: readonly string[],
  options: ImportPositionsOptions,
): Promise<ImportReport[]> {
  const reports: ImportReport[] = []
  for (const path of paths) reports.push(await importFile(folder, path, options))
  return reports
}

async function importFile(
  folder: DataFolder,
  path: string,
  options: ImportPositionsOptions,
): Promise<ImportReport> {
  const file = basename(path)
  const nothing = { file, rows: 0, accepted: 0, refused: 0, repeats: 0 }
  let sha256: string
  try {
    sha256 = await hashFile(path)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...nothing, outcome: 'failed', failure: error }
  }
  const before = await findFinishedImport(folder.records, 'positions', sha256)
  if (before && !options.again) return { ...nothing, outcome: 'again', before: before.startedAt }
  if (before)
    await folder.records.transaction((transaction) => forgetRefused(transaction, before.id))

  const erased = await erasedIntervals(folder)
  const id = await startImport(folder.records, {
    kind: 'positions',
    fileName: file,
    sha256,
    startedAt: Date.now(),
  })
  const batches = new Batches(folder, id, file, erased, options)
  const failure = await readAll(path, batches)
  const repeats = batches.counts.accepted - (await batches.added())
  const outcome = failure ? 'failed' : 'done'
  await finishImport(folder.records, id, {
    ...batches.counts,
    outcome,
    finishedAt: Date.now(),
    repeats,
    header: batches.header,
    message: failure?.message,
  })
  return { ...batches.counts, file, outcome, repeats, ...(failure && { failure }) }
}

/** @returns why the file could not be used, where it could not. */
async function readAll(path: string, batches: Batches): Promise<AppError | undefined> {
  const file = basename(path)
  const reader = positionsReader(path, batches.collector)
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

/** One file's positions and refused rows on their way into the stores. */
class Batches {
  readonly collector: PositionCollector
  header: string | undefined
  readonly #folder: DataFolder
  readonly #importId: number
  readonly #file: string
  readonly #erased: ReadonlyMap<string, readonly Interval[]>
  readonly #options: ImportPositionsOptions
  #refused: RefusedRow[] = []
  #issuesKept = 0
  #rowsKept = 0
  #durable = 0
  /** Distinct positions of the days the file touches, before it came. */
  readonly #before = new Map<number, number>()

  constructor(
    folder: DataFolder,
    importId: number,
    file: string,
    erased: ReadonlyMap<string, readonly Interval[]>,
    options: ImportPositionsOptions,
  ) {
    this.#erased = erased
    this.#folder = folder
    this.#importId = importId
    this.#file = file
    this.#options = options
    this.collector = new PositionCollector({
      latest: options.latest,
      onRefused: (row) => this.#refused.push(row),
      onHeader: (raw) => {
        this.header = raw
      },
    })
  }

  /** How much to read before looking whether a batch is full: no row is shorter than a few bytes. */
  get pieceBytes(): number {
    return Math.min(
      LARGEST_PIECE_BYTES,
      Math.max(SMALLEST_PIECE_BYTES, this.#options.batchRows * 32),
    )
  }

  get counts() {
    return this.collector.counts
  }

  async flushFull(): Promise<void> {
    const waiting = this.collector.builder.length + this.#refused.length
    if (waiting >= this.#options.batchRows) await this.flush()
  }

  /** Makes durable what has been read so far, and says so. */
  async flush(): Promise<void> {
    const read = this.collector.builder.take()
    const positions = withoutErased(read, this.#erased)
    if (positions.length > 0) {
      await this.#countDays(positions)
      await this.#folder.archive.append(positions)
    }
    const refused = this.#refused.filter(
      ({ raw }) =>
        this.#erased.size === 0 || !speaksOf(readRefusedPosition(raw, this.header), this.#erased),
    )
    this.#refused = []
    if (refused.length > 0) {
      const issues = refused.flatMap((row) => row.issues)
      await this.#folder.records.transaction(async (transaction) => {
        await addRowIssues(transaction, this.#importId, this.#issuesKept, issues)
        await addRefusedRows(transaction, this.#importId, this.#rowsKept, refused)
      })
      this.#issuesKept += issues.length
      this.#rowsKept += refused.length
    }
    this.#durable += read.length
    if (read.length > 0) this.#options.onDurable(this.#file, this.#durable)
  }

  /** How many distinct positions the file added. */
  async added(): Promise<number> {
    let added = 0
    for (const [day, before] of this.#before) added += (await this.#distinct(day)) - before
    return added
  }

  async #countDays({ capturedAt, length }: PositionColumns): Promise<void> {
    let day = Number.NaN
    for (let row = 0; row < length; row++) {
      const of = Math.floor((capturedAt[row] ?? 0) / DAY) * DAY
      if (of === day) continue
      day = of
      if (!this.#before.has(day)) this.#before.set(day, await this.#distinct(day))
    }
  }

  async #distinct(day: number): Promise<number> {
    return (await this.#folder.archive.count([], { from: day, to: day + DAY })).all
  }
}

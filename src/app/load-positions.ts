import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { AppError } from '../domain/errors.ts'
import type { Instant } from '../domain/interval.ts'
import { PositionCollector, type RowCounts } from '../ingest/position-collector.ts'
import { positionsReader } from '../ingest/positions-reader.ts'
import { type ArrangedPositions, arrangePositions } from '../matching/arrange-positions.ts'
import { type Input, type OnBytes, readInPieces } from './read-input.ts'
import type { RefusalSink } from './refusals.ts'

export interface LoadedPositions {
  readonly arranged: ArrangedPositions
  readonly counts: RowCounts
  readonly inputs: readonly Input[]
  /** What could not be done, a file each. */
  readonly failures: readonly AppError[]
}

/** Reads positions from CSV and, where the name ends in .ndjson or .jsonl, NDJSON. */
export async function loadPositions(
  paths: readonly string[],
  names: ReadonlyMap<string, string>,
  latest: Instant,
  refusals: RefusalSink,
  onBytes: OnBytes,
): Promise<LoadedPositions> {
  const counts: RowCounts = { rows: 0, accepted: 0, refused: 0, issues: 0 }
  const inputs: Input[] = []
  const failures: AppError[] = []
  let file = ''
  const collector = new PositionCollector({
    latest,
    onRefused: (refused) => refusals.add(file, refused),
    onHeader: (raw) => refusals.header(file, raw),
  })
  for (const path of paths) {
    file = names.get(path) ?? basename(path)
    collector.startFile()
    const hash = createHash('sha256')
    const reader = positionsReader(path, collector)
    let readable = true
    try {
      await readInPieces(path, hash, (piece) => reader.push(piece), onBytes)
      reader.end()
      if (collector.counts.accepted === 0) {
        failures.push(
          new AppError('FILE_MALFORMED', `Cannot use ${file}: it holds no valid position`),
        )
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'OUTPUT_UNWRITABLE') throw error
      readable = error.code !== 'FILE_UNREADABLE'
      failures.push(
        readable ? new AppError(error.code, `Cannot read ${file}: ${error.message}`) : error,
      )
    }
    if (readable) {
      inputs.push({ file, sha256: hash.digest('hex'), rows: collector.counts.rows })
    }
    for (const key of ['rows', 'accepted', 'refused', 'issues'] as const) {
      counts[key] += collector.counts[key]
    }
  }
  return { arranged: arrangePositions(collector.builder.build()), counts, inputs, failures }
}

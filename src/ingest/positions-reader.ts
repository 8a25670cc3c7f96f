import type { PositionCollector } from './position-collector.ts'
import { PositionsCsvReader } from './positions-csv.ts'
import { PositionsNdjsonReader } from './positions-ndjson.ts'

/** What reads a format's bytes as they come. */
interface PositionsReader {
  push(piece: Uint8Array): void
  /** Reads what is left; call once, after the last piece. */
  end(): void
}

/** The reader for a file by its name: NDJSON where it ends in .ndjson or .jsonl, else CSV. */
export function positionsReader(fileName: string, collector: PositionCollector): PositionsReader {
  return /\.(ndjson|jsonl)$/i.test(fileName)
    ? new PositionsNdjsonReader(collector)
    : new PositionsCsvReader(collector)
}

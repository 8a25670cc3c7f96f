import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../domain/errors.ts'
import { csvFields, findRecord } from '../ingest/csv-record.ts'
import type { RunSummary } from './run-summary.ts'

/** One line of a CSV we wrote, by column. */
export type RunRow = Readonly<Record<string, string>>

/** A finished run, read back from the files it wrote. */
export interface StoredRun {
  readonly summary: RunSummary
  readonly matches: readonly RunRow[]
  /** Lines of match-positions.csv for one line of matches.csv. */
  positionsOf(match: RunRow): readonly RunRow[]
  /** Lines of row-issues.csv for one input file. */
  issuesOf(file: string): readonly RunRow[]
}

/**
 * Reads the run in `folder`.
 *
 * @throws AppError RUN_UNREADABLE where there is none or it is not whole.
 */
export function readRun(folder: string): StoredRun {
  const summaryPath = join(folder, 'summary.json')
  if (!existsSync(summaryPath)) {
    throw new AppError(
      'RUN_UNREADABLE',
      `Cannot open ${folder}: it holds no finished run, expected summary.json in it`,
    )
  }
  try {
    const summary = JSON.parse(readFileSync(summaryPath, 'utf8')) as RunSummary
    const byPair = grouped(readRows(join(folder, 'match-positions.csv')), pairKey)
    const byFile = grouped(readRows(join(folder, 'row-issues.csv')), (row) => row['file'] ?? '')
    return {
      summary,
      matches: readRows(join(folder, 'matches.csv')),
      positionsOf: (match) => byPair.get(pairKey(match)) ?? [],
      issuesOf: (file) => byFile.get(file) ?? [],
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('RUN_UNREADABLE', `Cannot open the run in ${folder}: ${why}`, { cause })
  }
}

function pairKey(row: RunRow): string {
  return JSON.stringify([row['police_force'], row['crime_reference'], row['device_wearer_id']])
}

function grouped(rows: readonly RunRow[], key: (row: RunRow) => string): Map<string, RunRow[]> {
  const groups = new Map<string, RunRow[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

function readRows(path: string): RunRow[] {
  const bytes = readFileSync(path)
  const decoder = new TextDecoder()
  const options = { limit: bytes.length, final: true, maxBytes: bytes.length + 1 }
  let columns: readonly string[] | undefined
  const rows: RunRow[] = []
  for (let at = 0; at < bytes.length; ) {
    const record = findRecord(bytes, at, options)
    if (!record || record.malformed) throw new Error(`${path} is damaged`)
    const cells = csvFields(decoder.decode(bytes.subarray(at, record.end))).map(asItWas)
    if (columns)
      rows.push(Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])))
    else columns = cells
    at = record.next
  }
  return rows
}

/** Takes off the apostrophe that keeps a spreadsheet from seeing a formula. */
function asItWas(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

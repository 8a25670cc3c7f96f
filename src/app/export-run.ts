import { AppError } from '../domain/errors.ts'
import { londonTime } from '../domain/london-time.ts'
import { type StoredMatch, storedMatches } from '../store/records/match-records.ts'
import { findRun, type MatchingRun, newestRun } from '../store/records/run-records.ts'
import { standingMatches } from '../store/records/standing-records.ts'
import type { DataFolder } from './data-folder.ts'
import { matchColumns, matchPositionColumns } from './match-columns.ts'
import { CsvFile, type OutputFile } from './output-file.ts'

interface ExportedRun {
  readonly rows: number
  /** The run that was named, or else the newest. */
  readonly run: number
}

/** Writes matches.csv of nobody hidden: of what stands, unless a run is named. */
export async function exportMatches(
  { records }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
  runId?: number,
): Promise<ExportedRun> {
  const csv = new CsvFile(file, matchColumns)
  const run = await doneRun({ records }, runId)
  for await (const match of matchesOf({ records }, run, runId)) {
    if (!hidden.has(match.deviceWearerId)) csv.add(match)
  }
  return { rows: csv.rows, run: run.id }
}

/** Writes match-positions.csv of nobody hidden: of what stands, unless a run is named. */
export async function exportMatchPositions(
  { records }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
  runId?: number,
): Promise<ExportedRun> {
  const csv = new CsvFile(file, matchPositionColumns)
  const run = await doneRun({ records }, runId)
  for await (const match of matchesOf({ records }, run, runId)) {
    if (hidden.has(match.deviceWearerId)) continue
    for (const position of match.inRadius) csv.add({ match, position })
  }
  return { rows: csv.rows, run: run.id }
}

async function* matchesOf(
  { records }: Pick<DataFolder, 'records'>,
  { id, algorithmVersion }: MatchingRun,
  named: number | undefined,
): AsyncGenerator<StoredMatch & { readonly algorithmVersion: string }> {
  if (named === undefined) yield* standingMatches(records)
  else for await (const match of storedMatches(records, id)) yield { ...match, algorithmVersion }
}

/** @throws AppError RUN_UNREADABLE where there is no such run, or it is not done. */
async function doneRun(
  { records }: Pick<DataFolder, 'records'>,
  id?: number,
): Promise<MatchingRun> {
  const run = id === undefined ? await newestRun(records) : await findRun(records, id)
  if (run?.matchesDeletedAt !== undefined) {
    throw new AppError(
      'RUN_UNREADABLE',
      `Cannot export matches: those of run ${run.id} were deleted on ${londonTime(run.matchesDeletedAt)}, because they had been kept for as long as allowed`,
    )
  }
  if (run?.outcome === 'done') return run
  const which =
    id === undefined
      ? 'no matching run is done'
      : run
        ? `run ${id} is ${run.outcome}`
        : `there is no run ${id}`
  throw new AppError(
    'RUN_UNREADABLE',
    `Cannot export matches: ${which}; "whereabouts match --data DIR" makes one`,
  )
}

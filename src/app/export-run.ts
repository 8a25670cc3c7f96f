import { AppError } from '../domain/errors.ts'
import { londonTime } from '../domain/london-time.ts'
import { storedMatches } from '../store/records/match-records.ts'
import { findRun, type MatchingRun, newestRun } from '../store/records/run-records.ts'
import type { DataFolder } from './data-folder.ts'
import { matchColumns, matchPositionColumns } from './match-columns.ts'
import { CsvFile, type OutputFile } from './output-file.ts'

interface ExportedRun {
  readonly rows: number
  /** The run's id. */
  readonly run: number
}

/** Writes matches.csv of a run, of nobody hidden: the newest that is done, unless another is named. */
export async function exportMatches(
  { records }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
  runId?: number,
): Promise<ExportedRun> {
  const csv = new CsvFile(file, matchColumns)
  const run = await doneRun({ records }, runId)
  for await (const match of storedMatches(records, run.id)) {
    if (hidden.has(match.deviceWearerId)) continue
    csv.add({ ...match, algorithmVersion: run.algorithmVersion })
  }
  return { rows: csv.rows, run: run.id }
}

/** Writes match-positions.csv of a run, of nobody hidden. */
export async function exportMatchPositions(
  { records }: DataFolder,
  file: OutputFile,
  hidden: ReadonlyMap<string, string>,
  runId?: number,
): Promise<ExportedRun> {
  const csv = new CsvFile(file, matchPositionColumns)
  const run = await doneRun({ records }, runId)
  for await (const match of storedMatches(records, run.id)) {
    if (hidden.has(match.deviceWearerId)) continue
    for (const position of match.inRadius)
      csv.add({ match: { ...match, algorithmVersion: run.algorithmVersion }, position })
  }
  return { rows: csv.rows, run: run.id }
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

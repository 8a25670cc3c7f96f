import { basename } from 'node:path'
import { CrimeRegister } from '../domain/crime-register.ts'
import { AppError } from '../domain/errors.ts'
import type { RowIssue } from '../domain/row-issue.ts'
import type { FromNationalGrid } from '../geo/national-grid.ts'
import { type BatchOutcome, type CrimeBatch, readCrimeBatch } from '../ingest/crime-batch-csv.ts'
import type { RowCounts } from '../ingest/position-collector.ts'
import type { FiledCrimeVersion } from './match-columns.ts'
import { type Input, readWhole } from './read-input.ts'
import type { RefusalSink } from './refusals.ts'

/** One crime batch file and what became of it. */
export interface BatchReport extends RowCounts {
  readonly file: string
  readonly outcome: BatchOutcome
  readonly policeForce: string | undefined
  readonly batchId: string | undefined
  readonly repeats: number
}

export interface LoadedCrimes {
  readonly register: CrimeRegister
  /** Every version in order of arrival. */
  readonly versions: readonly FiledCrimeVersion[]
  readonly counts: RowCounts & { repeats: number }
  readonly inputs: readonly Input[]
  readonly batches: readonly BatchReport[]
  readonly failures: readonly AppError[]
}

/** Reads crime batches in the order given; a later statement of a crime makes its next version. */
export function loadCrimes(
  paths: readonly string[],
  names: ReadonlyMap<string, string>,
  fromNationalGrid: FromNationalGrid,
  refusals: RefusalSink,
): LoadedCrimes {
  const register = new CrimeRegister()
  const versions: FiledCrimeVersion[] = []
  const counts = { rows: 0, accepted: 0, refused: 0, issues: 0, repeats: 0 }
  const inputs: Input[] = []
  const batches: BatchReport[] = []
  const failures: AppError[] = []
  for (const path of paths) {
    const file = names.get(path) ?? basename(path)
    let whole: ReturnType<typeof readWhole>
    try {
      whole = readWhole(path)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      failures.push(error)
      continue
    }
    const batch = readCrimeBatch(whole.bytes, fromNationalGrid)
    for (const issue of batch.issues) refusals.note(file, issue)
    for (const { raw } of batch.refused) refusals.keep(file, raw)
    const failure = batchFailure(file, batch)
    if (failure) failures.push(failure)
    let repeats = 0
    for (const { row, statement } of batch.crimes) {
      const crime = register.add(statement)
      if (crime) versions.push({ crime, file, row })
      else repeats++
    }
    inputs.push({ file, sha256: whole.sha256, rows: batch.counts.rows })
    batches.push({
      ...batch.counts,
      file,
      outcome: batch.outcome,
      policeForce: batch.policeForce,
      batchId: batch.batchId,
      repeats,
    })
    for (const key of ['rows', 'accepted', 'refused', 'issues'] as const) {
      counts[key] += batch.counts[key]
    }
    counts.repeats += repeats
  }
  return { register, versions, counts, inputs, batches, failures }
}

/** Why nothing of a batch was taken, where nothing was. */
export function batchFailure(file: string, { outcome, issues }: CrimeBatch): AppError | undefined {
  if (outcome !== 'FAILED' && outcome !== 'ERROR') return undefined
  return new AppError('FILE_MALFORMED', `Cannot use ${file}: ${reason(issues)}`)
}

/** The file's own fault, else the place where its quotes stop making sense. */
function reason(issues: readonly RowIssue[]): string {
  const fault =
    issues.find((issue) => issue.row === undefined) ??
    issues.find((issue) => issue.code === 'MALFORMED_CSV')
  return (fault?.message ?? '').replace(/^Cannot take the file: |^Cannot read the file /, '')
}

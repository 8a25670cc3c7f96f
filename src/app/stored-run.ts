import type { RowIssue } from '../domain/row-issue.ts'
import { type CrimeBatchRecord, findCrimeBatch } from '../store/records/crime-records.ts'
import { type Import, listImports } from '../store/records/imports.ts'
import { type StoredMatch, storedMatches } from '../store/records/match-records.ts'
import { rowIssues } from '../store/records/refused-records.ts'
import { type MatchingRun, newestRun, type RunCounts } from '../store/records/run-records.ts'
import type { DataFolder } from './data-folder.ts'
import { type ImportSums, importSums } from './import-sums.ts'

/** A crime batch that was imported, with everything that was wrong with its rows. */
export interface StoredBatch extends Import {
  readonly batch: CrimeBatchRecord
  readonly rowIssues: readonly RowIssue[]
}

/** The newest matching run that is done, what it found, and what was imported for it. */
export interface StoredRun {
  readonly run: MatchingRun & { readonly counts: RunCounts }
  readonly positions: ImportSums
  readonly crimes: ImportSums
  readonly batches: readonly StoredBatch[]
  readonly matches: readonly StoredMatch[]
}

/** @returns `undefined` where no run is done. */
export async function readStoredRun({
  records,
}: Pick<DataFolder, 'records'>): Promise<StoredRun | undefined> {
  const run = await newestRun(records)
  if (!run?.counts) return undefined
  const imports = await listImports(records)
  const batches: StoredBatch[] = []
  for (const each of imports) {
    if (each.kind !== 'crimes') continue
    const batch = await findCrimeBatch(records, each.id)
    const issues: RowIssue[] = []
    for await (const issue of rowIssues(records, each.id)) issues.push(issue)
    if (batch) batches.push({ ...each, batch, rowIssues: issues })
  }
  const matches: StoredMatch[] = []
  for await (const match of storedMatches(records, run.id)) matches.push(match)
  return {
    run: { ...run, counts: run.counts },
    positions: importSums(imports, 'positions'),
    crimes: importSums(imports, 'crimes'),
    batches,
    matches,
  }
}

import { openCases } from '../../src/store/records/case-records.ts'
import type { MatchToStore } from '../../src/store/records/match-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { standingRun } from './standing-run.ts'

/**
 * A run that stands, about the crimes of these pairs and of those that are gone since, with the cases it opens.
 *
 * @returns its id.
 */
export async function runWithCases(
  records: Records,
  found: readonly MatchToStore[],
  at: number,
  gone: readonly MatchToStore[] = [],
): Promise<number> {
  const references = [...found, ...gone].map(({ crime }) => crime.crimeReference)
  const runId = await standingRun(records, found, { references, startedAt: at })
  await records.transaction((transaction) => openCases(transaction, { runId, at }))
  return runId
}

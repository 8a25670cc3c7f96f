import { newestCrimes } from '../../src/store/records/crime-records.ts'
import { addRunFigures } from '../../src/store/records/figure-records.ts'
import { letStand } from '../../src/store/records/let-stand.ts'
import { addMatches, type MatchToStore } from '../../src/store/records/match-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { identifyInputs } from '../../src/store/records/run-inputs.ts'
import { finishRun, type RunStart, startRun } from '../../src/store/records/run-records.ts'
import { AT, all } from './postgres-samples.ts'

interface Said extends Partial<RunStart> {
  /** The references of the crimes it gives an answer about: all unless said otherwise. */
  readonly references?: readonly string[]
}

/** A run that is done and stands, with these matches. @returns its id. */
export async function standingRun(
  records: Records,
  matches: readonly MatchToStore[],
  { references, ...start }: Said = {},
): Promise<number> {
  const startedAt = start.startedAt ?? AT
  const id = await startRun(records, {
    algorithmVersion: '0.1.0+0a1b2c3d',
    parameters: { radiusMetres: 100, padMinutes: 0 },
    pairs: 'near',
    inputs: await identifyInputs(records),
    scope: references ? 'touched' : 'whole',
    begunBy: 'automatic',
    ...start,
    startedAt,
  })
  const crimes = (await all(newestCrimes(records))).filter(
    ({ crime }) => references?.includes(crime.crimeReference) ?? true,
  )
  await records.transaction(async (transaction) => {
    await addMatches(transaction, id, 0, matches)
    await letStand(
      transaction,
      id,
      crimes.map(({ crimeId, crimeVersionId }) => ({
        crimeId,
        crimeVersionId,
        cause: references ? 'positions' : 'whole',
        importId: undefined,
      })),
      startedAt,
    )
    await addRunFigures(transaction, id, startedAt)
    await finishRun(transaction, id, {
      outcome: 'done',
      finishedAt: startedAt,
      counts: {
        crimesCompared: crimes.length,
        crimesInRadius: 0,
        positionsLawful: 0,
        pairsFound: matches.length,
      },
    })
  })
  return id
}

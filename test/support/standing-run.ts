import { openCases } from '../../src/store/records/case-records.ts'
import type { MatchToStore } from '../../src/store/records/match-records.ts'
import { addMatches } from '../../src/store/records/match-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { finishRun, identifyInputs, startRun } from '../../src/store/records/run-records.ts'

/**
 * Keeps a run whose answer stands from now on: the pairs it found, and those that are gone since the run before.
 *
 * @returns the run's id.
 */
export async function standingRun(
  records: Records,
  found: readonly MatchToStore[],
  at: number,
  gone: readonly MatchToStore[] = [],
): Promise<number> {
  const runId = await startRun(records, {
    algorithmVersion: '0.1.0+0a1b2c3d',
    parameters: { radiusMetres: 100 },
    pairs: 'near',
    inputs: await identifyInputs(records),
    startedAt: at,
  })
  const crimeOf = `(select id from crimes where police_force = $1 and crime_reference = $2)`
  await records.transaction(async (transaction) => {
    await addMatches(transaction, runId, 0, found)
    await finishRun(transaction, runId, { outcome: 'done', finishedAt: at })
    for (const [ordinal, { crime, deviceWearerId }] of found.entries()) {
      const pair = [crime.policeForce, crime.crimeReference, deviceWearerId]
      await transaction.query(`update crimes set standing_run_id = $3 where id = ${crimeOf}`, [
        ...pair.slice(0, 2),
        runId,
      ])
      await transaction.query(
        `insert into match_changes (crime_id, device_wearer_id, kind, run_id, ordinal, cause, changed_at, before, after)
         select ${crimeOf}, $3, case when standing.run_id is null then 'appeared' else 'changed' end,
           $4, $5, 'positions', now(), case when standing.run_id is not null then '{}'::jsonb end, '{}'
         from (select 1) as one left join standing_matches as standing
           on standing.crime_id = ${crimeOf} and standing.device_wearer_id = $3`,
        [...pair, runId, ordinal],
      )
      await transaction.query(
        `insert into standing_matches (crime_id, device_wearer_id, run_id, ordinal)
         values (${crimeOf}, $3, $4, $5)
         on conflict (crime_id, device_wearer_id) do update
         set run_id = excluded.run_id, ordinal = excluded.ordinal`,
        [...pair, runId, ordinal],
      )
    }
    for (const { crime, deviceWearerId } of gone) {
      const pair = [crime.policeForce, crime.crimeReference, deviceWearerId]
      await transaction.query(
        `insert into match_changes (crime_id, device_wearer_id, kind, run_id, cause, changed_at, before)
         values (${crimeOf}, $3, 'fell_away', $4, 'positions', now(), '{}')`,
        [...pair, runId],
      )
      await transaction.query(
        `delete from standing_matches where crime_id = ${crimeOf} and device_wearer_id = $3`,
        pair,
      )
    }
    await openCases(transaction, { runId, at })
  })
  return runId
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedRunId } from '../../src/store/records/figure-records.ts'
import { migrate, recordsMigrations } from '../../src/store/records/migrate.ts'
import type { Records } from '../../src/store/records/records.ts'
import { standingMatches, standingRunOf } from '../../src/store/records/standing-records.ts'
import { readNotes } from '../../src/store/records/touch-records.ts'
import { all } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const before = recordsMigrations.filter(({ name }) => name < '0015')

describe.each(recordsTwins())('records from before what stands was kept, on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const stands = async () =>
    (await all(standingMatches(records))).map(
      ({ crime, deviceWearerId, runId }) => `${crime.crimeReference} ${deviceWearerId} ${runId}`,
    )

  test('the newest kept run stands, for the crimes it saw, and nothing waits', async () => {
    await from(['G/1', 'G/2'])
    await run({ id: 1, crimesThrough: 1, pairs: ['G/1 W9'] })
    await run({ id: 2, crimesThrough: 1, pairs: ['G/1 W1', 'G/1 W2'] })
    await run({ id: 3, crimesThrough: 1, pairs: [], outcome: 'failed' })
    await migrate(records)
    expect(await stands()).toEqual(['G/1 W1 2', 'G/1 W2 2'])
    expect(await standingRunOf(records, await crimeId('G/2'))).toBe(2)
    expect(await readNotes(records)).toEqual({ crimes: [], stretches: [], whole: [] })
    // Both ended on one day.
    expect(await publishedRunId(records)).toBe(1)
  })

  test('what came after it waits, with everything else', async () => {
    await from(['G/1'])
    await run({ id: 1, crimesThrough: 1, pairs: ['G/1 W1'] })
    await addCrimes(2, ['G/2'])
    await migrate(records)
    expect(await stands()).toEqual(['G/1 W1 1'])
    expect(await standingRunOf(records, await crimeId('G/2'))).toBeUndefined()
    const waiting = (await readNotes(records)).crimes.map(({ crimeId: id }) => id)
    const both = [await crimeId('G/1'), await crimeId('G/2')]
    expect(waiting.sort()).toEqual(both.sort())
  })

  test('a run whose matches were purged does not stand', async () => {
    await from(['G/1'])
    await run({ id: 1, crimesThrough: 1, pairs: ['G/1 W1'] })
    await records.query('delete from matches')
    await records.query('update matching_runs set matches_deleted_at = now()')
    await migrate(records)
    expect(await stands()).toEqual([])
    expect(await standingRunOf(records, await crimeId('G/1'))).toBeUndefined()
    expect((await readNotes(records)).crimes).toHaveLength(1)
  })

  test('without a run all crimes wait', async () => {
    await from(['G/1', 'G/2'])
    await migrate(records)
    expect((await readNotes(records)).crimes).toHaveLength(2)
    expect(await publishedRunId(records)).toBeUndefined()
  })

  /** Records as they were, with one import of crimes. */
  async function from(references: readonly string[]): Promise<void> {
    await records.query('drop schema public cascade')
    await records.query('create schema public')
    await migrate(records, before)
    await addCrimes(1, references)
  }

  async function addCrimes(importId: number, references: readonly string[]): Promise<void> {
    await records.query(
      `insert into imports (kind, file_name, sha256, started_at, finished_at, outcome)
       values ('crimes', 'a.csv', repeat('a', 64), '2026-01-26', '2026-01-26', 'done')`,
    )
    for (const [row, reference] of references.entries()) {
      await records.query(
        `with crime as (
           insert into crimes (police_force, crime_reference) values ('Cheshire', $1) returning id
         ) insert into crime_versions (crime_id, version, crime_type, window_from, window_to,
             sent_latitude, sent_longitude, latitude, longitude, crime_text, changes, batch_id,
             import_id, file_row)
           select id, 1, 'BIAD', '2026-01-25', '2026-01-26', 53.8, -4.4, 53.8, -4.4, '', '{}', 'B',
             $2, $3 from crime`,
        [reference, importId, row + 1],
      )
    }
  }

  async function run(said: {
    id: number
    crimesThrough: number
    pairs: readonly string[]
    outcome?: 'failed'
  }): Promise<void> {
    await records.query(
      `insert into matching_runs (algorithm_version, parameters, pairs, crimes_through,
         inputs_sha256, started_at, finished_at, outcome)
       values ('x', '{}', 'radius', $1, repeat('a', 64), '2026-01-26', '2026-01-26', $2)`,
      [said.crimesThrough, said.outcome ?? 'done'],
    )
    await records.query(
      `insert into run_figures select $1, 'Cheshire', 0, 0, 0, 0, 0, 0, 0, 0
       where $2::text is null`,
      [said.id, said.outcome],
    )
    for (const [index, pair] of said.pairs.entries()) {
      const [reference, wearer] = pair.split(' ')
      await records.query(
        `insert into matches (run_id, ordinal, crime_version_id, police_force, device_wearer_id,
           device_ids, positions_in_window, positions_in_radius, overlapping_positions, verdict)
         select $1, $2, crime_versions.id, 'Cheshire', $3, '{D1}', 1, 1, 1, 'inconclusive'
         from crime_versions join crimes on crimes.id = crime_id where crime_reference = $4`,
        [said.id, index + 1, wearer, reference],
      )
    }
  }

  async function crimeId(reference: string): Promise<number> {
    const [row] = await records.query<{ id: bigint }>(
      'select id from crimes where crime_reference = $1',
      [reference],
    )
    return Number(row?.id)
  }
})

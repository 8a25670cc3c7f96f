import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { appendCrimeVersions, crimeVersions } from '../../src/store/records/crime-records.ts'
import {
  deletionsOf,
  finishDeletion,
  listDeletions,
  startDeletion,
  unfinishedDeletions,
} from '../../src/store/records/deletion-records.ts'
import {
  legalHoldsInForce,
  liftLegalHold,
  listLegalHolds,
  placeLegalHold,
} from '../../src/store/records/legal-hold-records.ts'
import { addMatches, storedMatches } from '../../src/store/records/match-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import {
  addRefusedRows,
  addRowIssues,
  countRefusedRows,
  forgetRefusedRows,
  refusedRows,
  rowIssues,
} from '../../src/store/records/refused-records.ts'
import {
  countOldCrimes,
  countOldMatches,
  deleteOldCrimes,
  deleteOldMatches,
} from '../../src/store/records/retention-records.ts'
import { identifyInputs } from '../../src/store/records/run-inputs.ts'
import { findRun, finishRun, newestRun, startRun } from '../../src/store/records/run-records.ts'
import {
  AT,
  AWKWARD,
  all,
  bytes,
  crime,
  imported,
  issue,
  match,
} from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

describe.each(recordsTwins())('deletions on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    await records?.query('truncate imports, crimes, matching_runs, deletions, legal_holds cascade')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  test('are noted before and after, and found when cut off', async () => {
    const start = {
      kind: 'erasure',
      subject: 'matches',
      deviceWearerId: 'W1',
      within: { from: -Infinity, to: AT },
      reason: AWKWARD,
      startedAt: AT,
    } as const
    const clock = {
      kind: 'quarantine',
      subject: 'positions',
      deviceId: 'D1',
      within: { from: AT, to: Infinity },
      reason: 'x',
      startedAt: AT,
      positionsBefore: 2 ** 41,
    } as const
    const first = await startDeletion(records, start)
    const second = await startDeletion(records, clock)
    await finishDeletion(records, second, { deleted: 2 ** 40, finishedAt: AT + 1 })
    expect(await unfinishedDeletions(records)).toEqual([{ id: first, ...start }])
    const finished = { id: second, ...clock, deleted: 2 ** 40, finishedAt: AT + 1 }
    expect(await listDeletions(records)).toEqual([{ id: first, ...start }, finished])
    expect(await deletionsOf(records, [second, 7_000])).toEqual([finished])
    await expect(finishDeletion(records, second, { deleted: 1, finishedAt: AT })).rejects.toThrow(
      'not running',
    )
  })

  test('wait for holds, which stand until they are lifted', async () => {
    const hold = {
      deviceWearerId: 'W1',
      within: { from: AT, to: Infinity },
      reason: AWKWARD,
      placedAt: AT,
    }
    const id = await placeLegalHold(records, hold)
    const other = await placeLegalHold(records, { ...hold, within: { from: -Infinity, to: AT } })
    expect(await legalHoldsInForce(records)).toEqual([
      { id, ...hold },
      { id: other, ...hold, within: { from: -Infinity, to: AT } },
    ])
    const lift = { liftedAt: AT + 1, reason: AWKWARD }
    await liftLegalHold(records, id, lift)
    expect((await legalHoldsInForce(records)).map((one) => one.id)).toEqual([other])
    expect(await listLegalHolds(records)).toMatchObject([
      { liftedAt: AT + 1, liftReason: AWKWARD },
      { id: other },
    ])
    await expect(liftLegalHold(records, id, lift)).rejects.toThrow('not in force')
  })

  test('of refused rows take their issues, and no others', async () => {
    const [one, other] = [
      await imported(records, 'positions'),
      await imported(records, 'positions'),
    ]
    for (const id of [one, other]) {
      await addRefusedRows(
        records,
        id,
        0,
        [2, 3, 9].map((row) => ({ row, raw: bytes(AWKWARD) })),
      )
      await addRowIssues(records, id, 0, [issue(2), issue(3), issue(3), issue(9)])
    }
    await forgetRefusedRows(records, one, [3, 9, 70])
    expect((await all(refusedRows(records, one))).map(({ row }) => row)).toEqual([2])
    expect((await all(rowIssues(records, one))).map(({ row }) => row)).toEqual([2])
    expect(await countRefusedRows(records, one)).toBe(1)
    expect(await countRefusedRows(records, other)).toBe(3)
    expect(await all(rowIssues(records, other))).toHaveLength(4)
  })

  /** A run with a match of each wearer at the first of two crimes. */
  async function ranAt(finishedAt: number): Promise<number> {
    const runId = await startRun(records, {
      algorithmVersion: '0.1.0+0a1b2c3d',
      parameters: { padMinutes: 0 },
      pairs: 'radius',
      inputs: await identifyInputs(records),
      scope: 'whole',
      begunBy: 'command',
      startedAt: finishedAt,
    })
    const matches = ['W1', 'W2'].map((wearer) => match(crime('G/1', 1), wearer, [AT, AT + 1]))
    const counts = { crimesCompared: 2, crimesInRadius: 1, positionsLawful: 4, pairsFound: 2 }
    await addMatches(records, runId, 0, matches)
    await finishRun(records, runId, { outcome: 'done', finishedAt, counts })
    return runId
  }

  async function withCrimes(): Promise<void> {
    const id = await imported(records, 'crimes')
    const crimes = [crime('G/1', 1), crime('G/2', 1), crime('G/2', 2)]
    await appendCrimeVersions(
      records,
      id,
      crimes.map((one, row) => ({ crime: one, row })),
    )
  }

  test('of old matches keep the run, newer ones, and those of a wearer under a hold', async () => {
    await withCrimes()
    const [old, fresh] = [await ranAt(AT), await ranAt(AT + 5)]
    expect(await countOldMatches(records, AT + 5, ['W1'])).toBe(1)
    expect(await deleteOldMatches(records, AT + 5, ['W1'], AT + 9)).toBe(1)
    expect((await all(storedMatches(records, old))).map((one) => one.deviceWearerId)).toEqual([
      'W1',
    ])
    expect(await all(storedMatches(records, fresh))).toHaveLength(2)
    expect(await findRun(records, old)).toMatchObject({ matchesDeletedAt: AT + 9 })
    expect(await countOldMatches(records, AT + 5, [])).toBe(1)
    expect(await deleteOldMatches(records, AT + 5, [], AT + 99)).toBe(1)
    expect(await countOldMatches(records, AT + 5, [])).toBe(0)
    expect(await findRun(records, old)).toMatchObject({ matchesDeletedAt: AT + 9 })
    expect((await newestRun(records))?.id).toBe(fresh)
    expect(await deleteOldMatches(records, AT + 6, [], AT + 99)).toBe(2)
    expect(await newestRun(records)).toBeUndefined()
    expect(await records.query('select 1 from match_positions')).toEqual([])
  })

  test('of old crimes keep those spoken of since, and those a match names', async () => {
    await withCrimes()
    const run = await ranAt(AT)
    expect(await countOldCrimes(records, AT)).toBe(0)
    expect(await countOldCrimes(records, AT + 1)).toBe(1)
    const later = await records.transaction((transaction) => deleteOldCrimes(transaction, AT + 1))
    expect(later).toBe(1)
    const left = async () =>
      (await all(crimeVersions(records))).map((one) => one.crime.crimeReference)
    expect(await left()).toEqual(['G/1'])
    await deleteOldMatches(records, AT + 1, [], AT + 1)
    expect((await findRun(records, run))?.counts?.pairsFound).toBe(2)
    expect(await countOldCrimes(records, AT + 1)).toBe(1)
    expect(await records.transaction((transaction) => deleteOldCrimes(transaction, AT + 1))).toBe(1)
    expect(await left()).toEqual([])
    expect(await records.query('select 1 from crimes')).toEqual([])
  })

  test('of old crimes keep those that a question or a data request names', async () => {
    const { id: account } = await insertAccount(
      records,
      {
        username: 'police',
        name: 'P',
        email: undefined,
        role: 'police-analyst',
        policeForce: 'Cheshire',
      },
      AT,
    )
    const stated = ['G/1', 'G/2', 'G/3', 'G/4'].map((reference) => crime(reference, 1))
    const batch = await imported(records, 'crimes')
    await appendCrimeVersions(
      records,
      batch,
      stated.map((one, row) => ({ crime: one, row })),
    )
    await records.query(
      `insert into exclusion_questions (police_force, crime_id, asked_by, asked_at, person_name, purpose)
       select police_force, id, $1, now(), 'Somebody', 'x' from crimes where crime_reference = 'G/1'`,
      [account],
    )
    await records.query(
      `insert into place_questions (account_id, asked_at, purpose, crime_reference, crime_id, crime_type,
         latitude, longitude, radius_metres, window_from, window_to, algorithm_version, run_id, compared, silent,
         weighed, unweighed, ruled_out)
       select $1, now(), 'x', 'G/2', id, 'BIAD', 53, -4, 100, now(), now(), 'x', $2, 0, 0, 0, 0, 0
       from crimes where crime_reference = 'G/2'`,
      [account, await ranAt(AT)],
    )
    await records.query(
      `insert into data_requests (requested_by, police_force, made_at, about, crime_references)
       select $1, police_force, now(), 'place', 'see g/3; and others' from crimes where crime_reference = 'G/3'`,
      [account],
    )
    await deleteOldMatches(records, AT + 1, [], AT + 1)
    expect(await countOldCrimes(records, AT + 1)).toBe(1)
    expect(await records.transaction((each) => deleteOldCrimes(each, AT + 1))).toBe(1)
    const left = await records.query('select crime_reference as r from crimes order by r')
    expect(left.map(({ r }) => r)).toEqual(['G/1', 'G/2', 'G/3'])
  })
})

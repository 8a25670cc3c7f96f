import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import { insertAccount, setDisabled } from '../../src/store/records/account-records.ts'
import { addCrimeBatch, appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import { runFigures } from '../../src/store/records/figure-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { visibleCrimesOf, visibleCrimeVersions } from '../../src/store/records/visible-crimes.ts'
import {
  restrictionOnMatch,
  visibleMatch,
  visibleMatches,
  visibleMatchesOf,
  visibleMatchesOfCrime,
} from '../../src/store/records/visible-matches.ts'
import { AT, AWKWARD, crime, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { standingRun } from '../support/standing-run.ts'

const DETAILS = { name: 'Somebody', email: undefined }
const MESSAGE = 'Ask the duty manager'

describe.each(recordsTwins())('what pages of crimes read, on $name', (twin) => {
  let records: Records
  /** Accounts by username. */
  const ids: Record<string, number> = {}
  let runId = 0
  /** Of imports, in the order of batches. */
  const batches: number[] = []
  const crimes = [
    of('Cheshire', 'C/1', 1),
    of('Cheshire', 'c/2', 1),
    of('Cheshire', AWKWARD, 1),
    of('Cumbria', 'M/1', 1),
    of('Cumbria', 'C/1', 1),
  ]

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    for (const account of [
      { username: 'hub', role: 'hub-caseworker' },
      { username: 'kept.out', role: 'hub-manager' },
      { username: 'cheshire', role: 'police-analyst', policeForce: 'Cheshire' },
      { username: 'cumbria', role: 'police-analyst', policeForce: 'Cumbria' },
      { username: 'gone', role: 'hub-caseworker' },
      { username: 'figures', role: 'evaluator' },
      { username: 'admin', role: 'administrator' },
    ] as const) {
      ids[account.username] = (await insertAccount(records, { ...DETAILS, ...account }, AT)).id
    }
    await setDisabled(records, ids['gone'] ?? 0, AT)
    const people = await imported(records, 'people')
    await records.query(
      `insert into device_wearers (id, crn, import_id, ordinal)
       select 'W' || n, 'X' || n, $1, n from generate_series(1, 3) as n`,
      [people],
    )
    await records.query(
      `insert into wearer_restrictions
         (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W2', 0, 'excluded', '{Kept.Out}', $2, $1)`,
      [people, MESSAGE],
    )
    for (const [policeForce, kept] of [
      ['Cheshire', crimes.slice(0, 3)],
      ['Cumbria', crimes.slice(3)],
      [undefined, []],
      ['Cheshire', [{ ...of('Cheshire', 'C/1', 2), changes: ['Crime window'] as const }]],
    ] as const) {
      const id = await imported(records, 'crimes')
      batches.push(id)
      await addCrimeBatch(records, id, {
        outcome: policeForce ? 'PARTIAL' : 'FAILED',
        policeForce,
        batchId: policeForce && AWKWARD,
      })
      await appendCrimeVersions(
        records,
        id,
        kept.map((one, row) => ({ crime: one, row })),
      )
    }
    const found = [
      match(of('Cheshire', 'C/1', 2), 'W1', [AT], 'supports_presence'),
      match(of('Cheshire', 'C/1', 2), 'W2', [AT]),
      match(of('Cumbria', 'C/1', 1), 'W2', [], 'no_data'),
      match(of('Cumbria', 'M/1', 1), 'W3', [AT], 'supports_presence'),
    ]
    runId = await standingRun(records, found)
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const idOf = (username: string) => ids[username] ?? 0
  const placeOf = async (place: number) => {
    const found = await visibleMatches(records, as('hub'), { limit: 10 })
    return { crimeId: found[place]?.crimeId ?? 0, ordinal: found[place]?.ordinal ?? 0 }
  }
  const as = (username: string) => ({ accountId: idOf(username), at: AT })

  test('a reference finds the crimes of the forces one may see, in whatever letter case', async () => {
    const found = async (username: string, reference: string) =>
      (await visibleCrimesOf(records, idOf(username), reference)).map(
        ({ crime: { policeForce, version } }) => `${policeForce} ${version}`,
      )
    expect(await found('hub', 'c/1')).toEqual(['Cheshire 2', 'Cumbria 1'])
    for (const username of ['gone', 'figures', 'admin'])
      expect(await found(username, 'C/1')).toEqual([])
    expect(await found('cheshire', 'C/2')).toEqual(['Cheshire 1'])
    expect(await found('cheshire', 'M/1')).toEqual([])
    expect(await found('cumbria', 'C/1')).toEqual(['Cumbria 1'])
    expect(await found('hub', AWKWARD)).toEqual(['Cheshire 1'])
    expect(await found('hub', '%')).toEqual([])
  })

  test('a crime has all its versions, for those who may see its force', async () => {
    const [listed] = await visibleCrimesOf(records, idOf('cheshire'), 'C/1')
    const id = listed?.id ?? 0
    const versions = await visibleCrimeVersions(records, idOf('cheshire'), id)
    expect(versions.map(({ crime: { version, changes } }) => ({ version, changes }))).toEqual([
      { version: 2, changes: ['Crime window'] },
      { version: 1, changes: [] },
    ])
    expect(versions.map(({ importId }) => importId)).toEqual([batches[3], batches[0]])
    expect(versions[1]?.crime).toEqual(crimes[0])
    expect(await visibleCrimeVersions(records, idOf('cumbria'), id)).toEqual([])
    expect(await visibleCrimeVersions(records, idOf('admin'), id)).toEqual([])
  })

  test('matches come in their order, without those who are restricted, filtered and page by page', async () => {
    const seen = async (username: string, page: object = {}) =>
      (await visibleMatches(records, as(username), { limit: 10, ...page })).map(
        ({ ordinal }) => ordinal,
      )
    expect(await seen('hub')).toEqual([0, 1, 2, 3])
    expect(await seen('kept.out')).toEqual([0, 3])
    expect(await seen('hub', { verdict: 'supports_presence' })).toEqual([0, 3])
    expect(await seen('hub', { policeForce: 'Cumbria' })).toEqual([2, 3])
    expect(await seen('hub', { policeForce: 'Cumbria', verdict: 'no_data' })).toEqual([2])
    expect(await seen('hub', { after: await placeOf(1), limit: 1 })).toEqual([2])
    for (const username of ['cheshire', 'gone', 'figures', 'admin']) {
      expect(await seen(username)).toEqual([])
    }
  })

  test('matches are found by reference, wearer or CRN, never past a restriction', async () => {
    const found = async (username: string, sought: string, page: object = {}) =>
      (await visibleMatchesOf(records, as(username), sought, { limit: 10, ...page })).map(
        ({ ordinal }) => ordinal,
      )
    expect(await found('hub', 'c/1')).toEqual([0, 1, 2])
    expect(await found('hub', 'c/1', { after: await placeOf(0), limit: 1 })).toEqual([1])
    expect(await found('hub', 'w2')).toEqual([1, 2])
    expect(await found('hub', 'x3')).toEqual([3])
    expect(await found('kept.out', 'w2')).toEqual([])
    expect(await found('kept.out', 'C/1')).toEqual([0])
    expect(await found('cheshire', 'C/1')).toEqual([])
    expect(await found('hub', AWKWARD)).toEqual([])
  })

  test('a crime has its wearers, ranked', async () => {
    const [listed] = await visibleCrimesOf(records, idOf('cheshire'), 'C/1')
    const wearers = async (username: string) =>
      (
        await visibleMatchesOfCrime(records, as(username), listed?.id ?? 0, { runId, limit: 10 })
      ).map(({ deviceWearerId }) => deviceWearerId)
    expect(await wearers('hub')).toEqual(['W1', 'W2'])
    expect(await wearers('kept.out')).toEqual(['W1'])
    expect(await wearers('cheshire')).toEqual([])
  })

  test('one match has its positions; a restriction says why there is none to see', async () => {
    const one = { runId, ordinal: 1 }
    expect(await visibleMatch(records, as('hub'), one)).toMatchObject({
      deviceWearerId: 'W2',
      inRadius: [{ capturedAt: AT }],
    })
    expect(await restrictionOnMatch(records, as('hub'), one)).toBeUndefined()
    expect(await visibleMatch(records, as('kept.out'), one)).toBeUndefined()
    expect(await restrictionOnMatch(records, as('kept.out'), one)).toEqual({
      deviceWearerId: 'W2',
      message: MESSAGE,
    })
    expect(await restrictionOnMatch(records, as('kept.out'), { runId, ordinal: 0 })).toBeUndefined()
    for (const username of ['cheshire', 'gone', 'figures']) {
      expect(await visibleMatch(records, as(username), one)).toBeUndefined()
      expect(await restrictionOnMatch(records, as(username), one)).toBeUndefined()
    }
  })

  test('figures of a run stand by force, with what was received of batches that said no force', async () => {
    const none = { supports_presence: 0, inconclusive: 0, supports_absence: 0, no_data: 0 }
    expect(await runFigures(records, runId)).toEqual([
      {
        policeForce: '',
        rowsReceived: 3,
        rowsAccepted: 2,
        crimesCompared: 0,
        crimesInRadius: 0,
        pairs: none,
      },
      {
        policeForce: 'Cheshire',
        rowsReceived: 6,
        rowsAccepted: 4,
        crimesCompared: 3,
        crimesInRadius: 1,
        pairs: { ...none, supports_presence: 1, inconclusive: 1 },
      },
      {
        policeForce: 'Cumbria',
        rowsReceived: 3,
        rowsAccepted: 2,
        crimesCompared: 2,
        crimesInRadius: 1,
        pairs: { ...none, supports_presence: 1, no_data: 1 },
      },
    ])
    expect(await runFigures(records, runId + 1)).toEqual([])
  })
})

function of(policeForce: string, crimeReference: string, version: number): CrimeVersion {
  return { ...crime(crimeReference, version), policeForce }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import { crimeMappingIntervals } from '../../src/domain/lawful-intervals.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import type { Records, RecordsQuery } from '../../src/store/records/records.ts'
import {
  type CrimeSearch,
  searchVisibleCrimes,
} from '../../src/store/records/visible-crime-search.ts'
import { visibleLegalBasis } from '../../src/store/records/visible-legal-basis.ts'
import {
  visibleCrimeStanding,
  visiblePairsOfCrimes,
  visibleStandingOfCrime,
  visibleStandingOfWearer,
} from '../../src/store/records/visible-standing.ts'
import { AT, AWKWARD, crime, imported, match } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { standingRun } from '../support/standing-run.ts'

const DETAILS = { name: 'Somebody', email: undefined }
const HOUR = 3_600_000

describe.each(recordsTwins())('searching crimes and what stands of them, on $name', (twin) => {
  let records: Records
  const ids: Record<string, number> = {}
  let runId = 0
  const crimes: readonly CrimeVersion[] = [
    of('Cheshire', 'AB/1', {}),
    of('Cheshire', 'ab/2', { crimeType: 'RB', latitude: 53.81, batchId: 'CHS20260401' }),
    of('Cheshire', 'a_%', { window: { from: AT + 5 * HOUR, to: AT + 5 * HOUR } }),
    of('Cumbria', 'AB/1', { batchId: 'CMB20260329' }),
    of('Cumbria', AWKWARD, { longitude: -4.5 }),
  ]

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    for (const account of [
      { username: 'hub', role: 'hub-caseworker' },
      { username: 'kept.out', role: 'hub-manager' },
      { username: 'cheshire', role: 'police-analyst', policeForce: 'Cheshire' },
      { username: 'admin', role: 'administrator' },
    ] as const) {
      ids[account.username] = (await insertAccount(records, { ...DETAILS, ...account }, AT)).id
    }
    const people = await imported(records, 'people')
    await records.query(
      `insert into device_wearers (id, import_id, ordinal)
       select 'W' || n, $1, n from generate_series(1, 3) as n`,
      [people],
    )
    await records.query(
      `insert into devices (id, import_id, ordinal) select 'D' || n, $1, n from generate_series(1, 3) as n`,
      [people],
    )
    await records.query(
      `insert into device_activations (id, device_id, device_wearer_id, starts_at, ends_at, import_id, ordinal)
       select 'A' || n, 'D' || n, 'W' || n, '2026-01-01T00:00:00Z', null, $1, n from generate_series(1, 3) as n`,
      [people],
    )
    await records.query(
      `insert into monitoring_orders (id, device_wearer_id, order_type, starts_at, ends_at, import_id, ordinal)
       select 'O' || n, 'W' || n, 'licence', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', $1, n from generate_series(1, 3) as n`,
      [people],
    )
    await records.query(
      `insert into order_conditions (id, monitoring_order_id, kind, starts_at, ends_at, crime_mapping, ordinal)
       select 'C' || n, 'O' || n, 'trail', '2026-01-10T00:00:00Z', null, n <> 3, 0 from generate_series(1, 3) as n`,
    )
    await records.query(
      `insert into wearer_restrictions
         (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W2', 0, 'excluded', '{Kept.Out}', 'Ask the duty manager', $1)`,
      [people],
    )
    await versions(crimes)
    await versions([
      of('Cheshire', 'AB/1', { version: 2, latitude: 53.9, changes: ['Crime location'] }),
    ])
    const found = [
      match(of('Cheshire', 'AB/1', { version: 2 }), 'W1', [AT], 'inconclusive'),
      match(of('Cheshire', 'AB/1', { version: 2 }), 'W2', [AT, AT + 1], 'supports_presence'),
      match(of('Cheshire', 'AB/1', { version: 2 }), 'W3', [], 'no_data'),
      match(of('Cheshire', 'ab/2', {}), 'W3', [], 'supports_absence'),
      match(of('Cumbria', 'AB/1', {}), 'W2', [AT], 'inconclusive'),
    ]
    runId = await standingRun(records, found, {
      algorithmVersion: '0.2.0+0a1b2c3d',
      parameters: { radiusMetres: 120, padMinutes: 5 },
      references: ['AB/1', 'ab/2'],
    })
    await records.query('update matches set log10_lr = ordinal')
    await records.query(
      `insert into match_cases (crime_id, device_wearer_id, police_force, opened_at, state)
       select crime_id, device_wearer_id, 'Cheshire', now(), 'rejected' from standing_matches
       where device_wearer_id = 'W1'`,
    )
    await versions([
      of('Cumbria', 'AB/1', { version: 2, changes: ['Crime text'], crimeText: 'other' }),
    ])
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  async function versions(kept: readonly CrimeVersion[]): Promise<void> {
    const id = await imported(records, 'crimes', kept.length.toString(16).repeat(64))
    await appendCrimeVersions(
      records,
      id,
      kept.map((one, row) => ({ crime: one, row })),
    )
  }

  const test = twin.missing ? it.skip : it
  const as = (username: string) => ({ accountId: ids[username] ?? 0, at: AT })
  const search = async (username: string, asked: CrimeSearch, page = {}) =>
    (await searchVisibleCrimes(records, as(username), asked, { limit: 10, ...page }))
      .map(({ crime: { policeForce, crimeReference } }) => `${policeForce} ${crimeReference}`)
      .toSorted()
  const idOf = async (username: string, reference: string, policeForce?: string) =>
    (await searchVisibleCrimes(records, as(username), { reference, policeForce }, { limit: 1 }))[0]
      ?.id ?? 0

  test('a reference is found whole or by its beginning, in any case, and nothing in it is a pattern', async () => {
    expect(await search('hub', { reference: 'ab/' })).toEqual([
      'Cheshire AB/1',
      'Cheshire ab/2',
      'Cumbria AB/1',
    ])
    expect(await search('hub', { reference: 'AB/2' })).toEqual(['Cheshire ab/2'])
    expect(await search('hub', { reference: 'A_' })).toEqual(['Cheshire a_%'])
    expect(await search('hub', { reference: '%' })).toEqual([])
    expect(await search('hub', { reference: AWKWARD })).toEqual([`Cumbria ${AWKWARD}`])
    expect(await search('hub', { reference: 'b/' })).toEqual([])
  })

  test('whatever is asked, nobody sees another force', async () => {
    expect(await search('cheshire', {})).toHaveLength(3)
    expect(await search('cheshire', { reference: 'AB/1' })).toEqual(['Cheshire AB/1'])
    expect(await search('cheshire', { policeForce: 'Cumbria' })).toEqual([])
    expect(await search('cheshire', { batchId: 'CMB20260329' })).toEqual([])
    expect(await search('admin', {})).toEqual([])
  })

  test('force, type, batch, days and place narrow it, of the newest version', async () => {
    expect(await search('hub', { policeForce: 'Cumbria' })).toHaveLength(2)
    expect(await search('hub', { crimeType: 'RB' })).toEqual(['Cheshire ab/2'])
    expect(await search('hub', { batchId: 'chs20260401' })).toEqual(['Cheshire ab/2'])
    expect(await search('hub', { from: AT + 5 * HOUR })).toEqual(['Cheshire a_%'])
    expect(await search('hub', { to: AT })).toEqual([])
    expect(await search('hub', { to: AT + 1 })).toHaveLength(4)
    const near = { latitude: 53.81, longitude: -4.4, radiusMetres: 500 }
    expect(await search('hub', { near })).toEqual(['Cheshire ab/2'])
    // It was at 53.8 in its first version.
    const old = { latitude: 53.8, longitude: -4.4, radiusMetres: 100 }
    expect(await search('hub', { near: old })).toEqual(['Cheshire a_%', 'Cumbria AB/1'])
    // A corner of the box is not in the circle.
    const corner = { latitude: 53.8 + 0.0006, longitude: -4.4 + 0.001, radiusMetres: 80 }
    expect(await search('hub', { near: corner })).toEqual([])
    expect(await search('hub', { crimeType: 'RB', from: AT + HOUR })).toEqual([])
  })

  test('outcomes tell near from not near and from not compared, of those one may see', async () => {
    expect(await search('hub', { outcome: 'presence' })).toEqual(['Cheshire AB/1'])
    expect(await search('kept.out', { outcome: 'presence' })).toEqual([])
    expect(await search('hub', { outcome: 'near' })).toEqual(['Cheshire AB/1', 'Cumbria AB/1'])
    expect(await search('kept.out', { outcome: 'near' })).toEqual(['Cheshire AB/1'])
    expect(await search('hub', { outcome: 'nobody' })).toEqual(['Cheshire ab/2'])
    expect(await search('hub', { outcome: 'not_compared' })).toEqual([
      'Cheshire a_%',
      `Cumbria ${AWKWARD}`,
    ])
  })

  test('pages follow one another without a gap or a repeat', async () => {
    const everything = await searchVisibleCrimes(records, as('hub'), {}, { limit: 10 })
    const first = await searchVisibleCrimes(records, as('hub'), {}, { limit: 2 })
    const before = first[1]?.id
    const rest = await searchVisibleCrimes(records, as('hub'), {}, { limit: 10, before })
    expect([...first, ...rest]).toEqual(everything)
    expect(everything.map(({ id }) => id)).toEqual(
      everything.map(({ id }) => id).toSorted((a, b) => b - a),
    )
  })

  test('indexes of reference, batch, window and place are there to be used', async () => {
    const plan = await records.transaction(async (transaction) => {
      await transaction.query('set local enable_seqscan = off')
      const rows: object[] = []
      for (const asked of [
        { reference: 'AB/' },
        { batchId: 'CHS20260401' },
        { from: AT, to: AT + HOUR },
        { near: { latitude: 53.8, longitude: -4.4, radiusMetres: 50 } },
      ]) {
        const explain = {
          query: (sql: string, values: readonly unknown[]) =>
            explained(transaction, sql, values, rows),
        }
        await searchVisibleCrimes(explain as RecordsQuery, as('cheshire'), asked, { limit: 10 })
      }
      return JSON.stringify(rows)
    })
    for (const index of [
      'crimes_reference',
      'crime_versions_batch',
      'crime_versions_window',
      'crime_versions_place',
    ]) {
      expect(plan).toContain(index)
    }
  })

  test('a crime has its wearers by strength, with what people made of them', async () => {
    const id = await idOf('hub', 'AB/1', 'Cheshire')
    const standing = await visibleStandingOfCrime(records, as('hub'), id, 10)
    expect(standing.map(({ deviceWearerId }) => deviceWearerId)).toEqual(['W3', 'W2', 'W1'])
    expect(standing.map(({ review }) => review?.phase)).toEqual([undefined, undefined, 'rejected'])
    expect(standing[0]).toMatchObject({ crimeId: id, runId, crime: { version: 2 } })
    const others = await visibleStandingOfCrime(records, as('kept.out'), id, 10)
    expect(others.map(({ deviceWearerId }) => deviceWearerId)).toEqual(['W3', 'W1'])
    for (const username of ['cheshire', 'admin']) {
      expect(await visibleStandingOfCrime(records, as(username), id, 10)).toEqual([])
      expect(await visiblePairsOfCrimes(records, as(username), [id])).toEqual([])
    }
    expect(await visiblePairsOfCrimes(records, as('kept.out'), [id])).toHaveLength(2)
  })

  test('a wearer has their crimes by time, filtered, never past a restriction', async () => {
    const found = async (username: string, wearer: string, asked = {}) =>
      (await visibleStandingOfWearer(records, as(username), wearer, { limit: 10, ...asked })).map(
        ({ crime: { policeForce, crimeReference } }) => `${policeForce} ${crimeReference}`,
      )
    expect(await found('hub', 'W2')).toEqual(['Cheshire AB/1', 'Cumbria AB/1'])
    expect(await found('hub', 'W2', { verdict: 'inconclusive' })).toEqual(['Cumbria AB/1'])
    expect(await found('hub', 'W2', { from: AT + HOUR })).toEqual([])
    expect(await found('hub', 'W2', { to: AT })).toEqual([])
    expect(await found('kept.out', 'W2')).toEqual([])
    expect(await found('cheshire', 'W2')).toEqual([])
  })

  test('how a crime stands: compared how, with which version, and whether it is withdrawn', async () => {
    const standing = async (username: string, reference: string, force = 'Cheshire') =>
      visibleCrimeStanding(records, ids[username] ?? 0, await idOf('hub', reference, force))
    expect(await standing('hub', 'AB/1')).toEqual({
      withdrawn: undefined,
      waitingSince: undefined,
      run: {
        id: runId,
        startedAt: AT,
        finishedAt: AT,
        algorithmVersion: '0.2.0+0a1b2c3d',
        radiusMetres: 120,
        padMinutes: 5,
        pairs: 'near',
        comparedVersion: 2,
      },
    })
    // What came after the run began it did not compare.
    expect((await standing('hub', 'AB/1', 'Cumbria'))?.run?.comparedVersion).toBe(1)
    expect((await standing('hub', 'a_%'))?.run).toBeUndefined()
    expect(await standing('cheshire', 'AB/1', 'Cumbria')).toBeUndefined()
    expect(await standing('admin', 'AB/1')).toBeUndefined()
  })

  test('positions may be read of those one may see, while a condition permits crime mapping', async () => {
    const lawful = async (username: string) =>
      crimeMappingIntervals(
        await visibleLegalBasis(records, as(username), ['W1', 'W2', 'W3', 'W9']),
      )
    const from = Date.UTC(2026, 0, 10)
    const to = Date.UTC(2026, 1, 1)
    const hub = await lawful('hub')
    expect(hub.deviceWearerIds).toEqual(['W1', 'W2'])
    expect(hub.ofWearer('W1')).toEqual([{ deviceId: 'D1', deviceWearerId: 'W1', from, to }])
    expect((await lawful('kept.out')).deviceWearerIds).toEqual(['W1'])
    expect((await lawful('cheshire')).deviceWearerIds).toEqual([])
  })
})

async function explained(
  query: RecordsQuery,
  sql: string,
  values: readonly unknown[],
  rows: object[],
): Promise<never[]> {
  rows.push(...(await query.query(`explain ${sql}`, values)))
  return []
}

function of(
  policeForce: string,
  crimeReference: string,
  more: Partial<CrimeVersion>,
): CrimeVersion {
  return { ...crime(crimeReference, 1), policeForce, ...more }
}

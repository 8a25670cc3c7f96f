import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '../../src/app/accounts/accounts.ts'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import { crimeByReference } from '../../src/store/records/crime-by-reference.ts'
import { appendCrimeVersions } from '../../src/store/records/crime-records.ts'
import { forceVisible } from '../../src/store/records/force-visible.ts'
import {
  claimKey,
  endKey,
  type NamedWrite,
  releaseAbandonedKeys,
  releaseKey,
} from '../../src/store/records/idempotency-records.ts'
import { startImport } from '../../src/store/records/imports.ts'
import type { Records } from '../../src/store/records/records.ts'
import { wearersOfDevice } from '../../src/store/records/wearers-of-device.ts'
import { workAt } from '../support/account-work.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const NOW = Date.parse('2026-03-29T00:59:59Z')
const DAY = 86_400_000
const HASH = '0'.repeat(64)

const crime = (policeForce: string, version: number): CrimeVersion => ({
  policeForce,
  crimeReference: `it's "G"/1`,
  version,
  crimeType: 'BIAD',
  window: { from: NOW - DAY, to: NOW },
  location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
  latitude: 53.8,
  longitude: -4.4,
  crimeText: '',
  batchId: 'CHS20260329',
  changes: [],
})
describe.each(recordsTwins())('what programs ask of records on $name', (twin) => {
  const test = twin.missing ? it.skip : it
  let records: Records
  let analyst = 0
  let hub = 0
  let importId = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const work = workAt(records, NOW)
    const account = async (username: string, scope: object) =>
      (await createAccount(work, { username, name: username, role: 'hub-caseworker', ...scope }))
        .account.id
    analyst = await account('analyst', { role: 'police-analyst', policeForce: 'Cheshire' })
    hub = await account('hub', {})
    const start = { kind: 'people', fileName: 'people.json', startedAt: NOW } as const
    importId = await startImport(records, start)
    await records.query(
      `insert into device_activations (id, device_id, device_wearer_id, starts_at, ends_at, import_id, ordinal)
       values ('A1', 'D1', 'W2', '2026-01-01Z', '2026-02-01Z', $1, 0),
         ('A2', 'D1', 'W1', '2026-02-01Z', null, $1, 1)`,
      [importId],
    )
    const versions = [crime('Cheshire', 1), crime('Cheshire', 2), crime('Cumbria', 1)]
    await appendCrimeVersions(
      records,
      importId,
      versions.map((each, index) => ({ crime: each, row: index + 1 })),
    )
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  test('crimes are found by their key, in the force one may see', async () => {
    const key = { policeForce: 'Cheshire', crimeReference: `it's "G"/1` }
    const versions = async (id: number, asked: typeof key) =>
      (await crimeByReference(records, id, asked))?.versions.map(({ version }) => version)
    expect(await versions(analyst, key)).toEqual([1, 2])
    expect(await versions(hub, { ...key, policeForce: 'Cumbria' })).toEqual([1])
    expect(await versions(analyst, { ...key, policeForce: 'Cumbria' })).toBeUndefined()
    expect(await versions(analyst, { ...key, crimeReference: '\0' })).toBeUndefined()
    expect(await forceVisible(records, analyst, 'Cheshire')).toBe(true)
    expect(await forceVisible(records, analyst, 'Cumbria')).toBe(false)
  })

  test('those who wore a device are told to the millisecond', async () => {
    const february = Date.parse('2026-02-01T00:00:00Z')
    const wore = (from: number, to: number) => wearersOfDevice(records, 'D1', { from, to })
    expect(await wore(february - 1, february)).toEqual(['W2'])
    expect(await wore(february, february + 1)).toEqual(['W1'])
    expect(await wore(february - 1, february + 1)).toEqual(['W1', 'W2'])
    expect(await wearersOfDevice(records, 'D2', { from: 0, to: NOW })).toEqual([])
  })

  test('a key is claimed by one, told what it ended in, and forgotten after a day', async () => {
    const write: NamedWrite = {
      accountId: hub,
      key: 'k',
      route: 'POST /positions',
      requestSha256: HASH,
    }
    const { route, requestSha256 } = write
    expect(await claimKey(records, write, NOW)).toBe('claimed')
    expect(await claimKey(records, { ...write, accountId: analyst }, NOW)).toBe('claimed')
    const other = { ...write, route: 'POST /other', requestSha256: '1'.repeat(64) }
    expect(await claimKey(records, other, NOW)).toEqual({ route, requestSha256, end: undefined })
    await releaseKey(records, write)
    expect(await claimKey(records, write, NOW)).toBe('claimed')
    const end = { importId, again: false }
    await endKey(records, write, end)
    await releaseKey(records, write)
    await releaseAbandonedKeys(records)
    expect(await claimKey(records, write, NOW + DAY - 1)).toEqual({ route, requestSha256, end })
    expect(await claimKey(records, { ...write, accountId: analyst }, NOW)).toBe('claimed')
    expect(await claimKey(records, write, NOW + DAY)).toBe('claimed')
  })

  test('of many who claim a key at once, one has it', async () => {
    const write = { accountId: hub, key: 'at once', route: 'POST /x', requestSha256: HASH }
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimKey(records, write, NOW)))
    expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1)
  })
})

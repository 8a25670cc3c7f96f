import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import type { People } from '../../src/domain/people.ts'
import { peopleAsJson } from '../../src/domain/people-as-json.ts'
import { readPeople } from '../../src/ingest/people-json.ts'
import {
  addCrimeBatch,
  appendCrimeVersions,
  crimeVersions,
  findCrimeBatch,
  lockCrimes,
  newestVersions,
  newestVersionsOf,
} from '../../src/store/records/crime-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import { type Records, UniqueViolation } from '../../src/store/records/records.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import { fullPeople, peopleFile } from '../support/full-people.ts'
import { AT, AWKWARD, all, crime, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

describe.each(recordsTwins())('people and crimes on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    await records?.query('truncate imports cascade')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  describe('people', () => {
    test('come back as the file had them, open ends as Infinity', async () => {
      const id = await imported(records, 'people')
      await records.transaction((transaction) => savePeople(transaction, id, people))
      expect(await loadPeople(records)).toEqual(people)
    })

    test('come back with all that a file can say, as the file wrote it', async () => {
      const id = await imported(records, 'people')
      const full = readPeople(peopleFile())
      await records.transaction((transaction) => savePeople(transaction, id, full))
      const loaded = await loadPeople(records)
      expect(loaded).toEqual(full)
      expect(JSON.parse(JSON.stringify(peopleAsJson(loaded)))).toEqual(fullPeople)
    })

    test('are replaced where a file names them, and left where it does not', async () => {
      const first = await imported(records, 'people')
      await records.transaction((transaction) => savePeople(transaction, first, people))
      const [order] = people.monitoringOrders
      const [condition] = order?.conditions ?? []
      if (!order || !condition) throw new Error('the sample has no order')
      const change: People = {
        deviceWearers: [{ id: 'W1' }],
        devices: [],
        deviceActivations: [],
        monitoringOrders: [{ ...order, to: AT, conditions: [{ ...condition, id: 'C9' }] }],
        zones: [],
        allocations: [{ deviceWearerId: 'W1', practitioner: 'P2', team: 'T', from: AT, to: AT }],
      }
      const second = await imported(records, 'people')
      await records.transaction((transaction) => savePeople(transaction, second, change))
      const loaded = await loadPeople(records)
      expect(loaded).toEqual({
        ...people,
        deviceWearers: [people.deviceWearers[1], { id: 'W1' }],
        // What the file no longer says of a wearer it names was withdrawn.
        deviceActivations: people.deviceActivations.filter(
          ({ deviceWearerId }) => deviceWearerId !== 'W1',
        ),
        monitoringOrders: change.monitoringOrders,
        allocations: [people.allocations[1], ...change.allocations],
      })
      await records.transaction((transaction) => savePeople(transaction, second, change))
      expect((await loadPeople(records)).deviceWearers).toHaveLength(2)
    })

    test('keep their restrictions until a file says others, or none', async () => {
      const restrictions = async () => (await loadPeople(records)).deviceWearers[0]?.restrictions
      const kin = { kind: 'excluded', usernames: ['kin'], message: 'M' } as const
      const few = { kind: 'restricted', usernames: ['few'], message: 'M' } as const
      for (const [said, kept] of [
        [
          [kin, few],
          [kin, few],
        ],
        [undefined, [kin, few]],
        [[few], [few]],
        [[], undefined],
      ] as const) {
        const id = await imported(records, 'people')
        const deviceWearers = [{ id: 'W1', ...(said && { restrictions: said }) }]
        await records.transaction((transaction) =>
          savePeople(transaction, id, { ...nobody, deviceWearers }),
        )
        expect(await restrictions()).toEqual(kept)
      }
    })
  })

  describe('crimes', () => {
    test('keep every version in order of arrival, and know the newest', async () => {
      const first = await imported(records, 'crimes')
      const second = await imported(records, 'crimes')
      const [a1, b1] = [crime('G/1', 1), crime(AWKWARD, 1)]
      const a2 = { ...crime('G/1', 2), changes: ['Crime window', 'Crime text'] } as const
      const a3: CrimeVersion = {
        ...crime('G/1', 3),
        location: { kind: 'grid', easting: 241000.5, northing: 436000 },
        latitude: 53.8000001,
      }
      await records.transaction(async (transaction) => {
        await lockCrimes(transaction)
        await addCrimeBatch(transaction, first, {
          outcome: 'PARTIAL',
          policeForce: 'Cheshire',
          batchId: 'CHS20260329',
        })
        await appendCrimeVersions(transaction, first, [
          { crime: b1, row: 1 },
          { crime: a1, row: 2 },
          { crime: a2, row: 3 },
        ])
      })
      await addCrimeBatch(records, second, { outcome: 'FAILED' })
      await records.transaction((transaction) =>
        appendCrimeVersions(transaction, second, [{ crime: a3, row: 1 }]),
      )
      expect(await all(crimeVersions(records))).toEqual([
        { crime: b1, row: 1, importId: first, file: 'a.csv' },
        { crime: a1, row: 2, importId: first, file: 'a.csv' },
        { crime: a2, row: 3, importId: first, file: 'a.csv' },
        { crime: a3, row: 1, importId: second, file: 'a.csv' },
      ])
      const newest = await all(newestVersions(records))
      expect(newest).toHaveLength(2)
      expect(newest).toEqual(expect.arrayContaining([b1, a3]))
      const asked = [a1, a2, crime('unknown', 1), { ...a1, policeForce: 'Cumbria' }]
      expect(await newestVersionsOf(records, asked)).toEqual([a3])
      expect(await findCrimeBatch(records, first)).toMatchObject({ outcome: 'PARTIAL' })
      expect(await findCrimeBatch(records, second)).toEqual({ outcome: 'FAILED' })
    })

    test('never have the same version twice', async () => {
      const id = await imported(records, 'crimes')
      await appendCrimeVersions(records, id, [{ crime: crime('G/1', 1), row: 1 }])
      const again = appendCrimeVersions(records, id, [{ crime: crime('G/1', 1), row: 2 }])
      await expect(again).rejects.toThrow(UniqueViolation)
      expect(await all(crimeVersions(records))).toHaveLength(1)
    })
  })
})

const OPEN = { from: AT, to: Infinity }

const nobody: People = {
  deviceWearers: [],
  devices: [],
  deviceActivations: [],
  monitoringOrders: [],
  zones: [],
  allocations: [],
}

const people: People = {
  deviceWearers: [
    {
      id: 'W1',
      names: [AWKWARD, ''],
      dateOfBirth: '1990',
      identifiers: { crn: 'X1', pnc: AWKWARD },
    },
    {
      id: 'B',
      names: [],
      restrictions: [
        { kind: 'restricted', usernames: [AWKWARD, 'b'], message: AWKWARD },
        { kind: 'excluded', usernames: [], message: 'M' },
      ],
    },
  ],
  devices: [{ id: 'D2', model: 'M', serialNumber: AWKWARD }, { id: 'D1' }],
  deviceActivations: [
    { id: 'A2', deviceId: 'D2', deviceWearerId: 'W1', ...OPEN },
    { id: 'A1', deviceId: 'D1', deviceWearerId: 'nobody', from: Date.UTC(0, 0, 1) - 1e14, to: AT },
  ],
  monitoringOrders: [
    {
      id: 'O1',
      deviceWearerId: 'W1',
      orderType: 'SSO',
      ...OPEN,
      conditions: [
        { id: 'C2', kind: 'trail', crimeMapping: true, from: AT, to: AT + 1 },
        { id: 'C1', kind: 'zone', crimeMapping: false, ...OPEN, zoneIds: ['Z1', AWKWARD] },
      ],
    },
  ],
  zones: [
    {
      id: 'Z1',
      kind: 'exclusion',
      geometry: { type: 'Point', coordinates: [-4.4, 53.8] },
      ...OPEN,
    },
  ],
  allocations: [
    { deviceWearerId: 'W1', practitioner: AWKWARD, team: 'T', ...OPEN },
    { deviceWearerId: 'B', practitioner: 'P', team: 'T', from: AT, to: AT + 1 },
  ],
}

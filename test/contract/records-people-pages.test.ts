import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOwnPerson, findPerson } from '../../src/app/find-person.ts'
import { searchPeople } from '../../src/app/search-people.ts'
import type { People } from '../../src/domain/people.ts'
import { readPeople } from '../../src/ingest/people-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { type CasesAsked, caseSorts, casesPage } from '../../src/store/records/visible-cases.ts'
import { visiblePerson } from '../../src/store/records/visible-person.ts'
import { fullPeople } from '../support/full-people.ts'
import { AT, AWKWARD, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const DAY = 86_400_000

describe.each(recordsTwins())('what pages show of people, on $name', (twin) => {
  let records: Records
  let anne: { accountId: number; at: number }
  let wearer: typeof anne

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const id = await imported(records, 'people')
    await records.transaction((transaction) => savePeople(transaction, id, people))
    const named = { name: 'N', email: undefined }
    const account = async (details: Parameters<typeof insertAccount>[1]) => ({
      accountId: (await insertAccount(records, details, AT)).id,
      at: AT,
    })
    anne = await account({
      ...named,
      username: 'anne',
      role: 'probation-practitioner',
      practitioner: 'Anne',
    })
    wearer = await account({
      ...named,
      username: 'w4',
      role: 'device-wearer',
      deviceWearerId: 'W4',
    })
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  const all = async (asked: Omit<CasesAsked, 'limit' | 'view'>) =>
    (await casesPage(records, anne, { view: 'everybody', ...asked, limit: 100 })).map(
      ({ id }) => id,
    )

  test('a caseload holds whom the account may see, with what is in force, or the last', async () => {
    const cases = await casesPage(records, anne, {
      view: 'everybody',
      sort: 'name',
      descending: false,
      limit: 100,
    })
    expect(cases).toEqual([
      {
        id: 'stranger',
        names: [],
        crn: undefined,
        order: undefined,
        deviceId: undefined,
        allocation: { practitioner: 'Anne', team: 'T', from: AT - DAY },
      },
      {
        id: 'W2',
        names: ['Abel'],
        crn: 'X2',
        order: { orderType: 'BAIL', to: AT - 1 },
        deviceId: undefined,
        allocation: { practitioner: 'Anne', team: 'T', from: AT - DAY },
      },
      {
        id: 'W1',
        names: ["Zoë O'Brien", AWKWARD],
        crn: 'X1',
        order: { orderType: 'POST_RELEASE', to: Infinity },
        deviceId: 'D1',
        allocation: { practitioner: 'Anne', team: 'U', from: AT - 1 },
      },
    ])
  })

  test('every order of a caseload is gone through page by page, each case once', async () => {
    for (const sort of caseSorts) {
      for (const descending of [false, true]) {
        const whole = await all({ sort, descending })
        expect(new Set(whole)).toEqual(new Set(['stranger', 'W1', 'W2']))
        const turned: string[] = []
        for (;;) {
          const after = turned.at(-1)
          const [next] = await casesPage(records, anne, {
            view: 'everybody',
            sort,
            descending,
            after,
            limit: 1,
          })
          if (!next) break
          turned.push(next.id)
        }
        expect([sort, descending, turned]).toEqual([sort, descending, whole])
      }
    }
    expect(await all({ sort: 'order', descending: false })).toEqual(['W2', 'W1', 'stranger'])
    expect(await all({ sort: 'name', descending: false, after: 'W3' })).toEqual([])
  })

  test('a search finds nobody beyond the scope', async () => {
    const found = async (text: string) =>
      (await searchPeople(records, anne, text)).map(({ id }) => id)
    expect(await found("o'brien")).toEqual(['W1'])
    expect(await found('X2')).toEqual(['W2'])
    expect(await found('a9876zz')).toEqual(['W2'])
    expect(await found('stranger')).toEqual(['stranger'])
    expect(await found('Cole')).toEqual([])
    expect(await found('X3')).toEqual([])
    for (const pnc of ['2001/0012345H', '01/12345H', '2001/12345h']) {
      expect(await found(pnc)).toEqual(['W2'])
    }
    expect(await found('W5')).toEqual([])
    expect(await found('')).toEqual([])
  })

  test('a file comes back as the records have it', async () => {
    const person = await findPerson(records, anne, 'W1')
    const [first] = people.deviceWearers
    const of = <T extends { deviceWearerId: string }>(rows: readonly T[]) =>
      rows.filter(({ deviceWearerId }) => deviceWearerId === 'W1')
    expect(person).toEqual({
      id: 'W1',
      names: first?.names,
      dateOfBirth: '1990-02-03',
      crn: 'X1',
      nomis: undefined,
      pnc: AWKWARD,
      furtherIdentifiers: {},
      facts: {},
      deviceActivations: of(people.deviceActivations).map((each) => ({ ...each, model: AWKWARD })),
      monitoringOrders: of(people.monitoringOrders),
      zones: people.zones.filter(({ id }) => id === 'Z1'),
      allocations: of(people.allocations),
    })
  })

  test('a file has all that a file of people can say, with every zone that a condition names', async () => {
    // The other tests' people keep theirs.
    const text = JSON.stringify(fullPeople)
      .replaceAll(/"([WODAZ])(\d)"/g, '"$1-full-$2"')
      .replace('Pat Ings', 'Anne')
      .replace('"2026-01-01T00:00:00Z","to":null}]}', '"2000-01-01T00:00:00Z"}]}')
    const full = readPeople(new TextEncoder().encode(text))
    const id = await imported(records, 'people')
    await records.transaction((transaction) => savePeople(transaction, id, full))
    const person = await findPerson(records, anne, 'W-full-1')
    expect(person).toMatchObject({
      furtherIdentifiers: { cepr: 'C1', prisonNumber: 'P1' },
      facts: full.deviceWearers[0]?.facts,
      deviceActivations: full.deviceActivations,
      monitoringOrders: full.monitoringOrders,
      zones: full.zones,
    })
  })

  test('a file is nobody else’s: not found, or restricted with what the restriction says', async () => {
    const refusal = async (id: string) => {
      const error = await findPerson(records, anne, id).catch((caught: unknown) => caught)
      return error
    }
    for (const id of ['W3', 'W4', 'nobody', '', AWKWARD]) {
      expect(await refusal(id)).toMatchObject({ code: 'NOT_FOUND', subjects: [id] })
    }
    expect(await refusal('W5')).toMatchObject({
      code: 'RESTRICTED',
      message: 'You are related',
      subjects: ['W5'],
    })
    expect(await visiblePerson(records, anne, undefined)).toBeUndefined()
  })

  test('a wearer finds their own file by no id, restricted to others or not', async () => {
    expect((await findOwnPerson(records, wearer)).id).toBe('W4')
    await expect(findOwnPerson(records, anne)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(findPerson(records, wearer, 'W1')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

const ever = { from: AT - DAY, to: Infinity }
const anneOf = (deviceWearerId: string) => ({
  deviceWearerId,
  practitioner: 'Anne',
  team: 'T',
  ...ever,
})

const people: People = {
  deviceWearers: [
    {
      id: 'W1',
      names: ["Zoë O'Brien", AWKWARD],
      dateOfBirth: '1990-02-03',
      identifiers: { crn: 'X1', pnc: AWKWARD },
    },
    { id: 'W2', names: ['Abel'], identifiers: { crn: 'X2', nomis: 'A9876ZZ', pnc: '01/012345H' } },
    { id: 'W3', names: ['Cole'], identifiers: { crn: 'X3' } },
    {
      id: 'W4',
      names: [],
      restrictions: [{ kind: 'restricted', usernames: [], message: 'Few' }],
    },
    {
      id: 'W5',
      restrictions: [{ kind: 'excluded', usernames: ['Anne'], message: 'You are related.' }],
    },
  ],
  devices: [{ id: 'D1', model: AWKWARD }],
  deviceActivations: [
    { id: 'A2', deviceId: 'D1', deviceWearerId: 'W1', from: AT - 7, to: Infinity },
    { id: 'A1', deviceId: 'D1', deviceWearerId: 'W2', from: AT - DAY, to: AT },
  ],
  monitoringOrders: [
    {
      id: 'O1',
      deviceWearerId: 'W1',
      orderType: 'POST_RELEASE',
      ...ever,
      conditions: [
        { id: 'C2', kind: 'trail', crimeMapping: true, from: AT, to: AT + 1, zoneIds: [] },
        { id: 'C1', kind: 'zone', crimeMapping: false, ...ever, zoneIds: ['Z1', AWKWARD] },
      ],
    },
    {
      id: 'O2',
      deviceWearerId: 'W2',
      orderType: 'BAIL',
      from: AT - 2,
      to: AT - 1,
      conditions: [],
    },
  ],
  zones: [
    {
      id: 'Z1',
      kind: 'exclusion',
      geometry: { type: 'Point', coordinates: [-4.4, 53.8] },
      ...ever,
    },
    { id: 'Z2', kind: 'inclusion', geometry: null, ...ever },
  ],
  allocations: [
    anneOf('W1'),
    { ...anneOf('W1'), team: 'U', from: AT - 1 },
    anneOf('W2'),
    { ...anneOf('W3'), practitioner: 'Bo' },
    { ...anneOf('W4'), to: AT },
    anneOf('W5'),
    anneOf('stranger'),
  ],
}

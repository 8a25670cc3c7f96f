import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readPeople } from '../../src/ingest/people-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { alcoholEvents, saveAlcoholEvents } from '../../src/store/records/alcohol-records.ts'
import {
  keepOrderVersions,
  orderVersions,
  wearersOfZones,
} from '../../src/store/records/order-version-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { statedRule } from '../../src/store/records/stated-rule.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import { fullPeople, peopleFile } from '../support/full-people.ts'
import { AT, AWKWARD, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

describe.each(recordsTwins())('versions of orders, and readings, on $name', (twin) => {
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

  /** Takes a file as an import does. */
  const take = async (file: unknown, at = AT) => {
    const importId = await imported(records, 'people')
    const people = readPeople(peopleFile(file))
    await records.transaction(async (transaction) => {
      await savePeople(transaction, importId, people)
      const named = people.deviceWearers.map(({ id }) => id)
      const now = await loadPeople(transaction)
      await keepOrderVersions(transaction, now, named, { importId, at })
    })
  }
  const variations = () =>
    records.query<{ version: number; variations: string[] }>(
      'select version, variations from order_versions order by monitoring_order_id, version',
    )

  test('a file that changes nothing makes none; one that changes something makes the next, with what changed', async () => {
    await take(fullPeople)
    await take(fullPeople)
    const later = structuredClone(fullPeople)
    Object.assign(later.zones[0] ?? {}, { radiusMetres: 90 })
    Object.assign(later.monitoringOrders[0] ?? {}, { to: '2026-07-01T00:00:00Z' })
    await take(later, AT + 1000)
    expect(await variations()).toEqual([
      { version: 1, variations: [] },
      { version: 2, variations: ['OTHER', 'CHANGE_TO_ADDRESS'] },
    ])
    const [first, second] = await orderVersions(records, 'W1')
    const { monitoringOrders, zones } = readPeople(peopleFile(later))
    expect(first).toMatchObject({ orderId: 'O1', version: 1, changes: [], fileName: 'a.csv' })
    expect(second).toMatchObject({
      version: 2,
      saidAt: AT + 1000,
      whole: { order: monitoringOrders[0], zones },
      changes: [
        { variation: 'OTHER', text: expect.stringContaining('1 July 2026') },
        { variation: 'CHANGE_TO_ADDRESS', text: expect.stringContaining('At her flat') },
      ],
    })
    const asked = { deviceWearerId: 'W1', conditionId: 'C2', zoneId: undefined, heldAt: AT + 1 }
    expect(await statedRule(records, asked, AT + 1)).toMatchObject({ version: 1 })
    expect(await statedRule(records, asked, AT + 2000)).toMatchObject({ version: 2 })
    const zoneVersions = await records.query(
      'select zone_id, version from zone_versions order by zone_id, version',
    )
    expect(zoneVersions).toEqual([
      { zone_id: 'Z1', version: 1 },
      { zone_id: 'Z1', version: 2 },
      { zone_id: 'Z2', version: 1 },
      { zone_id: 'Z3', version: 1 },
    ])
  })

  test('an order that a file leaves out is withdrawn, and may come back or become somebody else’s', async () => {
    await take(fullPeople)
    await take({ ...fullPeople, monitoringOrders: [] })
    await take({ ...fullPeople, monitoringOrders: [] })
    await take(fullPeople)
    const other = [{ ...fullPeople.monitoringOrders[0], deviceWearerId: 'W2' }]
    await take({ ...fullPeople, deviceWearers: [{ id: 'W2' }], monitoringOrders: other })
    expect(await variations()).toEqual([
      { version: 1, variations: [] },
      { version: 2, variations: ['ORDER_WITHDRAWN'] },
      { version: 3, variations: ['ORDER_WITHDRAWN'] },
      { version: 4, variations: [] },
    ])
    expect((await orderVersions(records, 'W1')).map(({ withdrawn }) => withdrawn)).toEqual([
      false,
      true,
      false,
    ])
    expect(await orderVersions(records, 'W2')).toHaveLength(1)
  })

  test('alcohol readings are kept once, whatever they say', async () => {
    const importId = await imported(records, 'alcohol')
    const reading = { deviceWearerId: 'W1', kind: 'sober-day', body: {}, occurredAt: AT }
    const other = { ...reading, kind: AWKWARD, deviceId: AWKWARD, body: { [AWKWARD]: AWKWARD } }
    const save = (events: Parameters<typeof saveAlcoholEvents>[2]) =>
      records.transaction((transaction) => saveAlcoholEvents(transaction, importId, events))
    expect(await save([reading, other, reading])).toBe(2)
    expect(await save([other, { ...reading, occurredAt: AT + 1 }])).toBe(1)
    await save([{ ...reading, deviceWearerId: 'W2' }])
    const kept = await alcoholEvents(records, 'W1')
    expect(kept).toHaveLength(3)
    expect(kept).toContainEqual({ kind: AWKWARD, occurredAt: AT })
    expect(kept.at(-1)).toEqual({ kind: 'sober-day', occurredAt: AT + 1 })
  })

  test('a change by hand is the account’s', async () => {
    await take(fullPeople)
    const account = await insertAccount(
      records,
      { username: 'mo', name: 'Mo Lund', role: 'monitoring-officer', email: undefined },
      AT,
    )
    await records.query(`update zones set kind = 'restriction' where id = 'Z3'`)
    const people = await loadPeople(records)
    const wearers = wearersOfZones(people, new Set(['Z3']))
    expect(wearers).toEqual(['W1'])
    await records.transaction((transaction) =>
      keepOrderVersions(transaction, people, wearers, { accountId: account.id, at: AT }),
    )
    expect((await orderVersions(records, 'W1')).at(-1)).toMatchObject({
      accountName: 'Mo Lund',
      fileName: undefined,
      changes: [{ text: 'The restriction zone The harbour changed: its kind' }],
    })
  })
})

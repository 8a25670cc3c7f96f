import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keptOfPeople } from '../../src/app/kept-of-people.ts'
import { readPeople } from '../../src/ingest/people-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import {
  alcoholEvents,
  eraseAlcoholEvents,
  saveAlcoholEvents,
} from '../../src/store/records/alcohol-records.ts'
import { keepCharges, keepToldCharges } from '../../src/store/records/charge-records.ts'
import { startDeletion } from '../../src/store/records/deletion-records.ts'
import {
  countOldRefusedReports,
  deleteOldRefusedReports,
  eraseDeviceEvents,
  keepHeard,
  keepRefusedReports,
} from '../../src/store/records/live-records.ts'
import { keepOrderVersions, orderVersions } from '../../src/store/records/order-version-records.ts'
import { eraseOrderVersions } from '../../src/store/records/order-version-retention.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { addRuleDraft, addRuleTrial } from '../../src/store/records/rule-drafts.ts'
import { statedRule } from '../../src/store/records/stated-rule.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import {
  eraseStates,
  replaceStates,
  wearerStates,
} from '../../src/store/records/wearer-state-records.ts'
import { fullPeople, peopleFile } from '../support/full-people.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { root } from '../support/whereabouts.ts'

const HOUR = 3_600_000

describe.each(recordsTwins())('what erasure and retention do, on $name', (twin) => {
  let records: Records
  let accountId = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const details = { username: 'officer', name: 'Officer', role: 'monitoring-officer' } as const
    accountId = (await insertAccount(records, details, AT)).id
  })
  beforeEach(async () => {
    await records?.query(
      'truncate imports, order_versions, zone_versions, rule_drafts, deletions, incidents cascade',
    )
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const transaction: Records['transaction'] = (work) => records.transaction(work)
  const kind = (period: string) => {
    const found = keptOfPeople.find((each) => each.period === period)
    if (!found) throw new Error(`There is no ${period}`)
    return found
  }
  const purged = async (period: string, before: number, held: readonly string[] = []) => {
    const { count, remove } = kind(period)
    const due = await count(records, before, held)
    const gone = await transaction((query) => remove(query, before, held))
    expect([gone, await count(records, before, held)]).toEqual([due, 0])
    return gone
  }

  test('is written of every table there is, and of none that is not', async () => {
    const operations = readFileSync(join(root, 'docs', 'operations.md'), 'utf8')
    const [, section = ''] = operations.split('### By table')
    const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| `/.test(line))
    const written = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    expect(
      rows.filter((row) =>
        row
          .split('|')
          .slice(2, 4)
          .some((cell) => cell.trim() === ''),
      ),
    ).toEqual([])
    const there = await records.query<{ name: string }>(
      `select table_name::text as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    )
    expect(written.sort()).toEqual(there.map(({ name }) => name).sort())
  })

  /** Three versions an hour apart, which differ in how large the zone at her flat is. */
  const threeVersions = async (also: object = {}) => {
    for (const [index, radiusMetres] of [60, 70, 80].entries()) {
      const file = structuredClone(fullPeople)
      Object.assign(file.zones[0] ?? {}, { radiusMetres })
      const people = readPeople(peopleFile({ ...file, ...also }))
      const importId = await imported(records, 'people')
      await transaction(async (query) => {
        await savePeople(query, importId, people)
        const named = people.monitoringOrders.map(({ deviceWearerId }) => deviceWearerId)
        const source = { importId, at: AT + index * HOUR }
        await keepOrderVersions(query, await loadPeople(query), named, source)
      })
    }
  }
  const bodies = async (table: string) =>
    (await records.query<{ body: object }>(`select body from ${table} order by 1`)).map(
      ({ body }) => JSON.stringify(body),
    )

  test('a version of an order that held only then is emptied, with its zones, and nobody else’s is', async () => {
    await threeVersions()
    const within = { from: AT + HOUR, to: AT + 2 * HOUR }
    await transaction((query) => eraseOrderVersions(query, 'W2', within))
    expect((await orderVersions(records, 'W1')).some(({ erased }) => erased)).toBe(false)
    await transaction((query) => eraseOrderVersions(query, 'W1', within))
    const versions = await orderVersions(records, 'W1')
    expect(versions.map(({ erased, changes }) => [erased, changes.length])).toEqual([
      [false, 0],
      [true, 0],
      [false, 0],
    ])
    expect(versions[1]?.whole.order).toMatchObject({ id: 'O1', conditions: [] })
    const said = [...(await bodies('order_versions')), ...(await bodies('zone_versions'))].join()
    expect(said).not.toContain('"radiusMetres": 70')
    expect(said).not.toContain('"radiusMetres":70')
    expect(said).toMatch(/"radiusMetres": ?60/)
    // Neither what was said before it nor after it held then.
    const asked = { deviceWearerId: 'W1', conditionId: 'C2', zoneId: undefined, heldAt: AT }
    expect(await statedRule(records, asked, AT + HOUR)).toMatchObject({ version: undefined })
    expect(await statedRule(records, asked, AT)).toMatchObject({ version: 1 })
    expect(await statedRule(records, asked, AT + 2 * HOUR)).toMatchObject({ version: 3 })
  })

  test('versions of a zone that another person’s order names stay', async () => {
    const second = structuredClone(fullPeople.monitoringOrders[0])
    const monitoringOrders = [
      fullPeople.monitoringOrders[0],
      { ...second, id: 'O2', deviceWearerId: 'W2' },
    ]
    await threeVersions({ monitoringOrders })
    const within = { from: -Infinity, to: Infinity }
    await transaction((query) => eraseOrderVersions(query, 'W1', within))
    expect((await bodies('zone_versions')).join()).not.toContain('erased')
    expect((await orderVersions(records, 'W1')).map(({ erased }) => erased)).toEqual([
      true,
      true,
      false,
    ])
    expect((await orderVersions(records, 'W2')).some(({ erased }) => erased)).toBe(false)
  })

  test('versions go when their period is over: not of who is held, not what an incident was judged by', async () => {
    await threeVersions()
    await records.query(
      `insert into incidents (device_wearer_id, family, kind, cause, gravity, stage, starts_at,
         first_said_at, finding)
       values ('W1', 'zone', 'entered', 'a', 2, 'actual', $1, $1, '{}')`,
      [new Date(AT + HOUR + 1).toISOString()],
    )
    expect(await purged('orderVersionsDays', AT + 9 * HOUR, ['W1'])).toBe(0)
    expect(await purged('orderVersionsDays', AT + HOUR)).toBe(0)
    expect(await purged('orderVersionsDays', AT + 9 * HOUR)).toBe(1)
    expect((await orderVersions(records, 'W1')).map(({ version }) => version)).toEqual([2, 3])
    await records.query('delete from incidents')
    expect(await purged('orderVersionsDays', AT + 9 * HOUR)).toBe(1)
    const zones = 'select version from zone_versions where zone_id = $1 order by version'
    expect(await records.query(zones, ['Z1'])).toEqual([{ version: 3 }])
  })

  test('drafts of rules go with their trials when nobody touched them for long enough', async () => {
    const viewer = { accountId, at: AT }
    const draft = () =>
      transaction((query) =>
        addRuleDraft(query, viewer, {
          deviceWearerId: 'W1',
          monitoringOrderId: 'O1',
          change: { subject: 'zone' } as never,
          holdsFrom: undefined,
          why: 'A court',
        }),
      )
    const [first] = [await draft(), await draft()]
    const within = { from: AT, to: AT + HOUR }
    const tried = { accountId, at: AT + 5 * HOUR }
    await transaction((query) => addRuleTrial(query, tried, { draftId: first, within }))
    expect(await purged('draftsDays', AT)).toBe(0)
    expect(await purged('draftsDays', AT + HOUR, ['W1'])).toBe(0)
    expect(await purged('draftsDays', AT + HOUR)).toBe(1)
    expect(await purged('draftsDays', AT + 6 * HOUR)).toBe(1)
    expect(await records.query('select from rule_trials')).toEqual([])
  })

  test('readings of alcohol are erased, do not come back, and have a period', async () => {
    const importId = await imported(records, 'alcohol')
    const reading = (hours: number) => ({
      ...{ deviceWearerId: 'W1', kind: 'sober-day', body: {} },
      occurredAt: AT + hours * HOUR,
    })
    const all = [reading(0), reading(1), reading(2)]
    const save = () => transaction((query) => saveAlcoholEvents(query, importId, all))
    await save()
    const within = { from: AT + HOUR, to: AT + 2 * HOUR }
    await transaction(async (query) => {
      await startDeletion(query, {
        ...{ kind: 'erasure', subject: 'matches', deviceWearerId: 'W1', within },
        ...{ reason: 'asked', startedAt: AT },
      })
      await eraseAlcoholEvents(query, 'W1', within)
    })
    expect(await save()).toBe(0)
    const left = (await alcoholEvents(records, 'W1')).map(({ occurredAt }) => occurredAt)
    expect(left).toEqual([AT, AT + 2 * HOUR])
    expect(await purged('incidentsDays', AT + 1)).toBe(1)
    expect(await purged('incidentsDays', AT + 9 * HOUR, ['W1'])).toBe(0)
  })

  test('where somebody is known to be now, and the newest charge, are forgotten with the interval', async () => {
    const state = (deviceWearerId: string) => ({
      ...{ deviceWearerId, ruleId: 'C2', state: 'home' as never },
      ...{ since: AT, asOf: AT + HOUR },
    })
    await transaction((query) => replaceStates(query, ['W1', 'W2'], [state('W1'), state('W2')]))
    const before = { from: AT - HOUR, to: AT }
    await transaction((query) => eraseStates(query, 'W1', before))
    expect(await wearerStates(records)).toHaveLength(2)
    await transaction((query) => eraseStates(query, 'W1', { from: AT + 60_000, to: Infinity }))
    expect((await wearerStates(records)).map((each) => each.deviceWearerId)).toEqual(['W2'])
    await transaction(async (query) => {
      await keepHeard(query, [
        {
          ...{ deviceId: 'D1', feed: 'http', heardAt: AT, newestCapturedAt: AT },
        },
      ])
      await keepCharges(query, [{ deviceId: 'D1', at: AT, batteryPercent: 40, charging: false }])
      const told = { deviceId: 'D1', at: AT, batteryPercent: 40, charging: false, isLow: false }
      await keepToldCharges(query, [told])
      await eraseDeviceEvents(query, before, { deviceId: 'D1' })
    })
    const charge = `select battery_percent, told_charge_percent, told_charge_at is not null as told,
      last_heard_at is not null as heard from device_status`
    expect(await records.query(charge)).toEqual([
      { battery_percent: 40, told_charge_percent: 40, told: true, heard: true },
    ])
    await transaction((query) =>
      eraseDeviceEvents(query, { from: AT, to: AT + 1 }, { deviceId: 'D1' }),
    )
    expect(await records.query(charge)).toEqual([
      { battery_percent: null, told_charge_percent: null, told: false, heard: true },
    ])
  })

  test('what was wrong with reports goes with refused rows, but of held devices', async () => {
    const refused = (deviceId: string | undefined) => ({
      ...{ deviceId, feed: 'mqtt', receivedAt: AT, reason: 'It is not let in' },
    })
    await transaction((query) =>
      keepRefusedReports(query, [refused('D1'), refused('D2'), refused(undefined)]),
    )
    expect(await countOldRefusedReports(records, AT, [])).toBe(0)
    expect(await countOldRefusedReports(records, AT + 1, ['D1'])).toBe(2)
    const gone = await transaction((query) => deleteOldRefusedReports(query, AT + 1, ['D1']))
    expect([gone, await countOldRefusedReports(records, AT + 1, [])]).toEqual([2, 1])
  })
})

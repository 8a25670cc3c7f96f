import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { varyOrder } from '../../src/app/rules/vary-order.ts'
import type { Account } from '../../src/domain/account.ts'
import type { MonitoringOrder } from '../../src/domain/people.ts'
import { readPeople } from '../../src/ingest/people-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { orderVersions } from '../../src/store/records/order-version-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { fullPeople, peopleFile } from '../support/full-people.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const MINUTE = 60_000

describe.each(recordsTwins())('a variation of an order, on $name,', (twin) => {
  let records: Records
  let officer: Account

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const details = { username: 'officer', name: 'Officer', role: 'monitoring-officer' } as const
    officer = await insertAccount(records, details, AT)
  })
  beforeEach(async () => {
    if (twin.missing) return
    await records.query(
      'truncate imports, order_versions, zone_versions, stretches_to_assess, changed_stretches cascade',
    )
    const people = readPeople(peopleFile(fullPeople))
    const importId = await imported(records, 'people')
    await records.transaction((transaction) => savePeople(transaction, importId, people))
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const stored = async () => {
    const [order] = (await loadPeople(records)).monitoringOrders
    if (!order) throw new Error('There is no order')
    return order
  }
  let made = 0
  const vary = async (order: MonitoringOrder, version: number | undefined, why = 'A court') => {
    made += 1
    const work = workAt(records, AT + made * MINUTE, actorOf(officer))
    return varyOrder(work, officer.id, { order, version, why })
  }
  const versions = () => orderVersions(records, 'W1')

  test('makes the next version, with what changed, by whom and why; a further one undoes it', async () => {
    const before = await stored()
    const [trail, ...others] = before.conditions
    if (!trail) throw new Error('There is no trail')
    const ends = Date.UTC(2026, 1, 1)
    await vary(
      {
        ...before,
        orderType: 'BAIL',
        to: ends,
        conditions: [{ ...trail, to: ends }, ...others],
        facts: { ...before.facts, hdc: true, cohort: undefined },
      },
      undefined,
    )
    const after = await stored()
    expect(after).toMatchObject({ orderType: 'BAIL', to: ends, facts: { hdc: true } })
    expect(after.facts?.cohort).toBeUndefined()
    expect(after.facts?.variation).toEqual({ type: 'OTHER', text: 'A court' })
    const [first, second] = await versions()
    expect([first?.version, first?.accountName]).toEqual([1, undefined])
    expect([second?.version, second?.accountName]).toEqual([2, 'Officer'])
    const changes = second?.changes.map(({ text }) => text).join('\n')
    for (const words of ['BAIL', 'home detention curfew', 'the project', '1 February 2026']) {
      expect(changes).toContain(words)
    }
    // Positions that were lawful are not any more: what they touch is compared anew, and rules are looked at again.
    expect(await records.query('select device_id, cause from changed_stretches')).not.toEqual([])
    expect(await records.query('select why from stretches_to_assess')).toEqual([{ why: 'rules' }])
    await vary(first?.whole.order ?? after, 2, 'A mistake')
    const { facts: _facts, ...undone } = await stored()
    const { facts: _before, ...was } = before
    expect(undone).toEqual(was)
    expect((await versions()).map(({ version }) => version)).toEqual([1, 2, 3])
    const events = await records.query<{ entry: string }>(
      `select entry from audit_events where action = 'alter' and what = 'orders' order by id`,
    )
    expect(events).toHaveLength(2)
    expect(events[1]?.entry).toContain('"W1"')
  })

  test('is refused where nothing changes, it ends before it begins, or somebody changed it meanwhile', async () => {
    const order = await stored()
    const refused = (changed: Partial<MonitoringOrder>, version?: number) =>
      expect(vary({ ...order, ...changed }, version)).rejects
    await refused({}).toMatchObject({ code: 'INPUT_INVALID', field: 'why' })
    await refused({ to: order.from - 1 }).toMatchObject({ field: 'to' })
    const [first] = order.conditions
    if (!first) throw new Error('There is no condition')
    await refused({ conditions: [{ ...first, to: first.from - 1 }] }).toMatchObject({
      field: 'to-0',
    })
    await vary({ ...order, orderType: 'BAIL' }, undefined)
    await refused({ orderType: 'CIVIL' }).toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('changed the order meanwhile'),
    })
    await refused({ id: 'another' }, 2).toMatchObject({ code: 'NOT_FOUND' })
    await refused({ deviceWearerId: 'W9' }, 2).toMatchObject({ code: 'NOT_FOUND' })
    expect((await versions()).map(({ version }) => version)).toEqual([1, 2])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { discardDraft, draftRule } from '../../src/app/rules/draft-rule.ts'
import { findDraft } from '../../src/app/rules/find-draft.ts'
import { publishDraft } from '../../src/app/rules/publish-draft.ts'
import type { Account } from '../../src/domain/account.ts'
import type { RuleChange } from '../../src/domain/rule-change.ts'
import { zoneIdsOf } from '../../src/domain/whole-order.ts'
import { readPeople } from '../../src/ingest/people-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { orderVersions } from '../../src/store/records/order-version-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { visibleRuleDrafts } from '../../src/store/records/rule-drafts.ts'
import { loadPeople } from '../../src/store/records/stored-people.ts'
import { visiblePerson } from '../../src/store/records/visible-person.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { peopleFile } from '../support/full-people.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const HOUR = 3_600_000
const yard = {
  kind: 'exclusion',
  name: 'The yard',
  geometry: { type: 'Point', coordinates: [-4.41, 53.81] },
  radiusMetres: 100,
} as const

describe.each(recordsTwins())('drafts of rules on $name', (twin) => {
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
      'truncate imports, rule_drafts, order_versions, zone_versions, stretches_to_assess cascade',
    )
    const people = readPeople(peopleFile())
    const importId = await imported(records, 'people')
    await records.transaction((transaction) => savePeople(transaction, importId, people))
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const work = (at = AT) => workAt(records, at, actorOf(officer))
  const viewer = (at = AT) => ({ accountId: officer.id, at })
  const person = async () => {
    const found = await visiblePerson(records, viewer(), 'W1')
    if (!found) throw new Error('There is no W1')
    return found
  }
  const harbour = async (after?: object): Promise<RuleChange> => {
    const { monitoringOrders, zones } = await person()
    const zone = zones.find(({ id }) => id === 'Z3')
    const conditions = monitoringOrders[0]?.conditions.filter((each) =>
      zoneIdsOf(each).includes('Z3'),
    )
    if (!zone || !conditions) throw new Error('There is no harbour')
    return { subject: 'zone', before: { zone, conditions }, ...(after && { after }) } as RuleChange
  }
  const draft = (change: RuleChange, holdsFrom?: number) =>
    draftRule(
      work(),
      officer.id,
      { deviceWearerId: 'W1', monitoringOrderId: 'O1', change, holdsFrom, why: 'A court' },
      undefined,
    )
  const publish = (id: number, remark = 'It is urgent', at = AT + HOUR) =>
    publishDraft(work(at), officer.id, id, remark)

  test('change nothing until they are published; then the order has its next version, and its past stays', async () => {
    const before = await loadPeople(records)
    const id = await draft(await harbour(yard))
    expect(await loadPeople(records)).toEqual(before)
    await expect(publish(id, '')).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'untried' })
    await publish(id)
    const after = await loadPeople(records)
    const now = AT + HOUR
    expect(after.zones).toEqual([
      ...before.zones,
      { ...yard, id: `Z3-d${id}`, from: now, to: Infinity },
    ])
    const was = before.monitoringOrders[0]?.conditions ?? []
    const last = was.at(-1)
    expect(after.monitoringOrders[0]?.conditions).toEqual([
      ...was.slice(0, -1),
      { ...last, to: now },
      { ...last, id: `C5-d${id}`, from: now, zoneIds: [`Z3-d${id}`] },
    ])
    const versions = await orderVersions(records, 'W1')
    expect(versions.map(({ version, accountName }) => [version, accountName])).toEqual([
      [1, undefined],
      [2, 'Officer'],
    ])
    expect(versions[1]?.changes.map(({ variation }) => variation)).toContain(
      'CHANGE_TO_ADD_AN_EXCLUSION_ZONES',
    )
    const { draft: kept } = await findDraft(records, viewer(), id)
    expect(kept).toMatchObject({ published: { at: now, by: 'Officer' }, remark: 'It is urgent' })
    await expect(publish(id)).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    const waiting = await records.query('select device_wearer_id, why from stretches_to_assess')
    expect(waiting).toEqual([{ device_wearer_id: 'W1', why: 'rules' }])
  })

  test('of one zone, the second to publish is told of the first; of another rule, it is not', async () => {
    const [first, second] = [await draft(await harbour(yard)), await draft(await harbour())]
    const other = await draft({ subject: 'zone', after: yard }, AT + 24 * HOUR)
    await publish(first)
    await expect(publish(second)).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
      message: expect.stringContaining('somebody changed the same rule'),
    })
    await publish(other)
    const { zones } = await loadPeople(records)
    expect(zones.find(({ id }) => id === `zone-d${other}`)?.from).toBe(AT + 24 * HOUR)
  })

  test('never hold from the past, outside of their order, or without what a curfew needs', async () => {
    const late = await draft({ subject: 'zone', after: yard }, AT + HOUR / 2)
    await expect(publish(late)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await records.query('update monitoring_orders set ends_at = $1', [
      new Date(AT + HOUR).toISOString(),
    ])
    await expect(draft({ subject: 'zone', after: yard }, AT + 2 * HOUR)).rejects.toMatchObject({
      field: 'holdsFrom',
    })
    const { monitoringOrders, zones } = await person()
    const zone = zones.find(({ id }) => id === 'Z1')
    const conditions = monitoringOrders[0]?.conditions.filter((each) =>
      zoneIdsOf(each).includes('Z1'),
    )
    const ends = { subject: 'zone', before: { zone, conditions } } as RuleChange
    await expect(draft(ends)).rejects.toMatchObject({
      message: expect.stringContaining('the curfew condition C2 needs it'),
    })
    expect(await visibleRuleDrafts(records, viewer(), 'W1', 10)).toHaveLength(1)
  })

  test('nothing that differs from what holds is no draft', async () => {
    const { zones } = await person()
    const zone = zones.find(({ id }) => id === 'Z3')
    const { id: _, from: __, to: ___, ...same } = zone ?? ({} as never)
    await expect(draft(await harbour(same))).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  test('are discarded with a reason, and changed by another that takes their place', async () => {
    const id = await draft(await harbour(yard))
    const discard = (remark: string) => discardDraft(work(), officer.id, id, remark)
    await expect(discard('')).rejects.toMatchObject({ field: 'remark' })
    const again = await draftRule(
      work(),
      officer.id,
      {
        deviceWearerId: 'W1',
        monitoringOrderId: 'O1',
        change: await harbour({ ...yard, radiusMetres: 200 }),
        holdsFrom: undefined,
        why: 'Wider',
      },
      id,
    )
    await expect(discard('A mistake')).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    const drafts = await visibleRuleDrafts(records, viewer(), 'W1', 10)
    expect(drafts.map((each) => [each.id, each.discarded !== undefined])).toEqual([
      [again, false],
      [id, true],
    ])
  })

  test('are nobody’s who may not see the person', async () => {
    const id = await draft(await harbour(yard))
    const stranger = await insertAccount(
      records,
      { username: 'kin', name: 'Kin', role: 'monitoring-officer' },
      AT,
    )
    const as = { accountId: stranger.id, at: AT }
    await expect(findDraft(records, as, id)).rejects.toMatchObject({ code: 'RESTRICTED' })
    expect(await visibleRuleDrafts(records, as, 'W1', 10)).toEqual([])
    await expect(findDraft(records, viewer(), 999)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Role, roles } from '../../src/domain/roles.ts'
import { insertAccount, setDisabled } from '../../src/store/records/account-records.ts'
import { insertCover } from '../../src/store/records/cover-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import { instantText } from '../../src/store/records/record-values.ts'
import type { Records } from '../../src/store/records/records.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const [ANNE, BO, CY] = ['Anne Quimble', 'Bo Threxley', 'Cy Morandle']
const ever = { from: AT - 1000, to: Infinity }

describe.each(recordsTwins())('whose data an account may see, on $name', (twin) => {
  let records: Records

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    await records?.query('truncate imports, covers, device_wearers, wearer_restrictions cascade')
    // Not by truncating: that goes on to the samples of the audit, which nobody may empty.
    await records?.query('delete from accounts')
    await records?.query(
      "insert into teams values ('T', now()), ('U', now()) on conflict do nothing",
    )
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  /** W1 and W2 are Anne's and W3 is Bo's, in team T; W4 is Cy's, in team U. */
  async function town(restrictions: Record<string, Restrictions> = {}): Promise<void> {
    const id = await imported(records, 'people')
    const ids = ['W1', 'W2', 'W3', 'W4', 'W5']
    await records.transaction((transaction) =>
      savePeople(transaction, id, {
        deviceWearers: ids.map((id) => ({ id, restrictions: restrictions[id] ?? [] })),
        devices: [],
        deviceActivations: [],
        monitoringOrders: [],
        zones: [],
        allocations: [
          { deviceWearerId: 'W1', practitioner: ANNE, team: 'T', ...ever },
          { deviceWearerId: 'W2', practitioner: ANNE, team: 'T', from: AT, to: AT + 10 },
          { deviceWearerId: 'W3', practitioner: BO, team: 'T', ...ever },
          { deviceWearerId: 'W4', practitioner: CY, team: 'U', ...ever },
        ],
      }),
    )
  }

  async function account(username: string, role: Role): Promise<number> {
    const { id } = await insertAccount(
      records,
      {
        username,
        name: username,
        role,
        ...(role === 'police-analyst' && { policeForce: 'Cheshire' }),
        ...(role === 'probation-practitioner' && { practitioner: ANNE, team: 'T' }),
        ...(role === 'device-wearer' && { deviceWearerId: 'W4' }),
      },
      AT,
    )
    return id
  }

  async function seen(accountId: number, at = AT): Promise<string[]> {
    const rows = await records.query<{ device_wearer_id: string }>(
      'select device_wearer_id from visible_wearers($1, $2) order by device_wearer_id',
      [accountId, instantText(at)],
    )
    return rows.map((row) => row.device_wearer_id)
  }

  const cover = (accountId: number, covered: { team: string } | { practitioner: string }) =>
    insertCover(records, {
      accountId,
      covered,
      within: { from: AT, to: AT + 5 },
      reason: 'leave',
      madeBy: undefined,
    })

  test('follows from the role', async () => {
    await town()
    const everybody = ['W1', 'W2', 'W3', 'W4', 'W5']
    const expected: Record<Role, string[]> = {
      'probation-practitioner': ['W1', 'W2'],
      'monitoring-officer': everybody,
      'police-analyst': [],
      'hub-caseworker': everybody,
      'hub-manager': everybody,
      'data-request-approver': everybody,
      evaluator: [],
      administrator: everybody,
      'device-wearer': ['W4'],
      service: [],
    }
    for (const role of roles) {
      expect([role, await seen(await account(role, role))]).toEqual([role, expected[role]])
    }
    expect(await seen(999_999)).toEqual([])
  })

  test('ends with the allocation, to the millisecond', async () => {
    await town()
    const anne = await account('anne', 'probation-practitioner')
    expect(await seen(anne, AT - 1)).toEqual(['W1'])
    expect(await seen(anne, AT)).toEqual(['W1', 'W2'])
    expect(await seen(anne, AT + 9)).toEqual(['W1', 'W2'])
    expect(await seen(anne, AT + 10)).toEqual(['W1'])
    expect(await seen(anne, ever.from - 1)).toEqual([])
  })

  test('is wider while somebody covers for a practitioner or a team', async () => {
    await town()
    const one = await account('one', 'probation-practitioner')
    const two = await account('two', 'probation-practitioner')
    await cover(one, { practitioner: CY })
    await cover(two, { team: 'T' })
    expect(await seen(one, AT - 1)).toEqual(['W1'])
    expect(await seen(one, AT)).toEqual(['W1', 'W2', 'W4'])
    expect(await seen(one, AT + 4)).toEqual(['W1', 'W2', 'W4'])
    expect(await seen(one, AT + 5)).toEqual(['W1', 'W2'])
    expect(await seen(two, AT)).toEqual(['W1', 'W2', 'W3'])
    const three = await account('three', 'evaluator')
    await cover(three, { team: 'T' })
    expect(await seen(three, AT)).toEqual([])
  })

  test('is nobody, and no force, once the account is disabled', async () => {
    await town()
    for (const role of roles) {
      const id = await account(role, role)
      await cover(id, { team: 'U' })
      await setDisabled(records, id, AT)
      expect([role, await seen(id), await forces(id)]).toEqual([role, [], []])
    }
  })

  test('is less by those who exclude the user, in whatever letter case', async () => {
    await town({
      W1: [{ kind: 'excluded', usernames: ['somebody', 'ANNE'], message: 'Kin' }],
      W2: [{ kind: 'excluded', usernames: ['anne.other'], message: 'Kin' }],
    })
    const anne = await account('anne', 'probation-practitioner')
    await cover(anne, { team: 'T' })
    expect(await seen(anne)).toEqual(['W2', 'W3'])
    expect(await hiddenFrom('Anne')).toEqual([['W1', 'Kin']])
    expect(await hiddenFrom('nobody')).toEqual([])
  })

  test('is less by those who are restricted to others, for whatever role', async () => {
    await town({
      W1: [{ kind: 'restricted', usernames: ['Anne'], message: 'Few' }],
      W3: [{ kind: 'restricted', usernames: [], message: 'Nobody' }],
      W4: [
        { kind: 'restricted', usernames: ['manager'], message: 'Few' },
        { kind: 'excluded', usernames: ['manager'], message: 'Kin' },
      ],
    })
    const anne = await account('anne', 'probation-practitioner')
    await cover(anne, { team: 'T' })
    expect(await seen(anne)).toEqual(['W1', 'W2'])
    for (const role of ['hub-caseworker', 'hub-manager', 'administrator'] as const) {
      expect(await seen(await account(role, role))).toEqual(['W2', 'W5'])
    }
    expect(await seen(await account('manager', 'data-request-approver'))).toEqual(['W2', 'W5'])
    expect(await hiddenFrom('operator')).toEqual([
      ['W1', 'Few'],
      ['W3', 'Nobody'],
      ['W4', 'Few'],
    ])
  })

  test('always holds the person themselves', async () => {
    await town({ W4: [{ kind: 'restricted', usernames: [], message: 'Nobody' }] })
    expect(await seen(await account('w4', 'device-wearer'))).toEqual(['W4'])
  })

  test('of forces: an analyst their own, the hub all', async () => {
    const both = ['Cheshire', 'Cumbria']
    for (const role of roles) {
      const expected = role.startsWith('hub-')
        ? both
        : role === 'police-analyst'
          ? ['Cheshire']
          : []
      expect([role, await forces(await account(role, role))]).toEqual([role, expected])
    }
  })

  async function hiddenFrom(username: string): Promise<[string, string][]> {
    const rows = await records.query<{ device_wearer_id: string; message: string }>(
      'select device_wearer_id, message from restrictions_on($1) order by device_wearer_id, message',
      [username],
    )
    return rows.map((row) => [row.device_wearer_id, row.message])
  }

  async function forces(accountId: number): Promise<string[]> {
    const rows = await records.query<{ force: string }>(
      `select force from unnest(array['Cheshire', 'Cumbria']) as force
       where force_visible($1, force) order by force`,
      [accountId],
    )
    return rows.map(({ force }) => force)
  }
})

type Restrictions = readonly {
  kind: 'excluded' | 'restricted'
  usernames: string[]
  message: string
}[]

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createAccount,
  disableAccount,
  enableAccount,
  rename,
} from '../../src/app/accounts/accounts.ts'
import {
  createDemoAccounts,
  disableDemoAccounts,
  endsDemonstration,
} from '../../src/app/accounts/demo-accounts.ts'
import { endOtherSessions, endSessionsEverywhere } from '../../src/app/accounts/end-sessions.ts'
import { beginSession, sessionActor } from '../../src/app/accounts/signed-in.ts'
import type { Account } from '../../src/domain/account.ts'
import { accountHistory } from '../../src/store/records/account-history.ts'
import {
  type AccountsPage,
  accountById,
  accountsPage,
  usernamesOf,
} from '../../src/store/records/account-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { openSessionsOf } from '../../src/store/records/session-records.ts'
import {
  restrictionOnWearer,
  visibleCaseload,
  visibleWearer,
} from '../../src/store/records/visible-allocations.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const MINUTE = 60_000

describe.each(recordsTwins())('what the accounts’ pages read, on $name', (twin) => {
  let records: Records
  let administrator: Account
  let work: ReturnType<typeof workAt>

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const first = { username: 'm.admin', name: 'Middle', role: 'administrator' } as const
    administrator = (await createAccount(workAt(records, AT), first)).account
    work = workAt(records, AT, actorOf(administrator))
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  const session = (accountId: number, at: number) =>
    records.transaction((transaction) =>
      beginSession(transaction, { accountId, now: at, from: '192.0.2.9', secondFactorAt: at }),
    )

  test('pages of accounts leave nobody out and repeat nobody, in every order', async () => {
    for (const username of ['a.one', 'z.two', 'b.three', 'y.four']) {
      const name = username < 'c' ? 'Same name' : 'same NAME'
      await createAccount(work, { username, name, role: 'evaluator' })
    }
    const walk = async (view: Omit<AccountsPage, 'limit' | 'after'>) => {
      const seen: Account[] = []
      for (;;) {
        const page = await accountsPage(records, { ...view, after: seen.at(-1)?.id, limit: 2 })
        if (page.length === 0) return seen.map(({ username }) => username)
        seen.push(...page)
      }
    }
    const byName = ['a.one', 'b.three', 'm.admin', 'y.four', 'z.two']
    expect(await walk({ sort: 'username' })).toEqual(byName)
    expect(await walk({ sort: 'username', descending: true })).toEqual([...byName].reverse())
    expect(await walk({ sort: 'name' })).toEqual(['m.admin', 'a.one', 'z.two', 'b.three', 'y.four'])
    expect(await walk({ sort: 'created', descending: true })).toHaveLength(5)
    expect(await walk({ sort: 'username', role: 'administrator' })).toEqual(['m.admin'])
    const names = await usernamesOf(records, [administrator.id, 999])
    expect([...names]).toEqual([[administrator.id, 'm.admin']])
  })

  test('an account’s history is its own, newest first, by pages', async () => {
    const details = { username: 'history', name: 'H', role: 'evaluator' } as const
    const { account } = await createAccount(work, details)
    await rename(work, account.id, { name: 'Other' })
    await disableAccount(work, account.id)
    const [newest, next] = await accountHistory(records, account.id, { limit: 2 })
    expect([newest, next].map((event) => event?.details?.['change'])).toEqual(['disabled', 'name'])
    const rest = await accountHistory(records, account.id, { before: next?.id, limit: 5 })
    expect(rest.map((event) => event.details?.['change'])).toEqual(['created'])
    expect(rest[0]).toMatchObject({ username: 'm.admin', accountId: administrator.id })
    await enableAccount(work, account.id)
  })

  test('lists sessions that are not over, and ends the others or all', async () => {
    const secrets = [
      await session(administrator.id, AT - 12 * 60 * MINUTE),
      await session(administrator.id, AT - 31 * MINUTE),
      await session(administrator.id, AT - 5 * MINUTE),
      await session(administrator.id, AT),
    ]
    const open = () => openSessionsOf(records, administrator.id, AT)
    expect((await open()).map(({ startedAt }) => (AT - startedAt) / MINUTE)).toEqual([0, 5])
    expect((await open())[0]?.fromAddress).toBe('192.0.2.9')
    const request = { now: AT, rule: 'required', from: 'x', correlationId: 'y' } as const
    const here = await sessionActor(records, secrets[2] ?? '', request)
    if (!here) throw new Error('the session is not there')
    await endOtherSessions(work, here)
    expect((await open()).map(({ startedAt }) => (AT - startedAt) / MINUTE)).toEqual([5])
    await endSessionsEverywhere(work, administrator.id)
    expect(await open()).toEqual([])
    const details = (await accountHistory(records, administrator.id, { limit: 2 })).map(
      (event) => event.details?.['change'],
    )
    expect(details).toEqual(['ended everywhere', 'ended elsewhere'])
  })

  test('finds wearers by id and CRN within what the account may see', async () => {
    const id = await imported(records, 'people')
    const allocation = (deviceWearerId: string, to = Infinity) => ({
      deviceWearerId,
      practitioner: 'Jo Example',
      team: 'Kite',
      from: AT - 10 * MINUTE,
      to,
    })
    await records.transaction((transaction) =>
      savePeople(transaction, id, {
        deviceWearers: [
          { id: 'W1', identifiers: { crn: 'X000001' } },
          { id: 'W2' },
          { id: 'W3' },
          // Whoever has an id that is another's CRN is found by the id.
          { id: 'x000001' },
        ],
        devices: [],
        deviceActivations: [],
        monitoringOrders: [],
        zones: [],
        allocations: [allocation('W1'), allocation('W2', AT), allocation('W3')],
      }),
    )
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W3', 0, 'excluded', '{M.Admin}', 'Knows them', $1)`,
      [id],
    )
    const viewer = { accountId: administrator.id, at: AT }
    expect(await visibleWearer(records, viewer, 'X000001')).toEqual({ id: 'W1', crn: 'X000001' })
    expect(await visibleWearer(records, viewer, 'x000001')).toMatchObject({ id: 'x000001' })
    expect(await visibleWearer(records, viewer, 'W3')).toBeUndefined()
    expect(await restrictionOnWearer(records, viewer, 'W3')).toEqual({
      id: 'W3',
      message: 'Knows them',
    })
    expect(await restrictionOnWearer(records, viewer, 'W1')).toBeUndefined()
    const caseload = (after: number) =>
      visibleCaseload(records, viewer, 'JO EXAMPLE', { after, limit: 5 })
    const [only, ...others] = await caseload(0)
    expect(only).toMatchObject({ deviceWearerId: 'W1', crn: 'X000001', to: Infinity })
    expect(others).toEqual([])
    expect(await caseload(only?.id ?? 0)).toEqual([])
    const analyst = {
      accountId:
        (await accountsPage(records, { sort: 'name', role: 'evaluator', limit: 1 }))[0]?.id ?? 0,
      at: AT,
    }
    expect(await visibleWearer(records, analyst, 'W1')).toBeUndefined()
  })

  test('demonstration accounts end where there is more than a demonstration', async () => {
    await expect(createDemoAccounts(work, '/nowhere')).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    })
    const details = { username: 'police.demo', name: 'D', role: 'evaluator' } as const
    const { account } = await createAccount(work, details)
    const secret = await session(account.id, AT)
    expect(await endsDemonstration(work, '/nowhere')).toBe(true)
    expect(await disableDemoAccounts(work)).toBe(1)
    expect(await endsDemonstration(work, '/nowhere')).toBe(false)
    expect((await accountById(records, account.id))?.disabledAt).toBe(AT)
    const request = { now: AT, rule: 'optional', from: 'x', correlationId: 'y' } as const
    expect(await sessionActor(records, secret, request)).toBeUndefined()
    expect((await accountById(records, administrator.id))?.disabledAt).toBeUndefined()
  })
})

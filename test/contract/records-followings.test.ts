import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  approve,
  askToFollow,
  findFollowing,
  followedPeriod,
  refuseOrStop,
} from '../../src/app/following/follow.ts'
import type { Account } from '../../src/domain/account.ts'
import type { Role } from '../../src/domain/roles.ts'
import { defaultPolicy } from '../../src/ingest/policy-json.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { visibleFollowings } from '../../src/store/records/following-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const HOUR = 3_600_000
const policy = { ...defaultPolicy, following: { allowed: true, mostHours: 24 } }
const asked = { deviceWearerId: 'W1', why: 'A life', authorityReference: 'DSA/1', hours: 4 }

describe.each(recordsTwins())('following somebody on $name', (twin) => {
  let records: Records
  let people: Record<'caseworker' | 'colleague' | 'first' | 'second', Account>

  beforeAll(async () => {
    if (!twin.missing) await twin.start()
  })
  beforeEach(async () => {
    if (twin.missing) return
    records = await (await twin.freshPlace())()
    const add = (username: string, role: Role) =>
      insertAccount(records, { username, name: username, role }, AT)
    people = {
      caseworker: await add('caseworker', 'hub-caseworker'),
      colleague: await add('colleague', 'hub-caseworker'),
      first: await add('first', 'data-request-approver'),
      second: await add('second', 'data-request-approver'),
    }
    await records.query('insert into device_wearers (id, import_id, ordinal) values ($1, $2, 0)', [
      'W1',
      await imported(records, 'people'),
    ])
  })
  afterEach(() => records?.close())
  afterAll(() => twin.stop())

  const test = twin.missing ? it.skip : it
  const work = (who: keyof typeof people, at = AT) => workAt(records, at, actorOf(people[who]))
  const viewer = (who: keyof typeof people, at = AT) => ({ accountId: people[who].id, at })
  const periodAt = async (who: keyof typeof people, id: number, at: number) =>
    followedPeriod(policy, await findFollowing(records, viewer(who, at), id), viewer(who, at))

  test('cannot be asked for unless policy allows it, nor for longer', async () => {
    await expect(askToFollow(work('caseworker'), defaultPolicy, asked)).rejects.toMatchObject({
      code: 'POLICY_FORBIDS',
    })
    const long = { ...asked, hours: 25 }
    await expect(askToFollow(work('caseworker'), policy, long)).rejects.toMatchObject({
      code: 'POLICY_FORBIDS',
      field: 'hours',
    })
    expect(await visibleFollowings(records, viewer('first'))).toEqual([])
  })

  test('is looked at by who asked, after two approvers, from then on, the last hour, until it ends', async () => {
    const id = await askToFollow(work('caseworker'), policy, asked)
    await approve(work('first', AT + 1), policy, id)
    await expect(approve(work('first', AT + 2), policy, id)).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
    })
    await expect(periodAt('caseworker', id, AT + 3)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await approve(work('second', AT + 10), policy, id)
    expect(await periodAt('caseworker', id, AT + 20)).toEqual({ from: AT + 10, to: AT + 21 })
    expect(await periodAt('caseworker', id, AT + 2 * HOUR)).toMatchObject({ from: AT + HOUR })
    await expect(periodAt('first', id, AT + 20)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(periodAt('colleague', id, AT + 20)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(periodAt('caseworker', id, AT + 4 * HOUR)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('is stopped at once by either approver, and known to nobody whom a restriction keeps out', async () => {
    const id = await askToFollow(work('caseworker'), policy, asked)
    await approve(work('first'), policy, id)
    await approve(work('second'), policy, id)
    await expect(refuseOrStop(work('first'), id, 'stop', '')).rejects.toMatchObject({
      field: 'reason',
    })
    await refuseOrStop(work('first', AT + 1), id, 'stop', 'Found')
    await expect(periodAt('caseworker', id, AT + 1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(approve(work('second', AT + 2), policy, id)).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
    })
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       select 'W1', 1, 'excluded', '{second}', 'You know them', min(id) from imports`,
    )
    expect(await visibleFollowings(records, viewer('second'))).toEqual([])
    expect((await visibleFollowings(records, viewer('first'))).map((each) => each.id)).toEqual([id])
  })
})

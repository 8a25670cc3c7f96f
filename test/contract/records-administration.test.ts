import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  changeScope,
  createAccount,
  disableAccount,
  enableAccount,
  forgetAuthenticator,
  offerPassword,
  rename,
} from '../../src/app/accounts/accounts.ts'
import { assignWearer, endAllocation, transferWearer } from '../../src/app/accounts/allocations.ts'
import { makeToken, revokeToken } from '../../src/app/accounts/api-tokens.ts'
import { addCover, endCover } from '../../src/app/accounts/covers.ts'
import { createDemoAccounts, endsDemonstration } from '../../src/app/accounts/demo-accounts.ts'
import { beginEnrolment, confirmEnrolment } from '../../src/app/accounts/enrol-authenticator.ts'
import type { ProviderClaims } from '../../src/app/accounts/identity-provider.ts'
import { SecretKey } from '../../src/app/accounts/secret-key.ts'
import { signIn } from '../../src/app/accounts/sign-in.ts'
import { signInWithProvider } from '../../src/app/accounts/sign-in-with-provider.ts'
import { beginSession, sessionActor, tokenActor } from '../../src/app/accounts/signed-in.ts'
import { createTeam, deleteTeam, renameTeam } from '../../src/app/accounts/teams.ts'
import type { Account, AccountDetails } from '../../src/domain/account.ts'
import type { People } from '../../src/domain/people.ts'
import { type Role, roles } from '../../src/domain/roles.ts'
import { accountById, accountsPage } from '../../src/store/records/account-records.ts'
import { allocationsOf } from '../../src/store/records/allocation-records.ts'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { coverNotOver } from '../../src/store/records/cover-records.ts'
import { setAuthenticator } from '../../src/store/records/credential-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { listTeams } from '../../src/store/records/team-records.ts'
import { tokensOf } from '../../src/store/records/token-records.ts'
import { actorOf, codeAt, workAt } from '../support/account-work.ts'
import { AT, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const DAY = 86_400_000
const nobodyElse: People = {
  deviceWearers: [],
  devices: [],
  deviceActivations: [],
  monitoringOrders: [],
  zones: [],
  allocations: [],
}

describe.each(recordsTwins())('administration on $name', (twin) => {
  let records: Records
  let administrator: Account
  let work: ReturnType<typeof workAt>
  let made = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const first = { username: 'admin', name: 'Admin', role: 'administrator' } as const
    administrator = (await createAccount(workAt(records, AT), first)).account
    work = workAt(records, AT, actorOf(administrator))
    await people(allocation('W1', 'A. Practitioner', 'Harbour'), allocation('W2', 'B', 'Harbour'))
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  const allocation = (deviceWearerId: string, practitioner: string, team: string) => ({
    deviceWearerId,
    practitioner,
    team,
    from: AT - DAY,
    to: Infinity,
  })

  async function people(...allocations: People['allocations'][number][]): Promise<void> {
    const deviceWearers = allocations.map(({ deviceWearerId }) => ({ id: deviceWearerId }))
    const id = await imported(records, 'people')
    await records.transaction((transaction) =>
      savePeople(transaction, id, { ...nobodyElse, deviceWearers, allocations }),
    )
  }

  async function account(details: Omit<AccountDetails, 'username' | 'name'>): Promise<Account> {
    const username = `user.${made++}`
    return (await createAccount(work, { username, name: 'N', ...details })).account
  }

  const sessionOf = ({ id }: Account) =>
    records.transaction((transaction) =>
      beginSession(transaction, { accountId: id, now: AT, from: 'x', secondFactorAt: AT }),
    )
  const who = (secret: string) =>
    sessionActor(records, secret, { now: AT, rule: 'required', from: 'x', correlationId: 'y' })

  test('an account has what its role needs and nothing of another role', async () => {
    const refused: [Partial<AccountDetails>, string][] = [
      [{ username: 'Ünfit' }, 'username'],
      [{ username: 'admin ' }, 'username'],
      [{ name: ' ' }, 'name'],
      [{ role: 'police-analyst' }, 'policeForce'],
      [{ role: 'police-analyst', policeForce: 'Atlantis' }, 'policeForce'],
      [{ policeForce: 'Cheshire' }, 'policeForce'],
      [{ role: 'device-wearer' }, 'deviceWearerId'],
      [{ role: 'device-wearer', deviceWearerId: 'W99' }, 'deviceWearerId'],
      [{ role: 'probation-practitioner' }, 'practitioner'],
      [{ team: 'No such team' }, 'team'],
    ]
    for (const [part, field] of refused) {
      const details = { username: 'fits', name: 'N', role: 'evaluator' as Role, ...part }
      await expect(createAccount(work, details), JSON.stringify(part)).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        field,
      })
    }
    await account({ role: 'police-analyst', policeForce: 'Cheshire' })
    await account({ role: 'service', policeForce: 'Cheshire' })
    const wearer = await account({ role: 'device-wearer', deviceWearerId: 'W1' })
    const [event] = await searchAudit(records, { subject: 'W1' }, { limit: 1 })
    expect(event).toMatchObject({ what: 'accounts', details: { account: wearer.id } })
    expect(
      (await accountsPage(records, { sort: 'username', after: administrator.id, limit: 2 })).map(
        (one) => one.username,
      ),
    ).toEqual(['user.0', 'user.1'])
  })

  test('the records themselves refuse a scope of another role', async () => {
    const analyst = await account({ role: 'police-analyst', policeForce: 'Cheshire' })
    for (const change of [
      `role = 'hub-manager'`,
      `police_force = null`,
      `device_wearer_id = 'W1'`,
      `practitioner = 'A'`,
      `role = 'root'`,
      `username = 'Upper'`,
    ]) {
      await expect(
        records.query(`update accounts set ${change} where id = ${analyst.id}`),
      ).rejects.toThrow('check')
    }
  })

  test('another role signs out everywhere; nobody gives themself one', async () => {
    const other = await account({ role: 'hub-caseworker' })
    const [one, two] = [await sessionOf(other), await sessionOf(other)]
    await changeScope(work, other.id, { role: 'police-analyst', policeForce: 'Kent' })
    expect([await who(one), await who(two)]).toEqual([undefined, undefined])
    expect(await accountById(records, other.id)).toMatchObject({
      role: 'police-analyst',
      policeForce: 'Kent',
    })
    await expect(
      changeScope(work, administrator.id, { role: 'hub-manager' }),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    await expect(changeScope(work, other.id, { role: 'service' })).rejects.toMatchObject({
      field: 'role',
    })
    await expect(changeScope(work, 9999, { role: 'evaluator' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await rename(work, other.id, { name: ' New ', email: '' })
    expect(await accountById(records, other.id)).toMatchObject({ name: 'New', email: undefined })
  })

  test('the last administrator stays, also when two are taken at once', async () => {
    const second = await account({ role: 'administrator' })
    const asSecond = workAt(records, AT, actorOf(second))
    const both = await Promise.allSettled([
      disableAccount(work, second.id),
      changeScope(asSecond, administrator.id, { role: 'evaluator' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await records.query(
      `update accounts set role = 'administrator', disabled_at = null where id = any($1::bigint[])`,
      [[administrator.id, second.id]],
    )
    await disableAccount(work, second.id)
    const third = workAt(records, AT)
    await expect(disableAccount(third, administrator.id)).rejects.toThrow('last administrator')
    await expect(disableAccount(work, administrator.id)).rejects.toThrow('your own')
    await enableAccount(work, second.id)
  })

  test('who lost an authenticator needs the code that was handed over to set up another', async () => {
    const key = new SecretKey(new Uint8Array(32))
    const person = await account({ role: 'evaluator' })
    await setAuthenticator(records, person.id, { sealedSecret: new Uint8Array(40), counter: 1 })
    const before = await sessionOf(person)
    const code = await forgetAuthenticator(work, person.id)
    expect(await who(before)).toBeUndefined()
    await expect(forgetAuthenticator(work, administrator.id)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    })
    const secret = await records.transaction((transaction) =>
      beginSession(transaction, {
        accountId: person.id,
        now: AT,
        from: 'x',
        secondFactorAt: undefined,
      }),
    )
    const signedIn = async () => {
      const found = await who(secret)
      if (!found) throw new Error('the session is over')
      return found
    }
    expect((await signedIn()).stage).toBe('enrol-authenticator')
    const { secretText, needsHandedOverCode } = await beginEnrolment(work, key, await signedIn())
    expect(needsHandedOverCode).toBe(true)
    const confirm = async (handedOverCode: string | undefined) =>
      confirmEnrolment(work, key, await signedIn(), {
        code: codeAt(secretText, AT),
        handedOverCode,
      })
    await expect(confirm(undefined)).rejects.toMatchObject({ field: 'handedOverCode' })
    await expect(confirm('AAAA-AAAA-AAAA-AAAA')).rejects.toMatchObject({ field: 'handedOverCode' })
    expect((await confirm(code)).recoveryCodes).toHaveLength(10)
    expect(await who(secret)).toBeUndefined()
  })

  test('a password code is for people with a password of ours', async () => {
    const service = await account({ role: 'service' })
    await expect(offerPassword(work, service.id)).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    expect(await offerPassword(work, administrator.id)).toMatch(/^(\w{4}-){3}\w{4}$/)
  })

  test('a token does what it names and its role still permits, until it ends', async () => {
    const service = await account({ role: 'service' })
    const wish = {
      accountId: service.id,
      name: 'tags',
      scopes: ['positions:write', 'crime-batches:write'],
      expiresAt: AT + 366 * DAY,
    } as const
    const { id, token } = await makeToken(work, wish)
    expect(token).toMatch(/^wa_[\w-]{43}$/)
    const as = (now = AT) => tokenActor(records, token, { now, from: 'x', correlationId: 'y' })
    expect(await as()).toMatchObject({
      kind: 'token',
      accountId: service.id,
      permissions: new Set(['positions:write', 'crime-batches:write']),
    })
    expect(await tokensOf(records, service.id)).toMatchObject([
      { id, name: 'tags', lastUsedAt: AT },
    ])
    expect(await as(AT + 366 * DAY)).toBeUndefined()
    await disableAccount(work, service.id)
    expect(await as()).toBeUndefined()
    await enableAccount(work, service.id)
    expect(await as()).toBeUndefined()
    await expect(revokeToken(work, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const other = await makeToken(work, wish)
    await revokeToken(work, other.id)
    await expect(revokeToken(work, other.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const request = { now: AT, from: 'x', correlationId: 'y' }
    expect(await tokenActor(records, other.token, request)).toBeUndefined()
    expect(
      JSON.stringify(await records.query('select token_hash::text from api_tokens')),
    ).not.toContain(token)
  })

  test('nobody makes a token for more than they may, or for another person', async () => {
    const service = await account({ role: 'service' })
    const worker = await account({ role: 'hub-caseworker' })
    const own = workAt(records, AT, actorOf(worker))
    const wish = {
      accountId: service.id,
      name: 'x',
      scopes: ['positions:write'],
      expiresAt: AT + DAY,
    } as const
    for (const [part, field] of [
      [{ scopes: ['matches:read'] }, 'scopes'],
      // Commands read locations, and an administrator does not.
      [{ scopes: ['operate'] }, 'scopes'],
      [{ scopes: [] }, 'scopes'],
      [{ name: '' }, 'name'],
      [{ expiresAt: AT }, 'expiresAt'],
      [{ expiresAt: AT + 366 * DAY + 1 }, 'expiresAt'],
      [{ expiresAt: Number.NaN }, 'expiresAt'],
    ] as const) {
      await expect(makeToken(work, { ...wish, ...part }), field).rejects.toMatchObject({ field })
    }
    const host = workAt(records, AT, { ...actorOf(administrator), kind: 'operator' })
    await expect(makeToken(host, { ...wish, scopes: ['operate'] })).resolves.toBeDefined()
    const read = { ...wish, scopes: ['matches:read'], accountId: worker.id } as const
    await expect(makeToken(work, read)).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    await expect(makeToken(own, wish)).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    const { token } = await makeToken(own, read)
    await changeScope(work, worker.id, { role: 'evaluator' })
    const actor = await tokenActor(records, token, { now: AT, from: 'x', correlationId: 'y' })
    expect(actor?.permissions).toEqual(new Set())
  })

  test('teams are made, renamed with all that names them, and deleted when nothing does', async () => {
    expect((await listTeams(records, AT)).map(({ name }) => name)).toEqual(['Harbour'])
    await createTeam(work, ' Lighthouse ')
    await expect(createTeam(work, 'Lighthouse')).rejects.toMatchObject({ field: 'name' })
    const person = await account({
      role: 'probation-practitioner',
      practitioner: 'A. Practitioner',
      team: 'Harbour',
    })
    await renameTeam(work, 'Harbour', 'Haven')
    expect(await accountById(records, person.id)).toMatchObject({ team: 'Haven' })
    expect(await listTeams(records, AT)).toEqual([
      { name: 'Haven', accounts: 1, allocations: 2 },
      { name: 'Lighthouse', accounts: 0, allocations: 0 },
    ])
    await expect(renameTeam(work, 'Haven', 'Lighthouse')).rejects.toMatchObject({ field: 'name' })
    await expect(renameTeam(work, 'Harbour', 'X')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(deleteTeam(work, 'Haven')).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    await deleteTeam(work, 'Lighthouse')
    await renameTeam(work, 'Haven', 'Harbour')
  })

  test('cover lasts for a while, and ends when it is ended', async () => {
    const person = await account({ role: 'probation-practitioner', practitioner: 'C' })
    const manager = await account({ role: 'hub-manager' })
    const wish = {
      accountId: person.id,
      covered: { practitioner: 'B' },
      within: { from: AT, to: AT + DAY },
      reason: 'Leave',
    }
    for (const [part, field] of [
      [{ accountId: manager.id }, 'accountId'],
      [{ covered: { team: 'None' } }, 'team'],
      [{ covered: { practitioner: ' ' } }, 'practitioner'],
      [{ reason: ' ' }, 'reason'],
      [{ within: { from: AT, to: Infinity } }, 'to'],
      [{ within: { from: AT + 1, to: AT + 1 } }, 'to'],
      [{ within: { from: AT - DAY, to: AT } }, 'to'],
    ] as const) {
      await expect(addCover(work, { ...wish, ...part }), field).rejects.toMatchObject({ field })
    }
    const id = await addCover(work, wish)
    const team = await addCover(work, { ...wish, covered: { team: 'Harbour' } })
    expect(await coverNotOver(records, AT, person.id)).toEqual([
      { ...wish, id, madeBy: administrator.id },
      { ...wish, id: team, covered: { team: 'Harbour' }, madeBy: administrator.id },
    ])
    await endCover(workAt(records, AT + 5), id)
    expect((await coverNotOver(records, AT + 5)).map((one) => one.id)).toEqual([team])
    await expect(endCover(workAt(records, AT + 5), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('allocations made by hand stand until a file says otherwise', async () => {
    const wish = { practitioner: 'D', team: 'Harbour' }
    await expect(assignWearer(work, 'W99', wish)).rejects.toMatchObject({ field: 'deviceWearerId' })
    await expect(assignWearer(work, 'W2', { ...wish, team: 'x' })).rejects.toMatchObject({
      field: 'team',
    })
    const [fromFile] = await allocationsOf(records, 'W2')
    const id = await transferWearer(work, fromFile?.id ?? 0, wish)
    expect(await allocationsOf(records, 'W2')).toEqual([
      { id, deviceWearerId: 'W2', ...wish, from: AT, to: Infinity },
      { ...fromFile, to: AT },
    ])
    const [event] = await searchAudit(records, { what: 'allocations' }, { limit: 1 })
    expect(event).toMatchObject({ subjects: ['W2'], details: { change: 'transferred' } })
    await endAllocation(workAt(records, AT + 5), id)
    await expect(endAllocation(workAt(records, AT + 5), id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await assignWearer(work, 'W2', wish)
    await people(allocation('W2', 'B', 'Harbour'))
    expect(await allocationsOf(records, 'W2')).toMatchObject([{ practitioner: 'B' }])
    expect(await allocationsOf(records, 'W1')).toHaveLength(1)
  })

  test('whom a provider sends is known by issuer and subject, and is what the groups say', async () => {
    const grants = new Map([
      ['police', { role: 'police-analyst', policeForce: 'Kent' }],
      ['practice', { role: 'probation-practitioner', team: 'New team' }],
    ] as const)
    const claims = (part: Partial<ProviderClaims>): ProviderClaims => ({
      issuer: 'https://id.example',
      subject: 's1',
      username: 'Admin',
      name: 'E. Practitioner',
      email: undefined,
      groups: ['x', 'practice'],
      ...part,
    })
    const come = (part: Partial<ProviderClaims> = {}) =>
      signInWithProvider(workAt(records, AT), grants, claims(part))
    const first = await come()
    const found = await who(first)
    expect(found).toMatchObject({
      stage: 'signed-in',
      account: { practitioner: 'E. Practitioner', team: 'New team', fromProvider: true },
    })
    expect(found?.account.username).toMatch(/^provider-[0-9a-f]{16}$/)
    const again = await come()
    expect((await who(again))?.account.id).toBe(found?.account.id)
    expect(await who(first)).toBeDefined()
    const asPolice = await come({ groups: ['practice', 'police'] })
    expect((await who(asPolice))?.account).toMatchObject({
      role: 'police-analyst',
      team: undefined,
    })
    expect([await who(first), await who(again)]).toEqual([undefined, undefined])
    await expect(come({ groups: [] })).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' })
    expect(await who(asPolice)).toBeUndefined()
    await expect(come({ subject: 's2', groups: [] })).rejects.toThrow('none of your groups')
    const id = found?.account.id ?? 0
    await expect(changeScope(work, id, { role: 'evaluator' })).rejects.toThrow('identity provider')
    await expect(offerPassword(work, id)).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    await disableAccount(work, id)
    await expect(come()).rejects.toThrow('disabled')
    const other = await come({ subject: 's3', username: 'someone.else' })
    expect((await who(other))?.account.username).toBe('someone.else')
  })

  test('demonstration accounts: one for each role, over a simulated town only', async () => {
    const town = mkdtempSync(join(tmpdir(), 'whereabouts-town-'))
    await expect(createDemoAccounts(work, town)).rejects.toMatchObject({ code: 'NOT_PERMITTED' })
    const place = await (await twin.freshPlace())()
    try {
      writeFileSync(join(town, 'town.json'), '{}')
      await place.query(
        `insert into allocations (device_wearer_id, practitioner, team, starts_at, ends_at) values
           ('W1', 'Once', 'T', '2025-01-01Z', '2025-02-01Z'), ('W2', 'Once', 'T', '2025-01-01Z', '2025-02-01Z'),
           ('W3', 'Now', 'T', '2025-01-01Z', '2025-02-01Z'), ('W4', 'Now', 'T', '2025-01-01Z', null)`,
      )
      await place.query(`insert into teams values ('T', now())`)
      const demo = await createDemoAccounts(workAt(place, AT), town)
      expect(new Set(demo.map(({ role }) => role))).toEqual(new Set(roles))
      expect(demo[0]).toMatchObject({ practitioner: 'Now', team: 'T' })
      expect(demo[1]).toMatchObject({ deviceWearerId: 'W4' })
      expect(await createDemoAccounts(workAt(place, AT), town)).toEqual(demo)
      expect(await endsDemonstration(workAt(place, AT), town)).toBe(false)
      for (const { username, password } of demo) {
        const result = await signIn(
          workAt(place, AT),
          { username, password: password ?? '' },
          'optional',
        )
        expect(result).toMatchObject(
          password ? { outcome: 'begun', stage: 'signed-in' } : { outcome: 'refused' },
        )
      }
    } finally {
      await place.close()
      rmSync(town, { recursive: true })
    }
  })
})

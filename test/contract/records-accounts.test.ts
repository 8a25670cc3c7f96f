import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount, disableAccount, enableAccount } from '../../src/app/accounts/accounts.ts'
import { beginEnrolment, confirmEnrolment } from '../../src/app/accounts/enrol-authenticator.ts'
import { createFirstAdministrator, offerFirstRun } from '../../src/app/accounts/first-run.ts'
import { codeHash, oneTimeCode } from '../../src/app/accounts/one-time-code.ts'
import { changePassword, setPassword } from '../../src/app/accounts/passwords.ts'
import { renewRecoveryCodes } from '../../src/app/accounts/recovery-codes.ts'
import { giveSecondFactor } from '../../src/app/accounts/second-factor.ts'
import { SecretKey } from '../../src/app/accounts/secret-key.ts'
import { signIn, signOut } from '../../src/app/accounts/sign-in.ts'
import { type SignedIn, sessionActor } from '../../src/app/accounts/signed-in.ts'
import type { Account } from '../../src/domain/account.ts'
import type { SecondFactorRule } from '../../src/domain/session-stage.ts'
import { accountById } from '../../src/store/records/account-records.ts'
import { searchAudit } from '../../src/store/records/audit-records.ts'
import { countRecoveryCodes } from '../../src/store/records/credential-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { actorOf, codeAt, nobody, workAt } from '../support/account-work.ts'
import { AT, AWKWARD } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const PASSWORD = 'three gulls and a lighthouse'
/** The same words whatever the reason. */
const refusal = { outcome: 'refused', message: expect.stringContaining('has to wait') }
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

describe.each(recordsTwins())('signing in on $name', (twin) => {
  let records: Records
  const key = new SecretKey(new Uint8Array(32).fill(7))
  let administrator: Account
  let people = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const firstRun = await offerFirstRun(records)
    if (!firstRun) throw new Error('there is an account in an empty place')
    const first = { username: 'First.Admin', name: 'First', password: PASSWORD }
    const wrong = { ...first, code: oneTimeCode() }
    await expect(createFirstAdministrator(workAt(records, AT), firstRun, wrong)).rejects.toThrow(
      'not the one the terminal shows',
    )
    const right = { ...first, code: firstRun.code.toLowerCase().replaceAll('-', ' ') }
    administrator = await createFirstAdministrator(workAt(records, AT), firstRun, right)
    await expect(createFirstAdministrator(workAt(records, AT), firstRun, right)).rejects.toThrow(
      'there is an account already',
    )
    expect(await offerFirstRun(records)).toBeUndefined()
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it

  async function person(password: string | undefined = PASSWORD): Promise<Account> {
    const username = `person.${people++}`
    const details = {
      username: username.toUpperCase(),
      name: AWKWARD,
      role: 'hub-caseworker',
    } as const
    const work = workAt(records, AT, actorOf(administrator))
    const { account, code = '' } = await createAccount(work, details)
    if (password) await setPassword(workAt(records, AT), { username, code, password })
    return account
  }

  const passwordIn = (
    account: Account,
    now = AT,
    password = PASSWORD,
    rule: SecondFactorRule = 'required',
  ) => signIn(workAt(records, now), { username: ` ${account.username}`, password }, rule)

  async function begun(result: Awaited<ReturnType<typeof signIn>>): Promise<string> {
    if (result.outcome !== 'begun') throw new Error('refused')
    return result.secret
  }

  const who = (secret: string, now = AT, rule: SecondFactorRule = 'required') =>
    sessionActor(records, secret, { now, rule, from: 'x', correlationId: 'y' })

  async function mustBe(secret: string, now = AT): Promise<SignedIn> {
    const found = await who(secret, now)
    if (!found) throw new Error('the session is over')
    return found
  }

  /** Somebody with an authenticator, signed in with both factors at `AT`. */
  async function enrolled() {
    const account = await person()
    const pending = await mustBe(await begun(await passwordIn(account)))
    const { secretText } = await beginEnrolment(workAt(records, AT), key, pending)
    const shown = await mustBe(await begun(await passwordIn(account)))
    expect((await beginEnrolment(workAt(records, AT), key, shown)).secretText).not.toBe(secretText)
    const again = { ...(await mustBeAgain(pending)) }
    expect(await beginEnrolment(workAt(records, AT), key, again)).toMatchObject({
      secretText,
      needsHandedOverCode: false,
      uri: expect.stringContaining(account.username),
    })
    const code = codeAt(secretText, AT)
    const { secret, recoveryCodes } = await confirmEnrolment(
      workAt(records, AT, actorOf(account)),
      key,
      again,
      { code },
    )
    return { account, secretText, secret, recoveryCodes }
  }

  /** The same session as the records have it now. */
  async function mustBeAgain({ account, session, ...rest }: SignedIn): Promise<SignedIn> {
    const [row] = await records.query<{ enrolling_secret: Uint8Array }>(
      'select enrolling_secret from sessions where id_hash = $1',
      [session.idHash],
    )
    return { ...rest, account, session: { ...session, enrollingSecret: row?.enrolling_secret } }
  }

  async function attempts(account: Account): Promise<number | undefined> {
    const [row] = await records.query<{ failed_attempts: number }>(
      'select failed_attempts from accounts where id = $1',
      [account.id],
    )
    return row?.failed_attempts
  }

  test('the first administrator is one, and was written down', async () => {
    expect(administrator).toMatchObject({ username: 'first.admin', role: 'administrator' })
    const events = await searchAudit(records, { what: 'accounts' }, { limit: 99 })
    expect(events.map(({ details }) => details?.['change'])).toContain('first administrator')
  })

  test('refuses an unknown name, a wrong password and no password in the same way', async () => {
    const known = await person()
    const without = await person('')
    const unknown = { ...known, username: 'nobody.at.all' }
    const said = await passwordIn(unknown)
    expect(said).toEqual(refusal)
    expect(await passwordIn(known, AT, 'wrong')).toEqual(said)
    expect(await passwordIn(known, AT, 'x'.repeat(10_000))).toEqual(said)
    expect(await passwordIn(without, AT, '')).toEqual(said)
    const [last, , , first] = await searchAudit(records, { action: 'sign-in' }, { limit: 4 })
    expect(last).toMatchObject({ outcome: 'refused', details: { account: without.id } })
    expect(first?.details).toEqual({ step: 'password' })
  })

  test('waits after the fifth wrong try, longer each time, without telling of a right one', async () => {
    const account = await person()
    for (let tries = 0; tries < 5; tries++) await passwordIn(account, AT, 'wrong')
    expect(await passwordIn(account, AT + MINUTE - 1)).toEqual(refusal)
    expect(await attempts(account)).toBe(5)
    await passwordIn(account, AT + MINUTE, 'wrong')
    expect(await passwordIn(account, AT + 3 * MINUTE - 1)).toEqual(refusal)
    expect(await passwordIn(account, AT + 3 * MINUTE)).toMatchObject({ outcome: 'begun' })
    expect(await attempts(account)).toBe(0)
  })

  test('lets no more through of many tries at once', async () => {
    const account = await person()
    await Promise.all(Array.from({ length: 12 }, () => passwordIn(account, AT, 'wrong')))
    expect(await attempts(account)).toBe(5)
    await enableAccount(workAt(records, AT, actorOf(administrator)), account.id)
    expect(await passwordIn(account)).toMatchObject({ outcome: 'begun' })
  })

  test('asks for an authenticator before anything else, unless the rule is optional', async () => {
    const account = await person()
    const secret = await begun(await passwordIn(account))
    expect(await who(secret)).toMatchObject({
      stage: 'enrol-authenticator',
      actor: { permissions: new Set(), username: account.username, from: 'x' },
    })
    const optional = await who(secret, AT, 'optional')
    expect(optional?.stage).toBe('signed-in')
    expect([...(optional?.actor.permissions ?? [])]).toContain('matches:read')
    expect(await who(secret, AT + 15 * MINUTE - 1)).toBeDefined()
    expect(await who(secret, AT + 15 * MINUTE)).toBeUndefined()
  })

  test('takes each code of the authenticator once, and a complete session has another secret', async () => {
    const { account, secretText, secret } = await enrolled()
    expect((await mustBe(secret)).stage).toBe('signed-in')
    const pendingSecret = await begun(await passwordIn(account))
    const pending = await mustBe(pendingSecret)
    expect(pending).toMatchObject({ stage: 'second-factor', actor: { permissions: new Set() } })
    const give = (code: string, now = AT) =>
      giveSecondFactor(workAt(records, now), key, pending, code)
    expect(await give(codeAt(secretText, AT))).toMatchObject({ outcome: 'refused' })
    expect(await give('000 000 0')).toMatchObject({ outcome: 'refused' })
    const next = codeAt(secretText, AT + 30 * SECOND)
    const result = await give(next)
    if (result.outcome !== 'begun') throw new Error('refused')
    expect(await who(pendingSecret)).toBeUndefined()
    expect(await who(result.secret)).toMatchObject({ stage: 'signed-in' })
    expect(await attempts(account)).toBe(0)
    const other = await mustBe(await begun(await passwordIn(account)))
    const replay = giveSecondFactor(workAt(records, AT), key, other, next)
    expect(await replay).toMatchObject({ outcome: 'refused' })
    expect(await replay).not.toHaveProperty('secret')
  })

  test('counts wrong codes with wrong passwords, and says when to come back', async () => {
    const { account, secretText } = await enrolled()
    await passwordIn(account, AT, 'wrong')
    const pending = await mustBe(await begun(await passwordIn(account)))
    for (let tries = 0; tries < 4; tries++) {
      await giveSecondFactor(workAt(records, AT), key, pending, '1')
    }
    expect(await attempts(account)).toBe(5)
    const right = codeAt(secretText, AT + 30 * SECOND)
    expect(await giveSecondFactor(workAt(records, AT), key, pending, right)).toEqual({
      outcome: 'refused',
      lockedUntil: AT + MINUTE,
    })
    const later = workAt(records, AT + MINUTE)
    const code = codeAt(secretText, AT + MINUTE)
    expect(await giveSecondFactor(later, key, pending, code)).toMatchObject({ outcome: 'begun' })
  })

  test('a recovery code stands for the authenticator once; new ones end the old', async () => {
    const { account, secretText, recoveryCodes } = await enrolled()
    expect(
      new Set(recoveryCodes.map((code) => Buffer.from(codeHash(code)).toString('hex'))).size,
    ).toBe(10)
    const [first = '', second = ''] = recoveryCodes
    const pendingNow = async () => mustBe(await begun(await passwordIn(account)))
    const used = await giveSecondFactor(
      workAt(records, AT),
      key,
      await pendingNow(),
      first.toLowerCase(),
    )
    expect(used).toMatchObject({ outcome: 'begun', recoveryCodesLeft: 9 })
    const again = await giveSecondFactor(workAt(records, AT), key, await pendingNow(), first)
    expect(again.outcome).toBe('refused')
    if (used.outcome !== 'begun') throw new Error('refused')
    const session = await mustBe(used.secret)
    const work = workAt(records, AT, actorOf(account))
    await expect(renewRecoveryCodes(work, key, session, '12')).rejects.toMatchObject({
      field: 'code',
    })
    const code = codeAt(secretText, AT + 30 * SECOND)
    expect(await renewRecoveryCodes(work, key, session, code)).toHaveLength(10)
    expect(await countRecoveryCodes(records, account.id)).toBe(10)
    const old = await giveSecondFactor(workAt(records, AT), key, await pendingNow(), second)
    expect(old.outcome).toBe('refused')
  })

  test('an authenticator sealed with another key, or of another account, is not read', async () => {
    const { account } = await enrolled()
    const pending = await mustBe(await begun(await passwordIn(account)))
    const other = new SecretKey(new Uint8Array(32).fill(8))
    await expect(
      giveSecondFactor(workAt(records, AT), other, pending, '123456'),
    ).rejects.toMatchObject({ code: 'SECRETS_UNREADABLE' })
    const { account: thief } = await enrolled()
    await records.query(
      'update accounts set totp_secret = (select totp_secret from accounts where id = $1) where id = $2',
      [thief.id, account.id],
    )
    await expect(
      giveSecondFactor(workAt(records, AT), key, pending, '123456'),
    ).rejects.toMatchObject({ code: 'SECRETS_UNREADABLE' })
  })

  test('a session ends after 30 minutes unused, 12 hours, and at sign-out', async () => {
    const { secret } = await enrolled()
    expect(await who(secret, AT + 29 * MINUTE)).toBeDefined()
    expect(await who(secret, AT + 58 * MINUTE)).toBeDefined()
    expect(await who(secret, AT + 89 * MINUTE)).toBeUndefined()
    const { secret: busy } = await enrolled()
    for (let now = AT; now < AT + 12 * HOUR; now += 29 * MINUTE) await mustBe(busy, now)
    expect(await who(busy, AT + 12 * HOUR)).toBeUndefined()
    const { secret: left } = await enrolled()
    await signOut(workAt(records, AT), await mustBe(left))
    expect(await who(left)).toBeUndefined()
  })

  test('notes that a session is used once a minute at most', async () => {
    const { secret } = await enrolled()
    const lastSeen = async () => {
      const { session } = await mustBe(secret, AT + 1)
      const [row] = await records.query<{ last_seen_at: string }>(
        'select last_seen_at from sessions where id_hash = $1',
        [session.idHash],
      )
      return Date.parse(row?.last_seen_at ?? '')
    }
    await mustBe(secret, AT + MINUTE - 1)
    expect(await lastSeen()).toBe(AT)
    await mustBe(secret, AT + MINUTE)
    expect(await lastSeen()).toBe(AT + MINUTE)
  })

  test('a disabled account is out at once and everywhere', async () => {
    const { account, secret } = await enrolled()
    const work = workAt(records, AT, actorOf(administrator))
    await disableAccount(work, account.id)
    expect(await who(secret)).toBeUndefined()
    expect(await passwordIn(account)).toEqual(refusal)
    await enableAccount(work, account.id)
    expect(await who(secret)).toBeUndefined()
    expect(await passwordIn(account)).toMatchObject({ outcome: 'begun' })
  })

  test('whoever is disabled or signed out while signing in stays out', async () => {
    const { account, secret, secretText } = await enrolled()
    const pending = await mustBe(await begun(await passwordIn(account)))
    await signOut(workAt(records, AT), pending)
    const code = codeAt(secretText, AT + 30 * SECOND)
    expect(await giveSecondFactor(workAt(records, AT), key, pending, code)).toMatchObject({
      outcome: 'refused',
    })
    const fresh = await person()
    const enrolling = await mustBe(await begun(await passwordIn(fresh)))
    const shown = await beginEnrolment(workAt(records, AT), key, enrolling)
    const again = await mustBeAgain(enrolling)
    await signOut(workAt(records, AT), enrolling)
    const confirm = { code: codeAt(shown.secretText, AT) }
    await expect(confirmEnrolment(workAt(records, AT), key, again, confirm)).rejects.toThrow(
      'ended',
    )
    expect((await accountById(records, fresh.id))?.hasAuthenticator).toBe(false)
    await records.query('update accounts set disabled_at = now() where id = $1', [account.id])
    expect(await who(secret)).toBeUndefined()
  })

  test('a code sets a password once, in seven days, for its own account', async () => {
    const work = workAt(records, AT, actorOf(administrator))
    const details = { username: 'coded', name: 'C', role: 'evaluator' } as const
    const { account, code = '' } = await createAccount(work, details)
    const other = await person()
    const set = (username: string, now: number, password = PASSWORD) =>
      setPassword(workAt(records, now), { username, code, password })
    await expect(set('coded', AT, 'short')).rejects.toMatchObject({ field: 'password' })
    await expect(set(other.username, AT)).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' })
    await expect(set('coded', AT + 7 * 24 * HOUR)).rejects.toMatchObject({
      code: 'SIGN_IN_REFUSED',
    })
    await set('Coded', AT + 7 * 24 * HOUR - 1)
    expect((await accountById(records, account.id))?.hasPassword).toBe(true)
    await expect(set('coded', AT)).rejects.toMatchObject({ code: 'SIGN_IN_REFUSED' })
  })

  test('another password ends every other session', async () => {
    const { account, secret } = await enrolled()
    const session = await mustBe(secret)
    const other = await begun(await passwordIn(account))
    const work = workAt(records, AT, actorOf(account))
    const change = { current: PASSWORD, password: 'another nine gulls' }
    await expect(changePassword(work, session, { ...change, current: 'x' })).rejects.toMatchObject({
      field: 'current',
    })
    await expect(changePassword(work, session, { ...change, password: 'x' })).rejects.toMatchObject(
      {
        field: 'password',
      },
    )
    await changePassword(work, session, change)
    expect(await who(other)).toBeUndefined()
    expect(await who(secret)).toBeDefined()
    expect(await passwordIn(account)).toEqual(refusal)
    expect(await passwordIn(account, AT, change.password)).toMatchObject({ outcome: 'begun' })
  })

  test('nobody is let in whose sign-in cannot be written down', async () => {
    const account = await person()
    const sessions = async () => (await records.query('select id_hash from sessions')).length
    const before = await sessions()
    const unwritable = {
      ...workAt(records, AT, nobody),
      audit: () => Promise.reject(new Error('the disk is full')),
    }
    const credentials = { username: account.username, password: PASSWORD }
    await expect(signIn(unwritable, credentials, 'required')).rejects.toThrow('full')
    expect(await sessions()).toBe(before)
  })

  test('keeps no secret as it is', async () => {
    const { secret, secretText, recoveryCodes } = await enrolled()
    const dump = JSON.stringify(
      await records.query(
        `select (select json_agg(a) from accounts a)::text as a, (select json_agg(s) from sessions s)::text as s,
           (select json_agg(r) from recovery_codes r)::text as r, (select json_agg(o) from one_time_codes o)::text as o`,
      ),
    )
    const hidden = [secret, secretText, PASSWORD, ...recoveryCodes]
    expect(hidden.filter((text) => dump.includes(text))).toEqual([])
    const hashes = await records.query<{ parameters: string }>(
      `select distinct split_part(password_hash, '$', 4) as parameters from accounts
       where password_hash is not null`,
    )
    expect(hashes).toEqual([{ parameters: 'm=19456,p=1,t=2' }])
  })
})

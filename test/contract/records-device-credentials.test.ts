import { createHash, pbkdf2Sync } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { DeviceCredentials } from '../../src/app/live/device-credentials.ts'
import { DeviceLimits } from '../../src/app/live/device-limits.ts'
import {
  credentialsInForce,
  credentialsOfDevice,
} from '../../src/store/records/device-credential-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { workAt } from '../support/account-work.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const AT = Date.UTC(2026, 2, 29, 9)
const HOUR = 3_600_000

describe.each(recordsTwins())('what lets devices in, on $name,', (twin) => {
  let records: Records
  let credentials: DeviceCredentials

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    credentials = new DeviceCredentials(records)
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const work = (now = AT) => workAt(records, now, operator())

  test('speaks for its own device until it is revoked, which is known at once', async () => {
    const { id, secret } = await credentials.issue(work(), ' D1 ')
    expect(await credentials.deviceOf(secret, AT)).toBe('D1')
    expect(await credentials.deviceOf(`${secret}x`, AT)).toBeUndefined()
    await expect(credentials.revoke(work(), 'D2', id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await credentials.revoke(work(), 'D1', id)
    expect(await credentials.deviceOf(secret, AT)).toBeUndefined()
    await expect(credentials.revoke(work(), 'D1', id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('goes on beside its successor for the hours it was given', async () => {
    let told = 0
    credentials.onChanged(() => told++)
    const old = await credentials.issue(work(), 'D2')
    expect(await credentials.deviceOf(old.secret, AT)).toBe('D2')
    const next = await credentials.rotate(work(), 'D2', 24)
    expect(told).toBe(2)
    for (const [at, expected] of [
      [AT + 24 * HOUR - 1, ['D2', 'D2']],
      [AT + 24 * HOUR, [undefined, 'D2']],
    ] as const) {
      expect([
        await credentials.deviceOf(old.secret, at),
        await credentials.deviceOf(next.secret, at),
      ]).toEqual(expected)
    }
    const ids = (at: number) =>
      credentialsInForce(records, at).then((all) => all.map(({ id }) => id))
    expect(await ids(AT)).toEqual([next.id, old.id])
    expect(await ids(AT + 24 * HOUR)).toEqual([next.id])
    await expect(credentials.rotate(work(), 'D2', 0.5)).rejects.toMatchObject({ field: 'hours' })
  })

  test('is kept as hashes alone: ours, and the one a broker checks', async () => {
    const { secret } = await credentials.issue(work(), 'D3')
    const [kept] = await credentialsOfDevice(records, 'D3')
    const [, kind, rounds, salt = '', hash] = kept?.brokerHash?.split('$') ?? []
    expect([kind, rounds]).toEqual(['7', '101'])
    const made = pbkdf2Sync(secret, Buffer.from(salt, 'base64'), 101, 64, 'sha512')
    expect(hash).toBe(made.toString('base64'))
    const rows = await records.query<{ secret_hash: Uint8Array }>(
      `select secret_hash from device_credentials where device_id = 'D3'`,
    )
    expect(Buffer.from(rows[0]?.secret_hash ?? [])).toEqual(
      createHash('sha256').update(secret).digest(),
    )
    const events = await records.query<{ entry: string }>('select entry from audit_events')
    expect(events.some(({ entry }) => entry.includes(secret))).toBe(false)
  })

  test('may be a number, which is one device alone and no secret to anybody else', async () => {
    const id = await credentials.letInByNumber(work(), 'D4', ' 356307042441013 ')
    const [kept] = await credentialsOfDevice(records, 'D4')
    expect(kept).toMatchObject({ id, equipmentNumber: '356307042441013', brokerHash: undefined })
    const other = credentials.letInByNumber(work(), 'D5', '356307042441013')
    await expect(other).rejects.toMatchObject({ field: 'equipmentNumber' })
    await credentials.revoke(work(), 'D4', id)
    await credentials.letInByNumber(work(), 'D5', '356307042441013')
  })

  test('needs the id of a device', async () => {
    await expect(credentials.issue(work(), ' ')).rejects.toMatchObject({ field: 'deviceId' })
  })

  test('costs whoever tries secrets no statement beyond so many from an address, and devices there nothing', async () => {
    let statements = 0
    const counted = new Proxy(records, {
      get: (target, name) =>
        name === 'query'
          ? (...asked: Parameters<Records['query']>) => {
              statements += 1
              return target.query(...asked)
            }
          : Reflect.get(target, name).bind?.(target),
    })
    const secrets: string[] = []
    for (const device of ['D11', 'D12', 'D13']) {
      secrets.push((await credentials.issue(work(), device)).secret)
    }
    const unheard = await credentials.issue(work(), 'D14')
    const asked = new DeviceCredentials(counted)
    const limits = new DeviceLimits({ unknownAMinute: 2 })
    const from = (address: string, secret: string) =>
      asked.deviceOf(secret, AT, (find) => limits.lookUp(address, find))
    // Devices behind one address are found one after another, however many.
    for (const secret of secrets) expect(await from('192.0.2.1', secret)).toMatch(/^D1/)
    expect(await from('192.0.2.1', 'wd_one')).toBeUndefined()
    expect(await from('192.0.2.1', 'wd_two')).toBeUndefined()
    const before = statements
    await expect(from('192.0.2.1', 'wd_three')).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      message: expect.stringContaining('more than 2 tries in a minute'),
    })
    expect(await from('192.0.2.1', secrets[0] ?? '')).toBe('D11')
    // Nor one that never spoke, or was made just now, here.
    expect(await from('192.0.2.1', unheard.secret)).toBe('D14')
    expect(statements).toBe(before)
    const made = await asked.issue(work(), 'D15')
    expect(await from('192.0.2.1', made.secret)).toBe('D15')
    // One that was made elsewhere is known a minute later, however many are tried meanwhile.
    const elsewhere = await credentials.issue(work(), 'D16')
    const later = (secret: string, at: number) =>
      asked.deviceOf(secret, at, (find) => limits.lookUp('192.0.2.1', find))
    await expect(later(elsewhere.secret, AT + 59_999)).rejects.toMatchObject({
      ...{ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 },
    })
    await later('wd_four', AT + 60_000).catch(() => undefined)
    const isKnown = async () =>
      (await later(elsewhere.secret, AT + 60_001).catch(() => undefined)) === 'D16'
    while (!(await isKnown())) await pause(5)
    expect(await from('192.0.2.2', 'wd_three')).toBeUndefined()
  })
})

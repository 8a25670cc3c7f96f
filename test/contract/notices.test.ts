import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { hostname } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SecretKey } from '../../src/app/accounts/secret-key.ts'
import { operator } from '../../src/app/asker.ts'
import { NoticeSender } from '../../src/app/notices/notice-sender.ts'
import {
  addNoticeTarget,
  endNoticeTarget,
  sendNoticesAgain,
  type TypedTarget,
  tryNoticeTarget,
} from '../../src/app/notices/notice-targets.ts'
import { signNotice } from '../../src/app/notices/sign-notice.ts'
import { isPublicAddress } from '../../src/app/notices/webhook-address.ts'
import { outgoingMail } from '../../src/mail/outgoing-mail.ts'
import { postWebhook } from '../../src/notices/post-webhook.ts'
import {
  deadNotices,
  writeNotices,
  writeRevisedNotices,
} from '../../src/store/records/notice-records.ts'
import { listNoticeTargets } from '../../src/store/records/notice-target-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { workAt } from '../support/account-work.ts'
import { sayAnew, sayIncident } from '../support/incident.ts'
import { Mailbox } from '../support/mailbox.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const AT = Date.UTC(2026, 2, 29, 9)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const local = new Set(['127.0.0.1'])

describe.each(recordsTwins())('notices, on $name', (twin) => {
  let records: Records
  let receiver: WebhookReceiver
  let mailbox: Mailbox
  let now = AT
  const key = new SecretKey(randomBytes(32))
  const faults: unknown[] = []

  beforeAll(async () => {
    receiver = await WebhookReceiver.open()
    mailbox = await Mailbox.open()
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    now = AT
    receiver.received.length = 0
    receiver.answer = 204
    if (!twin.missing) await records.query('truncate notices, notice_targets')
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
    await receiver.close()
    await mailbox.close()
    expect(faults).toEqual([])
  })

  const test = twin.missing ? it.skip : it
  const work = () => workAt(records, now, operator())
  const add = (typed: Partial<TypedTarget> = {}) =>
    addNoticeTarget(
      work(),
      { kind: 'webhook', address: receiver.url, families: [], mildest: '5', team: '', ...typed },
      { sendsMail: true, privateHosts: local },
      key,
    )
  /** Looks once, and waits until all of it is sent or not. */
  const look = async (privateHosts: ReadonlySet<string> = local) => {
    const deliver = outgoingMail({ url: mailbox.url, from: 'tags@platform.example' })
    const sender = new NoticeSender(records, {
      post: postWebhook(privateHosts),
      mail: (message) => deliver({ ...message, inReplyTo: undefined }),
      key,
      linkTo: (id) => `https://tags.example/incidents/${id}`,
      now: () => now,
      failed: (error) => faults.push(error),
    })
    await sender.look()
    await sender.settled()
  }
  /** What monitoring does when it raises something. */
  const raise = async (said: Partial<Parameters<typeof sayIncident>[1]> = {}) => {
    const id = await sayIncident(records, {
      deviceWearerId: 'W1',
      kind: 'exclusion-entered',
      from: now - 20 * MINUTE,
      ...said,
    })
    await writeNotices(records, [id], now)
    return id
  }
  const bodies = () => receiver.received.map(({ body }) => JSON.parse(body))
  const figures = async () =>
    (await listNoticeTargets(records)).map(({ sent, waiting, dead }) => ({ sent, waiting, dead }))

  test('an incident is posted once, signed, with ids and kinds and nothing of who or where', async () => {
    const { secret = '' } = await add()
    const incident = await raise()
    await look()
    await look()
    expect(bodies()).toEqual([
      {
        id: expect.any(Number),
        incident,
        revision: 1,
        stage: 'actual',
        kind: 'exclusion-entered',
        family: 'zone',
        gravity: 1,
        startsAt: '2026-03-29T08:40:00Z',
        link: `https://tags.example/incidents/${incident}`,
      },
    ])
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    expect(headers['whereabouts-signature']).toBe(signNotice(secret, body, now))
    expect(headers['whereabouts-notice']).toBe(String(JSON.parse(body).id))
    expect(body).not.toContain('W1')
    const [event] = await records.query<{ entry: string }>(
      'select entry from audit_events order by id desc limit 1',
    )
    expect(event?.entry).toContain('"disclose"')
    expect(event?.entry).toContain('"W1"')
  })

  test('a target is told of what its filter names, once, and again where it became graver', async () => {
    await records.query(`insert into teams values ('North', now()) on conflict do nothing`)
    await records.query(
      `insert into allocations (device_wearer_id, practitioner, team, starts_at)
       values ('W7', 'p.one', 'North', $1)`,
      [new Date(AT - HOUR).toISOString()],
    )
    await add({ mildest: '2' })
    await add({ families: ['battery'] })
    await add({ team: 'North' })
    await raise({ kind: 'battery-low' })
    await raise({ kind: 'curfew-left-during' })
    const ofTeam = await raise({ deviceWearerId: 'W7', kind: 'attendance-late' })
    await raise({ stage: 'potential' })
    const waiting = async () => (await figures()).map((target) => target.waiting)
    expect(await waiting()).toEqual([1, 1, 1])
    await writeNotices(records, [ofTeam], now)
    expect(await waiting()).toEqual([1, 1, 1])
    await records.query('update incidents set gravity = 1, revision = 2 where id = $1', [ofTeam])
    await writeNotices(records, [ofTeam], now)
    expect(await waiting()).toEqual([2, 1, 2])
  })

  test('whoever was told is told once when it is taken back, said again or revised, and nobody else', async () => {
    await add()
    await add({ kind: 'email', address: 'duty@hub.example' })
    const incident = await raise({ kind: 'curfew-left-during' })
    const unknown = await raise({ stage: 'potential' })
    await look()
    // Whoever was not told of it need not know that it is taken back.
    await add({ kind: 'email', address: 'later@hub.example' })
    const anew = async (changed: object) => {
      now += 5 * MINUTE
      for (const id of [incident, unknown]) {
        await sayAnew(records, id, changed, now)
      }
      await writeRevisedNotices(records, [incident, unknown], now)
      await writeRevisedNotices(records, [incident, unknown], now)
      const mails = mailbox.messages.length
      await look()
      return mailbox.messages
        .slice(mails)
        .map(({ to, subject, text }) => `${[to].flat()[0]?.text}: ${subject}\n${text}`)
    }
    const began = now - 20 * MINUTE
    // More of the same, and a beginning some minutes sooner, change nothing for whoever was told.
    expect(await anew({ to: now, from: began - 5 * MINUTE })).toEqual([])
    const [taken, ...more] = await anew({ stage: 'retracted' })
    expect(more).toEqual([])
    expect(taken).toMatch(/^duty@hub\.example: .*Incident \d+ is taken back: .*Look again/s)
    expect(taken).toContain(`Whereabouts: incident ${incident} taken back`)
    expect(await anew({ stage: 'actual' })).toHaveLength(1)
    const [later] = await anew({ from: began - HOUR })
    expect(later).toContain('in place of what you were told before')
    expect(bodies().map(({ revision, corrects, stage }) => [revision, corrects, stage])).toEqual([
      [1, undefined, 'actual'],
      [3, 1, 'retracted'],
      [4, 3, 'actual'],
      [5, 4, 'actual'],
    ])
    // What is revised twice before the first is sent is told as it was said, in order.
    receiver.answer = 503
    await anew({ stage: 'retracted' })
    receiver.answer = 204
    await anew({ stage: 'actual' })
    now += HOUR
    await look()
    await look()
    expect(
      bodies()
        .slice(-2)
        .map(({ revision }) => revision),
    ).toEqual([6, 7])
  })

  test('what is not taken is tried for a day, given up for people to see, and woken by one', async () => {
    const { id: target } = await add()
    const incident = await raise()
    receiver.answer = 503
    const began = now
    for (; (await figures())[0]?.waiting === 1; now += MINUTE) await look()
    expect(receiver.received).toHaveLength(27)
    expect(now - began).toBeGreaterThan(23 * HOUR)
    expect(now - began).toBeLessThan(25 * HOUR)
    expect(await deadNotices(records, 9)).toMatchObject([
      { incidentId: incident, tries: 27, lastError: 'it answered 503; expected 200 to 299' },
    ])
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(1)
    receiver.answer = 200
    await sendNoticesAgain(work(), { target })
    await expect(sendNoticesAgain(work(), { target })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await look()
    expect(await figures()).toEqual([{ sent: 1, waiting: 0, dead: 0 }])
  })

  test('many incidents are one message by e-mail, and the next a minute later', async () => {
    await add({ kind: 'email', address: 'Duty@desk.example' })
    const [first, second] = [await raise(), await raise({ kind: 'curfew-left-during' })]
    await look()
    const digest = await mailbox.message(({ subject }) => subject === 'Whereabouts: 2 incidents')
    expect(digest.text).toContain(`https://tags.example/incidents/${first}\n`)
    expect(digest.text).toContain(`Incident ${second}: Away from home during curfew hours, from`)
    expect(digest.headers.get('auto-submitted')).toBe('auto-generated')
    const third = await raise()
    await look()
    expect(await figures()).toEqual([{ sent: 2, waiting: 1, dead: 0 }])
    now += MINUTE
    await look()
    await mailbox.message(({ subject }) => subject === `Whereabouts: incident ${third}`)
    expect(await figures()).toEqual([{ sent: 3, waiting: 0, dead: 0 }])
  })

  test('one that does not answer holds up nobody else, and one that ended is not told', async () => {
    const other = await WebhookReceiver.open()
    const { id } = await add({ address: other.url })
    await add()
    await raise()
    await raise()
    await other.close()
    await look()
    expect(receiver.received).toHaveLength(2)
    expect(await figures()).toEqual([
      { sent: 0, waiting: 2, dead: 0 },
      { sent: 2, waiting: 0, dead: 0 },
    ])
    await endNoticeTarget(work(), id)
    now += HOUR
    await raise()
    await look()
    expect(await figures()).toEqual([
      { sent: 3, waiting: 0, dead: 0 },
      { sent: 0, waiting: 0, dead: 0 },
    ])
    await expect(endNoticeTarget(work(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(tryNoticeTarget(work(), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a test goes the way of all others', async () => {
    const { id } = await add()
    await tryNoticeTarget(work(), id)
    await look()
    expect(bodies()).toEqual([{ id: expect.any(Number), test: true }])
  })

  test('no redirect is followed, and nothing private is reached but by name', async () => {
    await add()
    await raise()
    receiver.answer = 307
    await look()
    expect(receiver.received).toHaveLength(1)
    now += HOUR
    await look(new Set())
    expect(receiver.received).toHaveLength(1)
    const [row] = await records.query<{ last_error: string }>('select last_error from notices')
    expect(row?.last_error).toBe('Enter an address that begins with https://')
    // A name that stands for this machine is found out when it is looked up.
    const url = `https://${hostname()}/`
    const found = await lookup(hostname()).catch(() => undefined)
    if (found && !isPublicAddress(found.address)) {
      const posting = postWebhook(new Set())(url, {}, '')
      await expect(posting).rejects.toThrow('is in a private network')
    }
  })

  test.each([
    ['webhook', 'http://hooks.example/', 'address'],
    ['webhook', 'https://10.1.2.3/', 'address'],
    ['webhook', 'https://[::1]/', 'address'],
    ['webhook', 'https://[::ffff:10.0.0.1]/', 'address'],
    ['webhook', 'https://0xa000001/', 'address'],
    ['webhook', 'https://169.254.169.254/latest', 'address'],
    ['webhook', 'https://localhost/', 'address'],
    ['webhook', 'https://me:word@hooks.example/', 'address'],
    ['webhook', 'ftp://hooks.example/', 'address'],
    ['webhook', 'hooks.example', 'address'],
    ['email', 'duty@desk.example, other@desk.example', 'address'],
    ['pigeon', 'duty@desk.example', 'kind'],
  ])('%s to %s is refused at %s', async (kind, address, field) => {
    await expect(add({ kind, address })).rejects.toMatchObject({ code: 'INPUT_INVALID', field })
    await expect(add({ mildest: '0' })).rejects.toMatchObject({ field: 'mildest' })
    await expect(add({ team: 'Nobody’s' })).rejects.toMatchObject({ field: 'team' })
  })
})

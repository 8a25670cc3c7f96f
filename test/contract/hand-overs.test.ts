import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SecretKey } from '../../src/app/accounts/secret-key.ts'
import {
  endCaseRecord,
  setCaseRecord,
  tryCaseRecord,
  wakeAllHandOvers,
} from '../../src/app/hand-over/case-record.ts'
import {
  type AskedHandOver,
  prepareHandOver,
  sendHandOver,
  wakeHandOver,
} from '../../src/app/hand-over/hand-over.ts'
import { HandOverSender } from '../../src/app/hand-over/hand-over-sender.ts'
import { writeNote } from '../../src/app/notes/write-note.ts'
import { signNotice } from '../../src/app/notices/sign-notice.ts'
import type { Account } from '../../src/domain/account.ts'
import { MOST_DESCRIPTION } from '../../src/domain/hand-over.ts'
import { postWebhook } from '../../src/notices/post-webhook.ts'
import { conditionText } from '../../src/portal/people/order-text.ts'
import type { ClickhouseArchive } from '../../src/store/positions/clickhouse-archive.ts'
import {
  deadHandOvers,
  listCaseRecordTargets,
} from '../../src/store/records/case-record-targets.ts'
import {
  countGivenUpBy,
  handOverById,
  handOversOf,
  pictureOf,
  unsentBy,
} from '../../src/store/records/hand-over-records.ts'
import {
  countOldNotes,
  deleteOldNotes,
  eraseNotePositions,
} from '../../src/store/records/note-retention.ts'
import { noteById } from '../../src/store/records/person-note-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { sayIncident } from '../support/incident.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { AT } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { anHourOfPositions, supervised } from '../support/supervised.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const local = new Set(['127.0.0.1'])
const asked: AskedHandOver = {
  contactType: 'PROGRESS',
  contactAt: AT - HOUR,
  breach: 'none',
  outcome: 'NO_ACTION',
  description: 'They kept every curfew',
  alert: false,
  visorExtract: false,
  sensitive: true,
  noteIds: [],
  incidentId: undefined,
  pictured: undefined,
}
let place: ArchivePlace
let archive: ClickhouseArchive
let receiver: WebhookReceiver

beforeAll(async () => {
  receiver = await WebhookReceiver.open()
  place = (await archiveTwins()[0]?.place()) as ArchivePlace
  archive = await place.open()
  await archive.migrate()
  await anHourOfPositions(archive)
})
afterAll(async () => {
  await receiver.close()
  await archive.close()
  await place.remove()
})

describe.each(recordsTwins())('hand-overs, on $name', (twin) => {
  let records: Records
  let accounts: Readonly<Record<string, Account>>
  let now = AT
  let secret = ''
  const key = new SecretKey(randomBytes(32))
  const faults: unknown[] = []
  const test = twin.missing ? it.skip : it
  const account = (name: string) => accounts[name] as Account
  const as = (name: string) => ({ accountId: account(name).id, at: now })
  const work = (name = 'one') => workAt(records, now, actorOf(account(name)))
  const of = (name: string, deviceWearerId: string) => ({
    accountId: account(name).id,
    deviceWearerId,
  })
  const set = (sends = { sendsName: false, sendsPicture: true }) =>
    setCaseRecord(work('admin'), { address: receiver.url, ...sends }, local, key)
  const prepare = (more: Partial<AskedHandOver> = {}, name = 'one', whose = 'W1') => {
    const with_ = { archive, ground: {}, conditionText }
    return prepareHandOver(work(name), with_, of(name, whose), { ...asked, ...more })
  }
  const sendPrepared = (prepared: Awaited<ReturnType<typeof prepare>>) =>
    sendHandOver(work(), of('one', 'W1'), prepared, prepared.seal)
  let sentSoFar = 0
  /** What somebody looked at and sent, each about a contact of its own. @returns its number. */
  const send = async (more: Partial<AskedHandOver> = {}) => {
    sentSoFar += 1
    return sendPrepared(await prepare({ contactAt: AT - HOUR - sentSoFar * MINUTE, ...more }))
  }
  /** Looks once, and waits until all of it is sent or not. */
  const look = async (timeoutMs = 10_000) => {
    const sender = new HandOverSender(records, {
      post: postWebhook(local, timeoutMs, 4096),
      key,
      linkTo: (wearer, id) => `https://tags.example/people/${wearer}/hand-overs/${id}`,
      now: () => now,
      failed: (error) => faults.push(error),
    })
    await sender.look()
    await sender.settled()
  }
  const stateOf = async (id: number) => handOverById(records, as('one'), 'W1', id)
  const bodies = () => receiver.received.map(({ body }) => JSON.parse(body))

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    accounts = await supervised(records)
  })
  beforeEach(async () => {
    now = AT
    receiver.received.length = 0
    receiver.answer = 200
    receiver.says = '{"reference": "CR-1"}'
    if (twin.missing) return
    await records.query('truncate hand_overs, case_record_targets')
    secret = await set()
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
    expect(faults).toEqual([])
  })

  test('all of it is posted once, signed, as it was shown, and told to the audit before', async () => {
    const note = { text: 'Spoke to them', about: { from: AT - HOUR, to: undefined } }
    const incidentId = await sayIncident(records, {
      deviceWearerId: 'W1',
      kind: 'curfew-left-during',
      from: AT - HOUR,
    })
    const noteId = await writeNote(work(), archive, of('one', 'W1'), {
      ...note,
      ...{ withPosition: true, incidentId: undefined, corrects: undefined },
    })
    const pictured = { from: AT - HOUR, to: AT - 30 * MINUTE }
    const id = await send({
      ...{ noteIds: [noteId], incidentId, breach: 'condition trail', alert: true, pictured },
      contactAt: AT - HOUR,
    })
    await look()
    await look()
    expect(receiver.received.length).toBe(1)
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    expect(headers['whereabouts-hand-over']).toBe(String(id))
    expect(headers['whereabouts-signature']).toBe(signNotice(secret, body, now))
    const coded = { code: expect.any(String), label: expect.any(String) }
    const [sent] = bodies()
    expect(sent).toEqual({
      version: 1,
      number: id,
      link: `https://tags.example/people/W1/hand-overs/${id}`,
      madeAt: new Date(AT).toISOString(),
      person: { deviceWearerId: 'W1', crn: 'X000001' },
      by: { username: 'one', name: 'one' },
      contactType: coded,
      contactAt: new Date(AT - HOUR).toISOString(),
      suspectedBreach: { conditionId: 'trail', label: expect.stringContaining('Trail') },
      outcome: coded,
      description: 'They kept every curfew',
      notes: [
        {
          number: noteId,
          writtenBy: 'one',
          writtenAt: new Date(AT).toISOString(),
          text: 'Spoke to them',
          from: new Date(AT - HOUR).toISOString(),
          to: null,
        },
      ],
      incident: {
        number: incidentId,
        kind: 'curfew-left-during',
        label: expect.any(String),
        startsAt: new Date(AT - HOUR).toISOString(),
        endsAt: null,
      },
      alert: true,
      visorExtract: false,
      sensitive: true,
      picture: {
        mediaType: 'image/png',
        from: new Date(AT - HOUR).toISOString(),
        to: new Date(AT - 30 * MINUTE).toISOString(),
        caveats: expect.arrayContaining([expect.stringContaining('not the way taken')]),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        base64: expect.any(String),
      },
    })
    // A place is in the picture alone.
    expect(body.replace(sent.picture.base64, '')).not.toMatch(/latitude|53\.8/)
    const png = Buffer.from(sent.picture.base64, 'base64')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(Buffer.from((await pictureOf(records, id)) ?? '')).toEqual(png)
    expect(await stateOf(id)).toMatchObject({ state: 'sent', reference: 'CR-1', sentAt: AT })
    const events = await records.query<{ entry: string }>(
      'select entry from audit_events order by id desc limit 2',
    )
    const [disclosed, altered] = events.map(({ entry }) => JSON.parse(entry))
    expect(disclosed).toMatchObject({ action: 'disclose', what: 'hand-overs', subjects: ['W1'] })
    expect(altered).toMatchObject({ action: 'alter', what: 'hand-overs', subjects: ['W1'] })
  })

  test('names are sent only where they are to be, and maps likewise', async () => {
    await endCaseRecord(work('admin'))
    await set({ sendsName: true, sendsPicture: false })
    const id = await send()
    await look()
    expect(bodies()[0]).toMatchObject({
      number: id,
      person: { name: 'Somebody W1' },
      picture: null,
    })
    const pictured = { from: AT - HOUR, to: AT }
    await expect(prepare({ pictured })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      field: 'from',
    })
  })

  test('what holds a name or a map goes to no later address that is sent none', async () => {
    await endCaseRecord(work('admin'))
    await set({ sendsName: true, sendsPicture: true })
    const named = await send()
    await endCaseRecord(work('admin'))
    await set({ sendsName: false, sendsPicture: true })
    const pictured = await send({ pictured: { from: AT - HOUR, to: AT } })
    const again = (id: number) => wakeHandOver(work(), of('one', 'W1'), id)
    await expect(again(named)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    receiver.answer = 400
    await look()
    await endCaseRecord(work('admin'))
    await set({ sendsName: true, sendsPicture: false })
    await expect(again(pictured)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(wakeAllHandOvers(work('admin'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await again(named)
    receiver.answer = 200
    await look()
    expect(bodies().map(({ number }) => number)).toEqual([pictured, named])
  })

  test('what was prepared for an address that ended meanwhile waits for nobody', async () => {
    const prepared = await prepare({ contactAt: AT - 30 * HOUR })
    await endCaseRecord(work('admin'))
    await expect(sendPrepared(prepared)).rejects.toMatchObject({ code: 'POLICY_FORBIDS' })
    await set()
    await expect(sendPrepared(prepared)).rejects.toMatchObject({ code: 'POLICY_FORBIDS' })
    expect(await handOversOf(records, as('one'), 'W1', { limit: 9 })).toEqual([])
  })

  test('what is down, slow or says try later is tried again under its number; what it refuses is given up', async () => {
    const id = await send()
    receiver.answer = 503
    await look()
    expect(await stateOf(id)).toMatchObject({
      ...{ state: 'waiting', tries: 1, nextTryAt: AT + MINUTE },
      lastError: 'it answered 503; expected 200 to 299',
    })
    await look()
    expect(receiver.received.length).toBe(1)
    now += MINUTE
    receiver.answer = undefined
    await look(50)
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', tries: 2 })
    now += 5 * MINUTE
    receiver.answer = 429
    await look()
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', tries: 3 })
    now += 15 * MINUTE
    receiver.answer = 422
    await look()
    expect(await stateOf(id)).toMatchObject({
      ...{ state: 'dead', tries: 4, nextTryAt: undefined },
      lastError: 'it answered 422; expected 200 to 299',
    })
    expect(await countGivenUpBy(records, account('one').id)).toBe(1)
    expect(await deadHandOvers(records, 5)).toMatchObject([{ id, madeBy: 'one', tries: 4 }])
    await wakeHandOver(work(), of('one', 'W1'), id)
    receiver.answer = 201
    receiver.says = 'not JSON'
    await look()
    expect(await stateOf(id)).toMatchObject({ state: 'sent', reference: undefined })
    expect(
      new Set(receiver.received.map(({ headers }) => headers['whereabouts-hand-over'])),
    ).toEqual(new Set([String(id)]))
    await expect(wakeHandOver(work(), of('one', 'W1'), id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('one that is refused holds up no other, and all of them can be sent again', async () => {
    const first = await send()
    now += 1
    const second = await send()
    receiver.answer = 400
    await look()
    expect(
      (await handOversOf(records, as('one'), 'W1', { limit: 9 })).map(({ state }) => state),
    ).toEqual(['dead', 'dead'])
    await wakeAllHandOvers(work('admin'))
    receiver.answer = 200
    await look()
    expect(bodies().map(({ number }) => number)).toEqual([first, second, first, second])
    await expect(wakeAllHandOvers(work('admin'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an answer without end, and a reference that is none, harm nothing', async () => {
    for (const [says, reference] of [
      [`{"reference": "${'x'.repeat(200)}"}`, 'x'.repeat(100)],
      ['{"reference": 7}', undefined],
      ['{"reference": "a\\u0000b\\nc"}', 'a b c'],
      [`{"reference": "late", "more": "${'x'.repeat(9000)}"}`, undefined],
    ] as const) {
      receiver.says = says
      const id = await send()
      await look()
      expect(await stateOf(id)).toMatchObject({ state: 'sent', reference })
    }
  })

  test('what was decided is delivered though whoever decided may see the person no more', async () => {
    const id = await send()
    await records.query(`update allocations set ends_at = $1 where device_wearer_id = 'W1'`, [
      new Date(AT + 1).toISOString(),
    ])
    now += MINUTE
    expect(await stateOf(id)).toBeUndefined()
    expect(await unsentBy(records, as('one'), 5)).toMatchObject([
      { id, deviceWearerId: undefined, state: 'waiting' },
    ])
    await look()
    expect(bodies().map(({ number }) => number)).toEqual([id])
    await expect(wakeHandOver(work(), of('one', 'W1'), id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await records.query('update allocations set ends_at = null')
  })

  test('only who may see the person prepares, reads or sends; nothing leaves that was not seen', async () => {
    for (const [name, code] of [
      ['other', 'NOT_FOUND'],
      ['kept.out', 'RESTRICTED'],
    ] as const) {
      await expect(prepare({}, name, name === 'other' ? 'W1' : 'W3')).rejects.toMatchObject({
        code,
      })
    }
    const id = await send()
    for (const name of ['other', 'police', 'hub', 'admin', 'wearer']) {
      expect(await handOverById(records, as(name), 'W1', id)).toBeUndefined()
    }
    const prepared = await prepare()
    const changed = await prepare({ description: 'They did not' })
    await expect(
      sendHandOver(work(), of('one', 'W1'), prepared, changed.seal),
    ).rejects.toMatchObject({ code: 'POLICY_FORBIDS' })
    // When it was made is no part of what was seen, and whoever sends it twice sent it once.
    const once = await sendPrepared(prepared)
    now += MINUTE
    expect(await sendPrepared(await prepare())).toBe(once)
  })

  test('without an address nothing is sent, and what waits when it ends is stopped until somebody sends it', async () => {
    const id = await send()
    await tryCaseRecord(work('admin'))
    await endCaseRecord(work('admin'))
    await look()
    expect(receiver.received).toEqual([])
    expect(await stateOf(id)).toMatchObject({ state: 'stopped' })
    await expect(send()).rejects.toMatchObject({ code: 'POLICY_FORBIDS' })
    await expect(wakeHandOver(work(), of('one', 'W1'), id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await set()
    await expect(set()).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'address' })
    await wakeHandOver(work(), of('one', 'W1'), id)
    await tryCaseRecord(work('admin'))
    await look()
    expect(bodies().map(({ number, test: isTest }) => [number === id, isTest])).toEqual([
      [true, undefined],
      [false, true],
    ])
    expect(await listCaseRecordTargets(records)).toMatchObject([{ sent: 2 }, { waiting: 0 }])
  })

  test('what cannot be sent is said by field', async () => {
    const others = await writeNote(work(), archive, of('one', 'W2'), {
      ...{ text: 'Of another', about: undefined, withPosition: false },
      ...{ incidentId: undefined, corrects: undefined },
    })
    for (const [more, field] of [
      [{ description: '' }, 'description'],
      [{ description: 'x'.repeat(MOST_DESCRIPTION + 1) }, 'description'],
      [{ contactType: 'NONE_SUCH' }, 'contactType'],
      [{ outcome: '' }, 'outcome'],
      [{ breach: '' }, 'breach'],
      [{ breach: 'condition curfew' }, 'breach'],
      [{ noteIds: [others] }, 'notes'],
      [{ incidentId: 999_999 }, 'incident'],
      [{ pictured: { from: AT + HOUR, to: AT + 2 * HOUR } }, 'from'],
    ] as const) {
      await expect(prepare(more)).rejects.toMatchObject({ code: 'INPUT_INVALID', field })
    }
    // Nobody's trail is drawn who is not tracked.
    const pictured = { from: AT - HOUR, to: AT }
    await expect(prepare({ pictured }, 'one', 'W2')).rejects.toMatchObject({ field: 'from' })
  })

  test('an erasure takes positions and maps of its interval, and leaves what people wrote', async () => {
    const within = { from: AT - 40 * MINUTE, to: AT - 20 * MINUTE }
    const noteAt = (minutes: number) =>
      writeNote(work(), archive, of('one', 'W1'), {
        ...{ text: 'There', about: { from: AT - minutes * MINUTE, to: undefined } },
        ...{ withPosition: true, incidentId: undefined, corrects: undefined },
      })
    const [before, inside] = [await noteAt(45), await noteAt(30)]
    const [touched, other] = [
      await send({ pictured: { from: AT - 50 * MINUTE, to: AT - 39 * MINUTE } }),
      await send({ pictured: { from: AT - 20 * MINUTE, to: AT } }),
    ]
    for (const whose of [{ deviceWearerId: 'W2' }, { but: ['W1'] }]) {
      await records.transaction((query) => eraseNotePositions(query, within, whose))
      expect((await stateOf(touched))?.picture).not.toBe('erased')
    }
    await records.transaction((query) =>
      eraseNotePositions(query, within, { deviceWearerId: 'W1' }),
    )
    const note = async (id: number) => noteById(records, as('one'), 'W1', id)
    expect(await note(inside)).toMatchObject({ position: 'erased', text: 'There' })
    expect((await note(before))?.position).toMatchObject({ mechanism: 'GPS' })
    expect((await stateOf(touched))?.picture).toBe('erased')
    expect(await pictureOf(records, touched)).toBeUndefined()
    expect((await stateOf(other))?.picture).toEqual({ from: AT - 20 * MINUTE, to: AT })
    await look()
    const sent = bodies().find(({ number }) => number === touched)
    expect(sent).toMatchObject({ picture: null, description: 'They kept every curfew' })
  })

  test('notes and hand-overs go when their time is over, but what waits and those of wearers under a hold', async () => {
    const waiting = await send()
    now = AT + MINUTE
    const count = (before: number, held: string[] = []) => countOldNotes(records, before, held)
    const notesAlone = await count(AT + 1)
    expect(notesAlone).toBeGreaterThan(0)
    await look()
    expect(await count(now)).toBe(notesAlone)
    expect(await count(now + 1)).toBe(notesAlone + 1)
    expect(await count(now + 1, ['W1', 'W2'])).toBe(0)
    const deleted = await records.transaction((query) => deleteOldNotes(query, now + 1, []))
    expect(deleted).toBe(notesAlone + 1)
    expect(await stateOf(waiting)).toBeUndefined()
    await expect(records.query('delete from person_notes')).resolves.toEqual([])
  })
})

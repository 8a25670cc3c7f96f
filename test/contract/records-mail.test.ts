import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { type MailRules, receiveMessage } from '../../src/app/receive-message.ts'
import { type Deliver, sendAgain, sendDueReplies } from '../../src/app/send-replies.ts'
import { fromNationalGrid } from '../../src/geo/national-grid.ts'
import type { Records } from '../../src/store/records/records.ts'
import { repliesOf } from '../../src/store/records/reply-records.ts'
import {
  endSenderAt,
  insertSender,
  listSenders,
  senderOf,
} from '../../src/store/records/sender-records.ts'
import { workAt } from '../support/account-work.ts'
import { crimeMessage } from '../support/crime-message.ts'
import { crimeLine } from '../support/crime-row.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const AT = Date.UTC(2026, 2, 29, 9)
const HUB = 'hub@whereabouts.example'
const DESK = 'desk@cheshire.example'
const RULES: MailRules = { authenticated: 'if-stated', replies: true, hub: HUB }

describe.each(recordsTwins())('crime batches by e-mail on $name', (twin) => {
  let records: Records
  let arrivals = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    await records?.query('truncate ingestion_attempts, mail_senders, imports, crimes cascade')
    if (!twin.missing) {
      const sender = { address: DESK, policeForce: 'Cheshire', addedAt: AT, addedBy: 'a test' }
      await insertSender(records, sender)
    }
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const receive = (text: string, rules: Partial<MailRules> = {}, arrivalId = `${++arrivals}`) =>
    receiveMessage(
      { records },
      { raw: Buffer.from(text), arrivalId, fromNationalGrid },
      { ...RULES, ...rules },
    )
  const attempt = async (id: number) => {
    const [row] = await records.query(
      `select police_force, batch_id, file_name, message_id, sender, subject, status, reason_code, import_id,
         repeats_attempt_id
       from ingestion_attempts where id = $1`,
      [id],
    )
    return row
  }
  const recipients = async (id: number) =>
    (await repliesOf(records, id)).map(({ recipient }) => recipient)
  /** What one try of everything that is due sends. */
  const sent = async (at: number = Date.now() + 1000) => {
    const replies: Parameters<Deliver>[0][] = []
    const deliver: Deliver = async (reply) => {
      replies.push(reply)
    }
    await sendDueReplies(
      records,
      deliver,
      { address: 'crimes@whereabouts.example', hub: HUB },
      () => at,
    )
    return replies
  }

  test('one is taken, and its sender told', async () => {
    const id = await receive(crimeMessage({ csv: `\ufeff${crimeLine()}` }))
    expect(await attempt(id)).toMatchObject({
      police_force: 'Cheshire',
      batch_id: 'CHS20260329',
      file_name: 'batch.csv',
      message_id: '<1@cheshire.example>',
      sender: DESK,
      status: 'accepted',
    })
    const [reply, ...others] = await sent()
    expect(others).toEqual([])
    expect(reply).toMatchObject({
      to: DESK,
      inReplyTo: '<1@cheshire.example>',
      subject: 'Crime Mapping Request - accepted - CHS20260329 - batch.csv',
    })
    expect(reply?.text).toContain('1 row, 1 accepted, 0 refused')
    expect(await sent()).toEqual([])
  })

  test('one with more lines than a batch may have is refused before it is read', async () => {
    const id = await receive(crimeMessage({ csv: 'x\r\n'.repeat(10_001) }))
    expect(await attempt(id)).toMatchObject({ status: 'refused', reason_code: 'TOO_MANY_LINES' })
    expect(
      await attempt(await receive(crimeMessage({ csv: 'x\r\n'.repeat(10_000) }))),
    ).toMatchObject({ status: 'refused', reason_code: 'ALL_RECORDS_FAILED' })
  })

  test('of one that is taken in part, the sender is told what to mend, with a list', async () => {
    const csv =
      crimeLine() +
      [2, 3, 4, 5, 6, 7]
        .map((n) => crimeLine({ reference: n === 2 ? '=2+2' : `CHS/${n}`, from: 'soon' }))
        .join('')
    await receive(crimeMessage({ csv }))
    const [reply] = await sent()
    expect(reply?.subject).toBe('Crime Mapping Request - partly accepted - CHS20260329 - batch.csv')
    expect(reply?.text).toContain('7 rows, 1 accepted, 6 refused')
    expect(reply?.text).toContain('Row 6: Cannot read dateFrom "soon"')
    expect(reply?.text).not.toContain('Row 7:')
    expect(reply?.text).toContain('and 1 more')
    expect(reply?.list?.name).toBe('validation-issues-CHS20260329.csv')
    const [header, first] = reply?.list?.csv.split('\n') ?? []
    expect(header).toBe('row,crime_reference,field,code,message,required_action')
    expect(first).toMatch(/^2,'=2\+2,dateFrom,INVALID_FROM_DATE_FORMAT,/)
  })

  test.each([
    [
      'no address',
      { headers: [] },
      (text: string) => text.replace(/^From: .*\r\n/m, ''),
      'FROM_NOT_ONE',
    ],
    ['two addresses', { headers: [`From: other@x.example`] }, undefined, 'FROM_NOT_ONE'],
    [
      'an address nobody knows',
      { from: 'desk@cheshire.example.evil' },
      undefined,
      'SENDER_UNKNOWN',
    ],
  ] as const)('from %s it is refused, and only the hub told', async (_, parts, spoil, code) => {
    const text = crimeMessage({ ...parts, csv: crimeLine() })
    const id = await receive(spoil ? spoil(text) : text)
    expect(await attempt(id)).toMatchObject({
      status: 'refused',
      reason_code: code,
      import_id: null,
    })
    expect(await recipients(id)).toEqual([HUB])
    const [reply] = await sent()
    expect(JSON.stringify(reply)).not.toMatch(/batch\.csv|CHS|Crimes of today/)
  })

  test('with another subject, or without its file, it is refused and its sender told why', async () => {
    const other = await receive(crimeMessage({ subject: 'Lunch', csv: crimeLine() }))
    expect(await attempt(other)).toMatchObject({ reason_code: 'SUBJECT_UNEXPECTED' })
    const any = await receive(
      crimeMessage({
        subject: '=?utf-8?B?ZndkOiBjcmltZSBNQVBQSU5HIHJlcXVlc3Q=?=',
        csv: crimeLine(),
      }),
    )
    expect(await attempt(any)).toMatchObject({ status: 'accepted' })
    const none = await receive(
      crimeMessage({ fileName: 'crimes.xlsx' }).replace('text/csv', 'application/x'),
    )
    expect(await attempt(none)).toMatchObject({ reason_code: 'NOT_CSV', police_force: 'Cheshire' })
    const replies = await sent()
    expect(replies.map(({ to }) => to)).toEqual([DESK, DESK, DESK])
    expect(replies[2]?.text).toContain('save the sheet as CSV')
  })

  test('of another force is refused, keeps nothing, and repeats nothing to anybody', async () => {
    const csv = crimeLine({ force: 'Cumbria', batch: 'CMB20260329', reference: 'SECRET/1' })
    const id = await receive(crimeMessage({ csv, fileName: 'CMB20260329.csv' }))
    expect(await attempt(id)).toMatchObject({
      police_force: 'Cheshire',
      batch_id: null,
      reason_code: 'WRONG_FORCE',
      import_id: null,
    })
    expect(await recipients(id)).toEqual([HUB])
    expect(JSON.stringify(await sent())).not.toMatch(/SECRET|CMB|Cumbria/)
    expect(await records.query('select id from crimes')).toEqual([])
    const [event] = await records.query(`select entry from audit_events order by id desc limit 1`)
    expect(event?.['entry']).toMatch(/"refused".*WRONG_FORCE|WRONG_FORCE.*"refused"/)
  })

  test('that names no force, or two, is answered without what it says', async () => {
    const nameless = await receive(
      crimeMessage({ csv: crimeLine({ force: 'Cheshire Police', reference: 'SECRET/1' }) }),
    )
    expect(await attempt(nameless)).toMatchObject({ reason_code: 'ALL_RECORDS_FAILED' })
    const two =
      crimeLine() + crimeLine({ force: 'Cumbria', batch: 'CMB20260329', reference: 'SECRET/2' })
    await receive(crimeMessage({ id: '<2@x>', csv: two }))
    const replies = await sent()
    expect(replies.map(({ to }) => to)).toEqual([DESK, DESK])
    expect(JSON.stringify(replies)).not.toMatch(/SECRET|Cumbria|Cheshire Police/)
    expect(replies[0]?.text).toContain("Give the force's registered identifier")
    expect(replies[1]?.text).toContain('Send one file for each police force')
  })

  describe('where the relay says whether it is from where it says', () => {
    const pass = 'Authentication-Results: mx.hub.example; dkim=pass header.d=cheshire.example'
    const fail = pass.replace('pass', 'fail')
    test.each([
      [[fail], 'if-stated', 'refused'],
      [[fail, pass], 'if-stated', 'refused'],
      [[pass], 'required', 'accepted'],
      [[], 'required', 'refused'],
      [[], 'if-stated', 'accepted'],
      [[pass.replace('mx.hub', 'mx.forged')], 'required', 'refused'],
      [[fail.replace('mx.hub', 'mx.forged')], 'if-stated', 'accepted'],
    ] as const)('%j, %s: %s', async (headers, authenticated, status) => {
      const text = crimeMessage({ headers, csv: crimeLine() })
      const id = await receive(text, { relay: 'mx.hub.example', authenticated })
      expect(await attempt(id)).toMatchObject({ status })
      // Who is not the sender must not make the sender be written to.
      expect(await recipients(id)).toEqual([status === 'accepted' ? DESK : HUB])
    })
  })

  test('that is redirected is from whoever wrote it, and comes no other way', async () => {
    const redirectedBy = 'crime.desk@hub.example'
    const csv = crimeLine()
    const direct = await receive(crimeMessage({ csv }), { redirectedBy })
    expect(await attempt(direct)).toMatchObject({ reason_code: 'NOT_REDIRECTED' })
    const headers = ['Resent-From: Hub <Crime.Desk@hub.example>']
    const by = await receive(crimeMessage({ id: '<2@x>', headers, csv }), { redirectedBy })
    expect(await attempt(by)).toMatchObject({ status: 'accepted', sender: DESK })
  })

  test('is not kept out by a copy of it that was refused for how it came', async () => {
    const text = crimeMessage({ id: '<copied@x>', csv: crimeLine({ reference: 'COPIED' }) })
    const redirected = `Resent-From: desk@hub.example\r\n${text}`
    const redirectedBy = 'desk@hub.example'
    for (const code of ['NOT_REDIRECTED', 'SAME_MESSAGE']) {
      const copy = await receive(text, { redirectedBy })
      expect(await attempt(copy)).toMatchObject({ reason_code: code })
    }
    const itself = await receive(redirected, { redirectedBy })
    expect(await attempt(itself)).toMatchObject({ status: 'accepted' })
    const again = await receive(redirected, { redirectedBy })
    expect(await attempt(again)).toMatchObject({ reason_code: 'SAME_MESSAGE' })
  })

  test('is taken once, however often it is delivered, and answered once', async () => {
    const text = crimeMessage({ csv: crimeLine() })
    const first = await receive(text)
    const again = await receive(`Received: by another way\r\n${text}`)
    expect(await attempt(again)).toMatchObject({
      status: 'repeated',
      reason_code: 'SAME_MESSAGE',
      repeats_attempt_id: BigInt(first),
    })
    expect(await recipients(again)).toEqual([])
    // Another message with the same file, and one without a Message-ID.
    const anew = await receive(crimeMessage({ id: '', csv: crimeLine() }))
    expect(await attempt(anew)).toMatchObject({ status: 'repeated', reason_code: 'SAME_FILE' })
    const replies = await sent()
    expect(replies[1]?.text).toContain('Rows that were refused then still have to be corrected.')
    expect(replies.map(({ subject }) => subject)).toEqual([
      'Crime Mapping Request - accepted - CHS20260329 - batch.csv',
      'Crime Mapping Request - received before - CHS20260329 - batch.csv',
    ])
    expect(await records.query('select id from crime_versions')).toHaveLength(1)
  })

  test('with a Message-ID that another had, it is another', async () => {
    await receive(crimeMessage({ csv: crimeLine() }))
    const other = await receive(crimeMessage({ csv: crimeLine({ reference: 'CHS/2' }) }))
    expect(await attempt(other)).toMatchObject({ status: 'accepted' })
  })

  test('that was cut off while it was worked on is one attempt', async () => {
    const text = crimeMessage({ csv: crimeLine() })
    const first = await receive(text, {}, 'one delivery')
    expect(await receive(text, {}, 'one delivery')).toBe(first)
    expect(await records.query('select id from ingestion_attempts')).toHaveLength(1)
  })

  test('from somebody who was added since is taken when it comes again', async () => {
    const text = crimeMessage({ from: 'new@cheshire.example', csv: crimeLine() })
    await receive(text)
    await insertSender(records, {
      address: 'new@cheshire.example',
      policeForce: 'Cheshire',
      addedAt: AT,
      addedBy: 'a test',
    })
    expect(await attempt(await receive(text))).toMatchObject({ status: 'accepted' })
  })

  test.each([
    ['Auto-Submitted: auto-generated', DESK, [HUB]],
    ['Auto-Submitted: auto-replied', 'stranger@x.example', []],
    ['Return-Path: <>', 'mailer-daemon@x.example', []],
  ])('that nobody wrote (%s from %s) is never answered: %j', async (header, from, told) => {
    const id = await receive(crimeMessage({ headers: [header], from, csv: crimeLine() }))
    expect(await attempt(id)).toMatchObject({ sender: from })
    expect(await recipients(id)).toEqual(told)
  })

  test('makes no reply where none is sent, and none to the hub about the hub', async () => {
    const quiet = await receive(crimeMessage({ csv: crimeLine() }), { replies: false })
    expect(await recipients(quiet)).toEqual([])
    const hub = await receive(crimeMessage({ from: HUB, csv: crimeLine() }))
    expect(await recipients(hub)).toEqual([])
  })

  test('replies wait longer each time, are given up after a day, and can be sent again', async () => {
    const id = await receive(crimeMessage({ csv: crimeLine() }))
    const refuse: Deliver = async () => {
      throw new Error('451 not now')
    }
    const began = Date.now() + 1000
    let at = began
    const waits: number[] = []
    for (let [reply] = await repliesOf(records, id); reply?.state === 'waiting'; ) {
      await sendDueReplies(records, refuse, {}, () => at)
      ;[reply] = await repliesOf(records, id)
      if (reply?.nextTryAt === undefined) break
      waits.push((reply.nextTryAt - at) / 60_000)
      at = reply.nextTryAt
    }
    expect(waits.slice(0, 6)).toEqual([1, 5, 15, 60, 60, 60])
    expect((at - began) / 3_600_000).toBeCloseTo(24, -1)
    expect(await repliesOf(records, id)).toMatchObject([
      { state: 'given_up', lastError: '451 not now' },
    ])
    const work = workAt(records, at, operator())
    await sendAgain(work, id)
    await expect(sendAgain(work, id)).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    expect(await sent(at)).toHaveLength(1)
    expect(await repliesOf(records, id)).toMatchObject([{ state: 'sent', sentAt: at }])
  })

  test('an address is one force’s at a time, and free again once it ended', async () => {
    const sender = { address: DESK, policeForce: 'Cumbria', addedAt: AT, addedBy: 'a test' }
    await expect(insertSender(records, sender)).rejects.toThrow('has one like it')
    const [old] = await listSenders(records)
    expect(await endSenderAt(records, old?.id ?? 0, { at: AT, by: 'a test' })).toBe(DESK)
    expect(await endSenderAt(records, old?.id ?? 0, { at: AT, by: 'a test' })).toBeUndefined()
    expect(await senderOf(records, DESK)).toBeUndefined()
    await insertSender(records, sender)
    expect(await senderOf(records, DESK)).toMatchObject({ policeForce: 'Cumbria' })
    expect((await listSenders(records)).map(({ endedAt }) => endedAt)).toEqual([undefined, AT])
  })
})

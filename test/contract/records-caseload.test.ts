import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attentionToThese, peopleByAttention } from '../../src/app/people/attention.ts'
import { findByCrn } from '../../src/app/people/find-by-crn.ts'
import { seeAttention, showAttentionAgain } from '../../src/app/people/seen-attention.ts'
import { searchPeople } from '../../src/app/search-people.ts'
import type { Account } from '../../src/domain/account.ts'
import type { People } from '../../src/domain/people.ts'
import { defaultPolicy } from '../../src/ingest/policy-json.ts'
import type { Sign } from '../../src/patterns/signs.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import type { CaseView } from '../../src/store/records/case-views.ts'
import { replaceSigns } from '../../src/store/records/pattern-records.ts'
import { savePeople } from '../../src/store/records/people-records.ts'
import { healthOfWornDevices } from '../../src/store/records/person-devices.ts'
import { instantText } from '../../src/store/records/record-values.ts'
import type { Records } from '../../src/store/records/records.ts'
import { timelineMonth, timelineNewest } from '../../src/store/records/timeline-records.ts'
import { MOST_VIEWED, noteViewed, viewedPeople } from '../../src/store/records/viewed-people.ts'
import { casesOf, casesPage } from '../../src/store/records/visible-cases.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { countedStretch, sayIncident } from '../support/incident.ts'
import { AT, AWKWARD, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const settings = defaultPolicy.monitoring

describe.each(recordsTwins())('a caseload, on $name', (twin) => {
  let records: Records
  const accounts: Record<string, Account> = {}
  const test = twin.missing ? it.skip : it
  const account = (name: string) => accounts[name] as Account
  const as = (name: string, at = AT) => ({ accountId: account(name).id, at })
  const work = (name: string, at = AT) => workAt(records, at, actorOf(account(name)))
  const of = (name: string, deviceWearerId: string) => ({
    accountId: account(name).id,
    deviceWearerId,
  })
  const listed = async (name: string, view: CaseView = 'everybody', at = AT) =>
    peopleByAttention(records, as(name, at), settings, view)
  const ids = async (name: string, view: CaseView) => (await listed(name, view)).map(({ id }) => id)
  const reasonsOf = async (id: string, at = AT) =>
    (await attentionToThese(records, as('one', at), settings, [id])).get(id)

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    await records.query(
      `insert into teams values ('North', $1), ('South', $1) on conflict do nothing`,
      [instantText(AT)],
    )
    const details = [
      { username: 'officer', role: 'monitoring-officer' },
      { username: 'one', role: 'probation-practitioner', practitioner: 'P One', team: 'North' },
      { username: 'two', role: 'probation-practitioner', practitioner: 'P Two', team: 'South' },
    ] as const
    for (const each of details) {
      accounts[each.username] = await insertAccount(records, { name: each.username, ...each }, AT)
    }
    const id = await imported(records, 'people')
    await records.transaction((transaction) => savePeople(transaction, id, people))
    await records.query(
      `insert into covers (account_id, practitioner, starts_at, ends_at, reason)
       values ($1, 'P Three', $2, $3, 'holiday')`,
      [account('one').id, instantText(AT - DAY), instantText(AT + DAY)],
    )
    await records.query(
      `insert into feeds (name, kind, first_heard_at, last_heard_at) values ('http', 'http', $1, $1)`,
      [instantText(AT)],
    )
    const heard = async (deviceId: string, at: number) =>
      records.query(
        `insert into device_status (device_id, feed, last_heard_at, newest_captured_at, battery_percent, battery_at, charging)
         values ($1, 'http', $2, $2, 41, $2, false)`,
        [deviceId, instantText(at)],
      )
    await heard('D-silent', AT - 5 * HOUR)
    await heard('D-fresh', AT - 60_000)
    // Of somebody who is under no order.
    await heard('D-free', AT - 50 * DAY)
    const from = AT - 6 * DAY
    await sayIncident(records, {
      deviceWearerId: 'W-violation',
      kind: 'curfew-left-during',
      from,
      to: from + HOUR,
      counted: [countedStretch({ from, to: from + HOUR })],
    })
    await sayIncident(records, {
      deviceWearerId: 'W-violation',
      kind: 'battery-low',
      from: AT - HOUR,
    })
    await records.query(
      `insert into wearer_signs (device_wearer_id, kind, day, number, usual, threshold, said_at, body)
       values ('W-odd', 'many-journeys', $1::date, 12, 3, 8, $2, '{"historyDays": 28}'),
         ('W-odd', 'many-journeys', $1::date - 1, 9, 3, 8, $2, '{"historyDays": 28}'),
         ('W-odd', 'new-place', $3::date, 40, 0, 30, $2, '{"historyDays": 28}')`,
      [
        new Date(AT - DAY).toISOString().slice(0, 10),
        instantText(AT - HOUR),
        new Date(AT - 9 * DAY).toISOString().slice(0, 10),
      ],
    )
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  test('is in order of who needs attention, each with the reasons, and nobody is left out', async () => {
    const found = await listed('one')
    expect(found.map(({ id, reasons }) => [id, reasons.map(({ kind }) => kind)])).toEqual([
      ['W-violation', ['incidents', 'waiting-too-long']],
      ['W-ending', ['order-ending']],
      ['W-odd', ['unusual-movement']],
      ['W-silent', ['device-silent']],
      ['W-quiet', []],
      ['W-covered', []],
    ])
  })

  test('says what is open, waits, is silent, ends and is unusual', async () => {
    const text = async (id: string) => (await reasonsOf(id))?.reasons.map((each) => each.text)
    expect(await text('W-violation')).toEqual([
      '2 incidents to deal with, 1 waiting for a decision. The gravest: Away from home during curfew hours',
      '1 violation has waited longer than 5 days for a decision',
    ])
    expect(await text('W-silent')).toEqual(['Nothing heard of device D-silent for 5 hours'])
    expect(await text('W-ending')).toEqual(['The order ends in 5 days, on 31 January 2026'])
    expect(await text('W-odd')).toEqual([
      'Unusual on 25 January 2026: 12 short journeys, usually 3 on the 28 known days before; listed from 8',
    ])
    expect(await text('W-other')).toBeUndefined()
    expect(await text('W-kept')).toBeUndefined()
  })

  test('an incident that was resolved and waits for a decision is told all the same', async () => {
    const resolve = (at: number | undefined) =>
      records.query(`update incidents set resolved_at = $1 where kind = 'curfew-left-during'`, [
        instantText(at),
      ])
    await resolve(AT)
    expect((await reasonsOf('W-violation'))?.reasons).toHaveLength(2)
    await resolve(undefined)
  })

  test('shows mine, my team, cover and everybody, whom the account may see', async () => {
    const mine = ['W-ending', 'W-odd', 'W-quiet', 'W-silent', 'W-violation']
    expect((await ids('one', 'mine')).toSorted()).toEqual(mine)
    expect((await ids('one', 'team')).toSorted()).toEqual(
      ['W-covered', ...mine].filter((id) => id !== 'W-quiet'),
    )
    expect(await ids('one', 'cover')).toEqual(['W-covered'])
    expect(await ids('two', 'mine')).toEqual(['W-other'])
    expect((await ids('officer', 'everybody')).length).toBe(people.deviceWearers.length)
    for (const view of ['mine', 'team', 'cover'] as const) {
      const asked = { view, sort: 'name', descending: false, limit: 100 } as const
      const paged = await casesPage(records, as('one'), asked)
      expect(paged.map(({ id }) => id).toSorted()).toEqual((await ids('one', view)).toSorted())
    }
  })

  test('what somebody has seen goes down for everybody, until something new or until it is shown again', async () => {
    const first = async () => (await listed('officer'))[0]?.id
    expect(await first()).toBe('W-violation')
    await seeAttention(work('one'), of('one', 'W-violation'), { until: AT, note: AWKWARD })
    const after = await listed('officer')
    expect(after.findIndex(({ id }) => id === 'W-violation')).toBe(3)
    expect(after[3]).toMatchObject({ seen: true, seenBy: { by: 'one', note: AWKWARD, at: AT } })
    await sayIncident(
      records,
      { deviceWearerId: 'W-violation', kind: 'power-off', from: AT - HOUR / 2 },
      AT + 1,
    )
    expect(await first()).toBe('W-violation')
    await seeAttention(work('one', AT + 2), of('one', 'W-violation'), { until: AT + 99, note: '' })
    expect(await first()).not.toBe('W-violation')
    await showAttentionAgain(work('one', AT + 3), of('one', 'W-violation'))
    expect(await first()).toBe('W-violation')
    const notSeen = (id: string) =>
      seeAttention(work('one'), of('one', id), { until: AT, note: '' }).catch(
        (error: unknown) => error,
      )
    expect(await notSeen('W-other')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await notSeen('W-kept')).toMatchObject({ code: 'RESTRICTED' })
    const long = { until: AT, note: 'x'.repeat(2001) }
    await expect(seeAttention(work('one'), of('one', 'W-odd'), long)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      field: 'note',
    })
  })

  test('a day that goes on is not new, another day is', async () => {
    const sign = { usual: 3, threshold: 8, historyDays: 28, certainty: 1, number: 15 }
    const day = '2026-01-25'
    const said = { ...sign, kind: 'many-journeys', day } as const
    const keep = (at: number, ...signs: Sign[]) =>
      replaceSigns(records, 'W-odd', [day, '2026-01-26'], signs, at)
    await seeAttention(work('one'), of('one', 'W-odd'), { until: AT, note: '' })
    await keep(AT + HOUR, said)
    expect(await reasonsOf('W-odd', AT + HOUR)).toMatchObject({
      seen: true,
      reasons: [{ text: expect.stringContaining('15 short journeys') }],
    })
    await keep(AT + HOUR, said, { ...said, day: '2026-01-26' })
    expect((await reasonsOf('W-odd', AT + HOUR))?.seen).toBe(false)
  })

  test('remembers whom an account looked at last, and shows those it may still see', async () => {
    for (const [index, id] of ['W-odd', 'W-other', 'W-quiet', 'W-odd'].entries()) {
      await noteViewed(records, as('one', AT + index), id)
    }
    expect(await viewedPeople(records, as('one'))).toEqual(['W-odd', 'W-quiet', 'W-other'])
    const viewed = await viewedPeople(records, as('one'))
    expect((await casesOf(records, as('one'), viewed)).map(({ id }) => id)).toEqual([
      'W-odd',
      'W-quiet',
    ])
    expect(await viewedPeople(records, as('two'))).toEqual([])
    for (let index = 0; index < MOST_VIEWED + 5; index += 1) {
      await noteViewed(records, as('two', AT + index), `W${index}`)
    }
    const kept = await viewedPeople(records, as('two'))
    expect([kept.length, kept[0]]).toEqual([MOST_VIEWED, `W${MOST_VIEWED + 4}`])
  })

  test('is searched by every number, alias and date of birth, the very number first', async () => {
    const found = async (text: string) =>
      (await searchPeople(records, as('one'), text)).map(({ id }) => id)
    const numbers = ['X700001', '2001/12345H', 'pr77', 'ho 12', 'CE9', 'cc/2026/4', 'D-silent']
    for (const text of [...numbers, 'O-W-silent', 'johnny', '3/4/1985', 'brien 3/4/85']) {
      expect([text, await found(text)]).toEqual([text, ['W-silent']])
    }
    // A whole name before a beginning.
    expect(await found('brien')).toEqual(['W-silent', 'W-quiet'])
    expect(await found('X700003')).toEqual([])
    expect(await found('X700004')).toEqual([])
  })

  test('leads to whoever has a CRN, and tells nobody of whom the account may not see', async () => {
    const by = (crn: string) => findByCrn(records, as('one'), crn).catch((error: unknown) => error)
    expect(await by(' X700001')).toBe('W-silent')
    expect(await by('x700002')).toBe('W-ending')
    const [unknown, others] = [await by('X799999'), await by('X700003')]
    expect(unknown).toMatchObject({ code: 'NOT_FOUND' })
    expect(others).toEqual(unknown)
    expect(await by('X700004')).toMatchObject({ code: 'RESTRICTED', message: 'You are related' })
  })

  test('knows how a worn device is', async () => {
    const health = await healthOfWornDevices(records, 'W-silent', AT)
    expect([...health.values()]).toEqual([
      {
        deviceId: 'D-silent',
        heardAt: AT - 5 * HOUR,
        newestCapturedAt: AT - 5 * HOUR,
        batteryPercent: 41,
        batteryAt: AT - 5 * HOUR,
        charging: false,
      },
    ])
    expect((await healthOfWornDevices(records, 'W-silent', AT - 61 * DAY)).size).toBe(0)
  })

  test('tells all that happened to somebody, by stretch and by kind, newest first', async () => {
    await records.query(
      `insert into person_notes (device_wearer_id, text, written_by, written_at) values ('W-violation', $1, $2, $3)`,
      [AWKWARD, account('two').id, instantText(AT - 2)],
    )
    const newest = async (kind?: 'notes' | 'orders' | 'supervision' | 'incidents') =>
      (await timelineNewest(records, 'W-violation', { until: AT, kind, limit: 9 })).map(
        ({ what }) => what,
      )
    expect(await newest()).toEqual([
      'seen',
      'note',
      'incident',
      'incident',
      'incident',
      'order-ended',
      'allocated',
      'order-began',
    ])
    expect(await newest('notes')).toEqual(['seen', 'note'])
    expect(await newest('orders')).toEqual(['order-ended', 'order-began'])
    const all = { from: undefined, until: AT, kind: undefined, limit: 9 }
    const january = await timelineMonth(records, 'W-violation', all)
    expect(january).toMatchObject({
      from: Date.parse('2026-01-01T00:00Z'),
      before: AT - 30 * DAY,
    })
    expect(january.entries.at(-1)).toEqual({
      at: AT - 6 * DAY,
      what: 'incident',
      id: expect.stringMatching(/^\d+$/),
      body: { kind: 'curfew-left-during', gravity: 2 },
    })
    expect(january.entries).toHaveLength(5)
    expect((await timelineMonth(records, 'W-violation', { ...all, limit: 2 })).entries).toEqual(
      january.entries.slice(0, 2),
    )
    const first = { ...all, from: Date.parse('2025-11-01T00:00Z') }
    expect(await timelineMonth(records, 'W-violation', first)).toMatchObject({
      entries: [{ what: 'allocated' }, { what: 'order-began' }],
      before: undefined,
    })
    // The month in which clocks go forward, of whom nothing is known.
    const march = { ...all, from: Date.parse('2026-03-31T22:59Z') }
    expect(await timelineMonth(records, 'nobody', march)).toEqual({
      from: Date.parse('2026-03-01T00:00Z'),
      entries: [],
      before: undefined,
    })
  })
})

const ever = { from: AT - 60 * DAY, to: Infinity }
const wearer = (id: string, more: object = {}) => ({ id, names: [id.slice(2)], ...more })
const order = (deviceWearerId: string, to = Infinity) => ({
  id: `O-${deviceWearerId}`,
  deviceWearerId,
  orderType: 'POST_RELEASE',
  ...ever,
  to,
  conditions: [],
})
const worn = (deviceWearerId: string, deviceId: string) => ({
  id: `A-${deviceWearerId}`,
  deviceId,
  deviceWearerId,
  ...ever,
})
const allocated = (deviceWearerId: string, practitioner: string, team: string) => ({
  deviceWearerId,
  practitioner,
  team,
  ...ever,
})

const people: People = {
  deviceWearers: [
    wearer('W-violation'),
    wearer('W-silent', {
      names: ['Seán Ó Brien', 'S Brien'],
      dateOfBirth: '1985-04-03',
      identifiers: {
        crn: 'x700001',
        pnc: '01/012345H',
        prisonNumber: 'PR77',
        homeOfficeReference: 'HO/12',
        cepr: 'CE9',
        courtCaseReference: 'CC/2026/4',
      },
      facts: { aliases: ['Johnny Vex'] },
    }),
    wearer('W-odd'),
    wearer('W-ending', { identifiers: { crn: 'X700002' } }),
    wearer('W-quiet', { names: ['Brienne', AWKWARD] }),
    wearer('W-covered'),
    wearer('W-other', { identifiers: { crn: 'X700003' } }),
    wearer('W-kept', {
      identifiers: { crn: 'X700004' },
      restrictions: [{ kind: 'excluded', usernames: ['one'], message: 'You are related.' }],
    }),
  ],
  devices: [],
  deviceActivations: [
    worn('W-silent', 'D-silent'),
    worn('W-quiet', 'D-fresh'),
    worn('W-odd', 'D-free'),
  ],
  monitoringOrders: [
    order('W-silent'),
    order('W-quiet'),
    order('W-ending', AT + 5 * DAY),
    order('W-violation', AT - 30 * DAY),
  ],
  zones: [],
  allocations: [
    ...['W-violation', 'W-silent', 'W-odd', 'W-ending', 'W-kept'].map((id) =>
      allocated(id, 'P One', 'North'),
    ),
    allocated('W-quiet', 'P One', 'South'),
    allocated('W-covered', 'P Three', 'North'),
    allocated('W-other', 'P Two', 'North'),
  ],
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authoriseAbsence, endAbsence } from '../../src/app/incidents/authorise-absence.ts'
import { decideViolation, takeBackDecision } from '../../src/app/incidents/decide-violation.ts'
import { recordIncidentOutcome, revokeOutcome } from '../../src/app/incidents/incident-outcome.ts'
import { ledgerEntry } from '../../src/app/incidents/ledger-entry.ts'
import {
  assignIncident,
  noteIncident,
  releaseIncident,
  reopenIncident,
  resolveIncident,
} from '../../src/app/incidents/work-incident.ts'
import type { Account } from '../../src/domain/account.ts'
import { violationLedger } from '../../src/monitoring/ledger.ts'
import { insertAccount, setDisabled } from '../../src/store/records/account-records.ts'
import { absencesOf } from '../../src/store/records/authorised-absences.ts'
import { incidentActs } from '../../src/store/records/incident-acts.ts'
import {
  incidentRevisions,
  violationDecisionsOf,
  violationStretches,
} from '../../src/store/records/incident-casework.ts'
import { chargesOfIncident } from '../../src/store/records/incident-charges.ts'
import { incidentOutcomesOf } from '../../src/store/records/incident-outcome-records.ts'
import { instantText } from '../../src/store/records/record-values.ts'
import type { Records } from '../../src/store/records/records.ts'
import { statedRule } from '../../src/store/records/stated-rule.ts'
import {
  countWaitingSince,
  type GroupCursor,
  type IncidentFilter,
  visibleIncidentGroups,
} from '../../src/store/records/visible-incident-groups.ts'
import {
  openIncidentsOf,
  restrictionOnIncident,
  violationsOf,
  visibleIncident,
} from '../../src/store/records/visible-incidents.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { countedStretch, sayAnew, sayIncident } from '../support/incident.ts'
import { AT, AWKWARD, imported } from '../support/postgres-samples.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const OPEN: IncidentFilter = { show: 'open' }

describe.each(recordsTwins())('incidents and casework, on $name', (twin) => {
  let records: Records
  const people: Record<string, Account> = {}
  const test = twin.missing ? it.skip : it
  const account = (name: string) => people[name] as Account
  const as = (name: string) => ({ accountId: account(name).id, at: AT })
  const work = (name: string, at = AT) => workAt(records, at, actorOf(account(name)))
  const on = (name: string, incidentId: number) => ({ accountId: account(name).id, incidentId })
  const groups = async (name: string, filter = OPEN) =>
    (await visibleIncidentGroups(records, as(name), filter, { limit: 100 })).groups
  const wearersSeen = async (name: string) =>
    (await groups(name)).map(({ deviceWearerId, feed }) => deviceWearerId ?? feed)
  /** A night's absence of so many minutes, which counts. */
  const absent = (deviceWearerId: string, minutes: number, from = AT - DAY) =>
    sayIncident(records, {
      deviceWearerId,
      kind: 'curfew-left-during',
      from,
      to: from + minutes * MINUTE,
      conditionId: 'C1',
      counted: [countedStretch({ from, to: from + minutes * MINUTE })],
    })
  /** Starts every test from nothing open. */
  const clear = () =>
    records.query('update incidents set resolved_at = now(), stage = $1', ['cancelled'])

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const details = [
      { username: 'officer', role: 'monitoring-officer' },
      { username: 'kept.out', role: 'monitoring-officer' },
      { username: 'gone', role: 'monitoring-officer' },
      { username: 'one', role: 'probation-practitioner', practitioner: 'P One' },
      { username: 'two', role: 'probation-practitioner', practitioner: 'P Two' },
      { username: 'caseworker', role: 'evaluator' },
    ] as const
    for (const each of details) {
      people[each.username] = await insertAccount(records, { name: each.username, ...each }, AT)
    }
    await setDisabled(records, account('gone').id, AT - 1)
    const import_ = await imported(records, 'people')
    await records.query(
      `insert into device_wearers (id, names, import_id, ordinal)
       select 'W' || n, array['Somebody ' || n], $1, n from generate_series(1, 4) as n`,
      [import_],
    )
    await records.query(
      `insert into allocations (device_wearer_id, practitioner, team, starts_at, import_id, ordinal)
       select 'W' || n, case when n < 3 then 'P One' else 'P Two' end,
         case when n < 3 then 'North' else 'South' end, '2020-01-01', $1, n
       from generate_series(1, 4) as n`,
      [import_],
    )
    await records.query(
      `insert into wearer_restrictions (device_wearer_id, ordinal, kind, usernames, message, import_id)
       values ('W4', 0, 'excluded', '{Kept.Out,two}', 'Ask', $1)`,
      [import_],
    )
    await records.query(
      `insert into monitoring_orders (id, device_wearer_id, order_type, starts_at, import_id, ordinal)
       values ('O1', 'W1', 'BAIL', '2020-01-01', $1, 0)`,
      [import_],
    )
    await records.query(
      `insert into order_conditions (monitoring_order_id, ordinal, id, kind, starts_at, crime_mapping, zone_ids)
       values ('O1', 0, 'C1', 'curfew', '2020-01-01', false, '{Z1}')`,
    )
    await records.query(
      `insert into zones (id, kind, starts_at, import_id, ordinal, terms)
       values ('Z1', 'inclusion', '2020-01-01', $1, 0, '{"name": "Home"}')`,
      [import_],
    )
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  test('are seen by whoever may see the person; about feeds by monitoring officers alone', async () => {
    await clear()
    for (const [hour, deviceWearerId] of ['W1', 'W2', 'W3', 'W4'].entries()) {
      await sayIncident(records, { deviceWearerId, kind: 'strap-tamper', from: AT + hour })
    }
    const feed = await sayIncident(records, { feed: 'mqtt', kind: 'feed-silent', from: AT })
    expect(await wearersSeen('officer')).toEqual(['W1', 'W2', 'W3', 'W4', 'mqtt'])
    expect(await wearersSeen('kept.out')).toEqual(['W1', 'W2', 'W3', 'mqtt'])
    expect(await wearersSeen('one')).toEqual(['W1', 'W2'])
    expect(await wearersSeen('two')).toEqual(['W3'])
    for (const nobody of ['gone', 'caseworker']) expect(await wearersSeen(nobody)).toEqual([])
    expect(await visibleIncident(records, as('one'), feed)).toBeUndefined()
    const kept = (await groups('officer')).find(({ deviceWearerId }) => deviceWearerId === 'W4')
    const id = kept?.firstId ?? 0
    expect(await visibleIncident(records, as('kept.out'), id)).toBeUndefined()
    const restriction = { deviceWearerId: 'W4', message: 'Ask' }
    expect(await restrictionOnIncident(records, as('kept.out'), id)).toEqual(restriction)
    expect(await restrictionOnIncident(records, as('one'), id)).toBeUndefined()
    expect(await openIncidentsOf(records, as('two'), 'W4', { limit: 9 })).toEqual([])
    expect(await violationsOf(records, as('two'), 'W4', 9)).toEqual([])
  })

  test('have the words of their devices, and the charge that was told with them', async () => {
    await clear()
    const codes = ['battery-percent-low', 'EV_CHARGING_STARTED']
    const said = {
      deviceWearerId: 'W1',
      deviceId: 'D1',
      kind: 'battery-low',
      from: AT - DAY,
    } as const
    const id = await sayIncident(records, { ...said, codes })
    await records.query(
      `insert into device_events (device_id, code, occurred_at, received_at, feed, body)
       select 'D1', 'battery-percent-low', $1::timestamptz + each.later, $1, 'http', each.body::jsonb
       from (values (interval '-1 hour', '{"percent": 9}'), ('0', '{"percent": 14.8}'), ('6 hours', '{"percent": 3}'))
         as each (later, body)`,
      [instantText(AT - DAY)],
    )
    const [group] = await groups('officer')
    expect(group?.codes).toEqual([...codes].sort())
    const found = await visibleIncident(records, as('officer'), id)
    if (!found) throw new Error('it is visible')
    expect(await chargesOfIncident(records, found, AT)).toEqual(
      new Map([['battery-percent-low', 14.8]]),
    )
  })

  test('stand together by person and cause, gravest and then oldest first, on pages of any size', async () => {
    await clear()
    const say = (deviceWearerId: string, kind: 'battery-low' | 'strap-tamper', from: number) =>
      sayIncident(records, { deviceWearerId, kind, from, to: from + MINUTE })
    await say('W1', 'battery-low', AT - 90 * DAY)
    await say('W2', 'strap-tamper', AT - DAY)
    const first = await say('W1', 'strap-tamper', AT - 2 * DAY)
    await say('W1', 'strap-tamper', AT)
    await sayIncident(records, { deviceWearerId: 'W3', kind: 'strap-tamper', from: AT })
    const potential = { deviceWearerId: 'W3', kind: 'battery-dead', from: AT } as const
    await sayIncident(records, { ...potential, stage: 'potential' })
    const all = await groups('officer')
    expect(
      all.map(({ deviceWearerId, family, incidents, goingOn }) => [
        deviceWearerId,
        family,
        incidents,
        goingOn,
      ]),
    ).toEqual([
      ['W1', 'tamper', 2, 0],
      ['W2', 'tamper', 1, 0],
      ['W3', 'tamper', 1, 1],
      ['W1', 'battery', 1, 0],
    ])
    expect(all[0]).toMatchObject({ firstId: first, names: ['Somebody 1'], unassigned: 2 })
    for (const limit of [1, 2, 3]) {
      const paged: (string | undefined)[] = []
      let after: GroupCursor | undefined
      for (;;) {
        const { groups: page, incidents } = await visibleIncidentGroups(
          records,
          as('officer'),
          OPEN,
          { after, limit },
        )
        if (page.length === 0) break
        expect(incidents).toBe(5)
        paged.push(...page.map(({ deviceWearerId }) => deviceWearerId))
        after = page.at(-1)
      }
      expect(paged).toEqual(['W1', 'W2', 'W3', 'W1'])
    }
    const only = async (filter: Partial<IncidentFilter>) =>
      (await groups('officer', { ...OPEN, ...filter })).map(({ deviceWearerId }) => deviceWearerId)
    expect(await only({ family: 'battery' })).toEqual(['W1'])
    expect(await only({ gravity: 1 })).toEqual(['W1', 'W2', 'W3'])
    expect(await only({ team: 'South' })).toEqual(['W3'])
    await assignIncident(work('officer'), on('officer', first), 'me')
    expect(await only({ show: 'mine' })).toEqual(['W1'])
    expect((await groups('officer', { show: 'unassigned' }))[0]?.incidents).toBe(1)
    expect((await groups('officer'))[0]).toMatchObject({ assignedTo: ['officer'], unassigned: 1 })
  })

  test('never leave the queue by age or by themselves, and say when the last position came', async () => {
    await clear()
    const old = await absent('W1', 30, AT - 400 * DAY)
    await records.query(`insert into feeds values ('mqtt', 'mqtt', now(), now())`)
    await records.query(
      `insert into device_activations (id, device_id, device_wearer_id, starts_at, import_id, ordinal)
       select 'A1', 'D1', 'W1', '2020-01-01', min(id), 0 from imports`,
    )
    await records.query(
      `insert into device_status (device_id, feed, last_heard_at, newest_captured_at)
       values ('D1', 'mqtt', $1, $2)`,
      [new Date(AT).toISOString(), new Date(AT - MINUTE).toISOString()],
    )
    expect(await groups('one')).toMatchObject([
      { firstId: old, goingOn: 0, waiting: 1, lastPositionAt: AT - MINUTE },
    ])
    expect(await countWaitingSince(records, as('one'), AT - 5 * DAY)).toBe(1)
    expect(await countWaitingSince(records, as('one'), AT - 401 * DAY)).toBe(0)
    expect(await countWaitingSince(records, as('two'), AT)).toBe(0)
    const resolution = { reason: 'dealt_with', text: '', revision: 1 }
    await resolveIncident(work('officer'), on('officer', old), resolution)
    expect(await groups('one')).toEqual([])
    // Its minutes wait for a decision all the same.
    expect((await groups('one', { show: 'waiting' })).map(({ firstId }) => firstId)).toEqual([old])
    const again = resolveIncident(work('officer'), on('officer', old), resolution)
    await expect(again).rejects.toMatchObject({ code: 'ALREADY_DECIDED', subjects: ['W1'] })
    await reopenIncident(work('officer'), on('officer', old), 'They rang again')
    expect((await groups('one')).length).toBe(1)
  })

  test('are worked on in order, by those who may see the person', async () => {
    await clear()
    const id = await absent('W1', 30)
    const two = String(account('two').id)
    for (const to of [two, String(account('gone').id), 'x', '']) {
      const assigned = assignIncident(work('officer'), on('officer', id), to)
      await expect(assigned).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'to' })
    }
    await assignIncident(work('officer'), on('officer', id), String(account('one').id))
    await noteIncident(work('one'), on('one', id), AWKWARD)
    await releaseIncident(work('one'), on('one', id))
    const released = releaseIncident(work('one'), on('one', id))
    await expect(released).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    for (const text of ['', 'x'.repeat(2001)]) {
      const noted = noteIncident(work('one'), on('one', id), text)
      await expect(noted).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'note' })
    }
    const hidden = noteIncident(work('two'), on('two', id), 'Who is this?')
    await expect(hidden).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(
      (await incidentActs(records, id)).map(({ act, by, to, text }) => [act, by, to, text]),
    ).toEqual([
      ['assign', 'officer', 'one', ''],
      ['note', 'one', undefined, AWKWARD],
      ['release', 'one', undefined, ''],
    ])
    expect((await groups('one'))[0]?.changed).toBe(0)
    await sayAnew(records, id, { certainty: 0.5 }, AT)
    expect((await groups('one'))[0]?.changed).toBe(1)
  })

  test('are decided once, by a person, of the revision they saw', async () => {
    await clear()
    const id = await absent('W1', 35)
    const view = { decision: 'not-excused', reason: 'no_proof', text: '', revision: 1 }
    const faults = [
      [{ ...view, decision: '' }, 'decision'],
      [{ ...view, reason: 'constructor' }, 'decisionReason'],
      [{ ...view, reason: 'medical' }, 'decisionReason'],
      [{ ...view, reason: 'other' }, 'decisionText'],
      [{ ...view, revision: 2 }, 'decision'],
      [{ ...view, revision: undefined }, 'decision'],
    ] as const
    for (const [typed, field] of faults) {
      const decided = decideViolation(work('one'), on('one', id), typed)
      await expect(decided).rejects.toMatchObject({ code: 'INPUT_INVALID', field })
    }
    const both = await Promise.allSettled([
      decideViolation(work('one'), on('one', id), view),
      decideViolation(work('one'), on('one', id), { ...view, decision: 'excused', reason: 'work' }),
    ])
    const refused = both.filter(({ status }) => status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'ALREADY_DECIDED', subjects: ['W1'] } }])
    const [standing] = await violationDecisionsOf(records, [id])
    expect((await visibleIncident(records, as('one'), id))?.decision).toBe(standing?.decision)

    // Whoever decided just takes it back; later, or another, says why.
    await takeBackDecision(work('one', AT + 15 * MINUTE), on('one', id), '')
    await decideViolation(work('one'), on('one', id), view)
    for (const [name, at] of [
      ['one', AT + 16 * MINUTE],
      ['officer', AT],
    ] as const) {
      const silent = takeBackDecision(work(name, at), on(name, id), '')
      await expect(silent).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'why' })
    }
    await takeBackDecision(work('officer'), on('officer', id), 'Proof came')
    const none = takeBackDecision(work('one'), on('one', id), 'Once more')
    await expect(none).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    const revoked = (await violationDecisionsOf(records, [id])).map((one) => one.revoked?.why)
    expect(revoked).toEqual(['', 'Proof came'])

    const faulty = await sayIncident(records, { deviceWearerId: 'W1', kind: 'no-signal', from: AT })
    const nobodys = decideViolation(work('one'), on('one', faulty), view)
    await expect(nobodys).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
  })

  test('count minutes only as decided, and ask for another look where later data say otherwise', async () => {
    await clear()
    const from = Math.ceil((AT - 3 * DAY) / MINUTE) * MINUTE
    const id = await absent('W2', 20, from)
    const ledger = async () => {
      const [incident] = await violationsOf(records, as('one'), 'W2', 9)
      if (!incident) throw new Error('There is no violation')
      const stretches = await violationStretches(records, [id])
      const decisions = await violationDecisionsOf(records, [id])
      return violationLedger([ledgerEntry(incident, stretches, decisions)], 120)
    }
    expect((await ledger()).minutes).toMatchObject({ pending: 20, counted: 0 })
    await decideViolation(work('one'), on('one', id), {
      decision: 'not-excused',
      reason: 'no_reason_given',
      text: '',
      revision: 1,
    })
    expect(await ledger()).toMatchObject({ minutes: { counted: 20 }, leftMinutes: 100 })
    const counted = [countedStretch({ from, to: from + 30 * MINUTE })]
    await sayAnew(records, id, { counted }, AT)
    const { minutes, lookAgain } = await ledger()
    expect(minutes).toMatchObject({ counted: 20, pending: 10 })
    expect(lookAgain).toEqual([String(id)])
    const said = await incidentRevisions(records, id)
    expect(said.map(({ revision, why }) => [revision, why])).toEqual([
      [2, 'late-data'],
      [1, 'first'],
    ])
    expect(said[1]?.finding.counted).toEqual([countedStretch({ from, to: from + 20 * MINUTE })])
  })

  test('have outcomes with days, and what was recorded wrongly stays to be read', async () => {
    const id = await absent('W1', 5)
    const today = new Date(AT).toISOString().slice(0, 10)
    const record = (outcome: string, onDate: string) =>
      recordIncidentOutcome(work('one'), on('one', id), { outcome, onDate, text: AWKWARD })
    const faults = [
      ['', today, 'outcome'],
      ['recall', '2026-02-30', 'onDate'],
      ['bail_arrest', '2999-01-01', 'onDate'],
      ['warning_letter', '2019-01-01', 'onDate'],
    ] as const
    for (const [outcome, onDate, field] of faults) {
      await expect(record(outcome, onDate)).rejects.toMatchObject({ code: 'INPUT_INVALID', field })
    }
    await record('bail_arrest', today)
    await record('hearing', '2026-06-01')
    const [arrest] = await incidentOutcomesOf(records, id)
    const undone = { outcomeId: arrest?.id, why: 'It was somebody else' }
    await revokeOutcome(work('officer'), on('officer', id), undone)
    const twice = revokeOutcome(work('officer'), on('officer', id), undone)
    await expect(twice).rejects.toMatchObject({ code: 'ALREADY_DECIDED' })
    expect(await incidentOutcomesOf(records, id)).toMatchObject([
      { outcome: 'bail_arrest', onDate: today, text: AWKWARD, revoked: { by: 'officer' } },
      { outcome: 'hearing', onDate: '2026-06-01', revoked: undefined },
    ])
  })

  test('are not noticed in an absence that was authorised, which somebody may end', async () => {
    const of = { accountId: account('one').id, deviceWearerId: 'W1' }
    const within = { from: AT, to: AT + DAY }
    const typed = { within, conditionId: 'C1', reason: 'work', text: '' }
    const faults = [
      [{ ...typed, conditionId: 'C9' }, 'conditionId'],
      [{ ...typed, reason: '' }, 'reason'],
      [{ ...typed, reason: 'other' }, 'text'],
    ] as const
    for (const [wrong, field] of faults) {
      const refused = authoriseAbsence(work('one'), of, wrong)
      await expect(refused).rejects.toMatchObject({ code: 'INPUT_INVALID', field })
    }
    await authoriseAbsence(work('one'), of, typed)
    const [absence] = await absencesOf(records, 'W1')
    expect(absence).toMatchObject({ conditionId: 'C1', ...within, authorisedBy: 'one' })
    const ended = { absenceId: absence?.id, why: 'The job fell through' }
    const silent = endAbsence(work('one'), of, { ...ended, why: '' })
    await expect(silent).rejects.toMatchObject({ field: 'why' })
    const others = { accountId: account('two').id, deviceWearerId: 'W1' }
    await expect(endAbsence(work('two'), others, ended)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await endAbsence(work('one'), of, ended)
    await expect(endAbsence(work('one'), of, ended)).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
    })
    expect((await absencesOf(records, 'W1'))[0]?.revoked).toMatchObject({ why: ended.why })
  })

  test('name the rule as it stood then', async () => {
    const asked = { deviceWearerId: 'W1', conditionId: 'C1', zoneId: undefined, heldAt: AT }
    expect(await statedRule(records, asked, AT)).toMatchObject({
      orderId: 'O1',
      version: undefined,
      condition: { kind: 'curfew' },
      zones: [{ id: 'Z1', name: 'Home' }],
    })
    const hours = [{ weekdays: ['mon'], from: '19:00', to: '07:00' }]
    const body = (to: string) => ({
      orderType: 'BAIL',
      conditions: [{ id: 'C1', kind: 'curfew', zoneIds: ['Z1'], curfew: { hours, to } }],
    })
    for (const [index, at] of [AT - DAY, AT + DAY].entries()) {
      await records.query(
        `insert into order_versions (monitoring_order_id, version, device_wearer_id, body, said_at)
         values ('O1', $1, 'W1', $2, $3)`,
        [index + 1, body(String(index)), new Date(at).toISOString()],
      )
    }
    const then = await statedRule(records, asked, AT)
    expect(then).toMatchObject({ version: 1, saidAt: AT - DAY, condition: { curfew: { hours } } })
    expect((await statedRule(records, asked, AT + 2 * DAY))?.version).toBe(2)
    expect(await statedRule(records, { ...asked, deviceWearerId: 'W2' }, AT)).toBeUndefined()
  })
})

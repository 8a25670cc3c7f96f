import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compliancePeriod } from '../../src/app/compliance/compliance-period.ts'
import { readCompliance } from '../../src/app/compliance/read-compliance.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { authoriseAbsence } from '../../src/app/incidents/authorise-absence.ts'
import { decideViolation } from '../../src/app/incidents/decide-violation.ts'
import { recordIncidentOutcome } from '../../src/app/incidents/incident-outcome.ts'
import { readLedgers } from '../../src/app/incidents/read-ledgers.ts'
import type { Account } from '../../src/domain/account.ts'
import { keptInARow } from '../../src/monitoring/required-kept.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import { absencesOf } from '../../src/store/records/authorised-absences.ts'
import { batteryReadings } from '../../src/store/records/battery-readings.ts'
import { outcomesOfWearer } from '../../src/store/records/incident-outcome-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { incidentsDuring } from '../../src/store/records/visible-incidents.ts'
import { visiblePerson } from '../../src/store/records/visible-person.ts'
import { actorOf, workAt } from '../support/account-work.ts'
import { countedStretch, sayIncident } from '../support/incident.ts'
import { between, instant, settings, stay } from '../support/monitored.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { archiveReports, heardOf, keepPeople, watchedPeople } from '../support/watched-wearers.ts'

const NOW = instant('2026-02-10T12:00')
const ABSENCE = between('2026-02-06T20:00', '2026-02-06T20:40')
const HOME = 0
const AWAY = 2

describe.each(recordsTwins())('compliance, with records on $name,', (twin) => {
  let records: Records
  let place: ArchivePlace
  let folder: DataFolder
  const people: Record<string, Account> = {}
  let absence = 0
  const test = twin.missing ? it.skip : it
  const as = (name: string) => ({ accountId: people[name]?.id ?? 0, at: NOW })
  const work = () => workAt(records, NOW, actorOf(people['practitioner'] as Account))

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const [chdb] = archiveTwins()
    if (!chdb) throw new Error('there is no engine')
    place = await chdb.place()
    const opened = await place.open({ now: () => NOW })
    await opened.migrate()
    const days = new DaysInMemory(opened, 2 ** 30)
    folder = { records, archive: days.archive, days }
    const town = watchedPeople(2)
    await keepPeople(folder, {
      ...town,
      // A curfew on every night, and an appointment at home on Thursdays.
      monitoringOrders: town.monitoringOrders.map((order) => ({
        ...order,
        conditions: [
          ...order.conditions.filter(({ kind }) => kind === 'curfew'),
          {
            id: 'talks',
            kind: 'attendance',
            from: order.from,
            to: order.to,
            crimeMapping: false,
            attendance: {
              purpose: 'Supervision',
              zoneId: 'home',
              hours: [{ weekdays: ['thu'] as const, from: '10:00', to: '11:00' }],
            },
          },
        ],
      })),
      allocations: town.deviceWearers.map(({ id }) => ({
        deviceWearerId: id,
        practitioner: id === 'W1' ? 'P One' : 'P Two',
        team: 'North',
        from: 0,
        to: Infinity,
      })),
    })
    for (const [username, role, practitioner] of [
      ['officer', 'monitoring-officer', undefined],
      ['practitioner', 'probation-practitioner', 'P One'],
      ['other', 'probation-practitioner', 'P Two'],
    ] as const) {
      const details = { username, name: username, role, practitioner }
      people[username] = await insertAccount(records, details, NOW)
    }
    // At home from 1 to 10 February, but for forty minutes of the 6th; silent in the night of the 8th.
    const trail = [
      ...stay(HOME, '2026-02-01T12:00', '2026-02-06T19:59'),
      ...stay(AWAY, '2026-02-06T20:00', '2026-02-06T20:40'),
      ...stay(HOME, '2026-02-06T20:41', '2026-02-09T01:00'),
      ...stay(HOME, '2026-02-09T03:00', '2026-02-10T12:00'),
    ]
    await archiveReports(folder, [heardOf('D1', trail)])
    absence = await sayIncident(records, {
      deviceWearerId: 'W1',
      kind: 'curfew-left-during',
      conditionId: 'nights',
      ...ABSENCE,
      counted: [countedStretch(ABSENCE)],
    })
  })
  afterAll(async () => {
    if (twin.missing) return
    await folder.archive.close()
    await place.remove()
    await records.close()
    await twin.stop()
  })

  /** Everything of W1 for the last so many days, at an instant. */
  async function read(days: number, now = NOW, last = '2026-02-10') {
    const viewer = as('practitioner')
    const person = await visiblePerson(records, viewer, 'W1')
    if (!person) throw new Error('W1 cannot be seen')
    const period = compliancePeriod(last, days)
    const { ledgers } = await readLedgers(records, viewer, person, settings.allowanceMinutes)
    return readCompliance(folder.archive, {
      person,
      period,
      now,
      settings,
      absences: await absencesOf(records, 'W1'),
      incidents: await incidentsDuring(records, viewer, 'W1', period.within, 100),
      lines: ledgers.flatMap(({ ledger }) => ledger.lines),
    })
  }

  test('says of every night whether it was kept, and of what nothing is known', async () => {
    const { nights, appointments, days, positions } = await read(10)
    expect(nights.map(({ night, kept }) => [night.date.slice(8), kept])).toEqual([
      ['01', 'kept'],
      ['02', 'kept'],
      ['03', 'kept'],
      ['04', 'kept'],
      ['05', 'kept'],
      ['06', 'undecided'],
      ['07', 'kept'],
      ['08', 'unknown'],
      ['09', 'kept'],
    ])
    expect(nights[5]?.minutes).toEqual({ counted: 0, pending: 40, authorised: 0, excused: 0 })
    expect(nights[5]?.incidents.map(({ id }) => id)).toEqual([absence])
    expect(appointments.map(({ outcome, kept }) => [outcome, kept])).toEqual([['on-time', 'kept']])
    expect(keptInARow(days)).toMatchObject({ days: 2, since: '2026-02-07', unknown: 1 })
    expect(positions).toBeGreaterThan(10_000)
  })

  test('says the same of a night whatever period it is asked in', async () => {
    const whole = (await read(10)).nights
    for (const last of ['2026-02-06', '2026-02-08']) {
      const [night] = (await read(1, NOW, last)).nights
      const same = whole.find((one) => one.night.date === last)
      expect([night?.states, night?.kept]).toEqual([same?.states, same?.kept])
    }
  })

  test('counts a night that goes on as not over, and one that is to come not at all', async () => {
    const { nights, days } = await read(3, instant('2026-02-09T23:00'))
    expect(nights.map(({ night, kept }) => [night.date.slice(8), kept])).toEqual([
      ['08', 'unknown'],
      ['09', 'open'],
    ])
    expect(days.map(({ date }) => date)).toEqual(['2026-02-08', '2026-02-09'])
  })

  test('goes by what people decided, and by what was authorised before', async () => {
    const of = { accountId: people['practitioner']?.id ?? 0, incidentId: absence }
    const answer = { reason: 'transport', text: '', revision: 1 }
    await decideViolation(work(), of, { ...answer, decision: 'excused' })
    const excused = await read(10)
    expect(excused.nights[5]?.kept).toBe('excused')
    expect(keptInARow(excused.days)).toMatchObject({ days: 7, unknown: 1, excused: 1 })

    const whose = { accountId: of.accountId, deviceWearerId: 'W1' }
    const within = between('2026-02-08T18:00', '2026-02-09T08:00')
    const typed = { conditionId: '', reason: 'work', text: '', within }
    await authoriseAbsence(work(), whose, typed)
    const { nights } = await read(10)
    expect(nights[7]?.kept).toBeUndefined()
    expect(nights[7]?.authorised).toHaveLength(1)
  })

  test('finds what shares an instant with a period, of whom the account may see', async () => {
    const at = between('2026-02-06T20:10', '2026-02-06T20:20')
    const ids = async (name: string, within = at) =>
      (await incidentsDuring(records, as(name), 'W1', within, 10)).map(({ id }) => id)
    expect(await ids('practitioner')).toEqual([absence])
    expect(await ids('officer')).toEqual([absence])
    expect(await ids('other')).toEqual([])
    expect(await ids('officer', between('2026-02-07T00:00', '2026-02-08T00:00'))).toEqual([])
    const silent = await sayIncident(records, {
      deviceWearerId: 'W1',
      kind: 'no-signal',
      from: instant('2026-02-01T00:00'),
      stage: 'potential',
    })
    // Not known to be over: it reaches into all that comes.
    expect(await ids('officer')).toEqual([absence, silent])
  })

  test('finds what followed from all incidents of a person', async () => {
    const of = { accountId: people['practitioner']?.id ?? 0, incidentId: absence }
    const outcome = { outcome: 'warning_letter', onDate: '2026-02-09', text: 'No 7' }
    await recordIncidentOutcome(work(), of, outcome)
    const seen = async (name: string) => outcomesOfWearer(records, as(name), 'W1', 10)
    expect(await seen('officer')).toMatchObject([{ ...outcome, incidentId: absence }])
    expect(await seen('other')).toEqual([])
  })

  test('knows a battery’s charge only of when the device was worn', async () => {
    await records.query(`insert into feeds values ('http', 'http', now(), now())`)
    await records.query(
      `insert into device_status (device_id, feed, last_heard_at, battery_percent, battery_at)
       values ('D1', 'http', '2026-02-10T11:00Z', 64, '2026-02-10T11:00Z')`,
    )
    await records.query(
      `insert into device_events (device_id, code, occurred_at, received_at, feed, body)
       select 'D1', 'EV_REPORT_TRACKER_BATTERY_PERCENTAGE', at::timestamptz, now(), 'http', body::jsonb
       from (values ('2026-02-02T10:00Z', '{"percent": 81}'), ('2026-02-06T10:00Z', '{"a": 300, "b": "10:30", "text": "Battery 9%"}'),
         ('2026-02-07T10:00Z', '{"text": "9,5 %"}'), ('2026-02-08T10:00Z', '{"percent": "0.${'0'.repeat(60)}1"}'), ('2026-02-09T10:00Z', '{"percent": 81, "unit": "x"}')) as told (at, body)`,
    )
    const worn = { deviceId: 'D1', ...between('2026-02-05T00:00', '2026-02-11T00:00') }
    expect((await batteryReadings(records, [worn])).map(({ percent }) => percent)).toEqual([
      64, 81, 9.5, 9,
    ])
    expect(await batteryReadings(records, [{ ...worn, deviceId: 'D2' }])).toEqual([])
    expect(await batteryReadings(records, [])).toEqual([])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { eraseInterval } from '../../src/app/erase-interval.ts'
import type { HeardReport } from '../../src/app/live/heard-report.ts'
import { Monitoring } from '../../src/app/monitoring/monitoring.ts'
import type { Finding, Observation } from '../../src/monitoring/finding.ts'
import type { KeptChange } from '../../src/store/records/incident-records.ts'
import {
  countOldIncidents,
  deleteOldIncidents,
} from '../../src/store/records/incident-retention.ts'
import { keepDeviceEvents } from '../../src/store/records/live-records.ts'
import { noteRulesChanged, noteToAssess } from '../../src/store/records/monitoring-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { clock, instant, settings, stay } from '../support/monitored.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { archiveReports, heardOf, keepPeople, watchedPeople } from '../support/watched-wearers.ts'

const HOME = 0
const FORBIDDEN = 5
const ELSEWHERE = 2

describe.each(recordsTwins())('monitoring, with records on $name,', (twin) => {
  let records: Records
  let place: ArchivePlace
  let folder: DataFolder
  let now = 0
  let raised: KeptChange[] = []
  let erased = 0

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
  })
  beforeEach(async () => {
    if (twin.missing) return
    await records.query(
      `truncate imports, incidents, incident_revisions, violation_stretches, wearer_states, stretches_to_assess,
       monitoring_progress, device_events, device_status, feeds, deletions cascade`,
    )
    const [chdb] = archiveTwins()
    if (!chdb) throw new Error('there is no engine')
    place = await chdb.place()
    const opened = await place.open({ now: () => now })
    await opened.migrate()
    const days = new DaysInMemory(opened, 2 ** 30)
    folder = { records, archive: days.archive, days }
    raised = []
    return async () => {
      await folder.archive.close()
      await place.remove()
    }
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  const at = (text: string) => {
    now = instant(text)
    return now
  }
  const open = () =>
    Monitoring.open(folder, {
      settings,
      now: () => now,
      settle: async () => undefined,
      onErased: async () => {
        erased++
      },
      onRaised: (some) => raised.push(...some),
    })
  /** Heard, in the archive, and looked at, when the last of it was captured. */
  const hear = async (monitoring: Monitoring, ...reports: HeardReport[]) => {
    now = Math.max(now, ...reports.map(({ receivedAt }) => receivedAt + 1000))
    monitoring.heard(reports)
    await archiveReports(folder, reports)
    await monitoring.look()
  }
  const w1 = (...observations: readonly Observation[][]) => heardOf('D1', observations.flat())
  const incidents = async () => {
    const rows = await records.query<{
      device_wearer_id: string
      kind: string
      stage: string
      finding: Finding
      revision: number
    }>('select * from incidents order by starts_at, id')
    return rows.map(
      ({ device_wearer_id, kind, stage, finding, revision }) =>
        `${device_wearer_id} ${kind} ${stage} ${clock(finding.from)} to ${clock(finding.to) ?? '-'}, ${revision}`,
    )
  }
  const revisions = async () => {
    const rows = await records.query<{ why: string; stage: string }>(
      'select why, stage from incident_revisions order by incident_id, revision',
    )
    return rows.map(({ why, stage }) => `${why} ${stage}`)
  }
  const states = async () => {
    const rows = await records.query<{ rule_id: string; state: string; since: string }>(
      'select rule_id, state, since from wearer_states order by rule_id',
    )
    return rows.map(({ rule_id, state, since }) => `${rule_id} ${state} ${since}`)
  }

  test('raises an entry once, with its positions, and ends it when the device is elsewhere', async () => {
    await keepPeople(folder, watchedPeople(2))
    at('2026-01-05T10:00')
    const monitoring = await open()
    await hear(monitoring, w1(stay(ELSEWHERE, '2026-01-05T10:00', '2026-01-05T10:20')))
    expect(await incidents()).toEqual([])
    const entry = w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40'))
    await hear(monitoring, entry)
    expect(await incidents()).toEqual(['W1 exclusion-entered actual 2026-01-05T10:30 to -, 1'])
    const [first] = raised
    expect(first?.change.finding.evidence.at(0)?.capturedAt).toBe(instant('2026-01-05T10:30'))
    expect(first?.change.finding.evidence.at(-1)?.capturedAt).toBe(instant('2026-01-05T10:40'))
    const [stretch] = await records.query('select * from violation_stretches')
    expect(stretch).toMatchObject({
      starts_at: '2026-01-05T10:30:00Z',
      positions: [
        { capturedAt: instant('2026-01-05T10:30') },
        { capturedAt: instant('2026-01-05T10:40') },
      ],
    })
    // Sent again, it says the same.
    await hear(monitoring, entry)
    expect(await revisions()).toEqual(['first actual'])
    await hear(monitoring, w1(stay(ELSEWHERE, '2026-01-05T10:50', '2026-01-05T11:10')))
    expect(await revisions()).toEqual(['first actual', 'ended actual'])
    expect(raised).toHaveLength(1)
  })

  test('revises what late data say otherwise, says why, and keeps what was said', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    await hear(
      monitoring,
      w1(
        stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40'),
        stay(ELSEWHERE, '2026-01-05T11:00', '2026-01-05T11:30'),
      ),
    )
    const [before] = await incidents()
    expect(before).toMatch(/^W1 exclusion-entered actual 2026-01-05T10:30 to 2026-01-05T10:4\d, 1$/)
    at('2026-01-05T11:40')
    await hear(
      monitoring,
      heardOf('D1', stay(FORBIDDEN, '2026-01-05T10:41', '2026-01-05T10:55'), { receivedAt: now }),
    )
    expect(await incidents()).toEqual([
      expect.stringMatching(
        /^W1 exclusion-entered actual 2026-01-05T10:30 to 2026-01-05T1\d:\d\d, 2$/,
      ),
    ])
    expect(await revisions()).toEqual(['first actual', 'late-data actual'])
    const [first, second] = await records.query<{ ends_at: string }>(
      'select ends_at from incident_revisions order by revision',
    )
    expect(Date.parse(second?.ends_at ?? '')).toBeGreaterThan(Date.parse(first?.ends_at ?? ''))
    expect(raised).toHaveLength(1)
  })

  test('tells whoever was told, once, when late data say that it began long before', async () => {
    await keepPeople(folder, watchedPeople(1))
    await records.query('truncate notices, notice_targets')
    await records.query(
      `insert into notice_targets (kind, address, mildest, made_at)
       values ('email', 'duty@hub.example', 5, now())`,
    )
    at('2026-01-05T10:00')
    const monitoring = await open()
    const told = () => records.query('select revision from notices order by id')
    const late = (from: string, to: string) =>
      hear(monitoring, heardOf('D1', stay(FORBIDDEN, from, to), { receivedAt: now }))
    await hear(
      monitoring,
      w1(
        stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40'),
        stay(ELSEWHERE, '2026-01-05T11:00', '2026-01-05T11:30'),
      ),
    )
    expect(await told()).toEqual([{ revision: 1 }])
    at('2026-01-05T11:40')
    await late('2026-01-05T10:41', '2026-01-05T10:55')
    expect(await told()).toEqual([{ revision: 1 }])
    await late('2026-01-05T09:30', '2026-01-05T10:29')
    expect(await incidents()).toEqual([
      expect.stringMatching(/^W1 exclusion-entered actual 2026-01-05T09:30 .*, 3$/),
    ])
    expect(await told()).toEqual([{ revision: 1 }, { revision: 3 }])
    await records.query('truncate notices, notice_targets')
  })

  test('reads the archive for what is older than memory, and looks at what a file brought', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-08T10:00')
    const monitoring = await open()
    const old = w1(
      stay(ELSEWHERE, '2026-01-05T10:00', '2026-01-05T10:20'),
      stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40'),
      stay(ELSEWHERE, '2026-01-05T10:50', '2026-01-05T11:10'),
    )
    await archiveReports(folder, [old])
    await monitoring.look()
    expect(await incidents()).toEqual([])
    const stretch = {
      deviceId: 'D1',
      from: instant('2026-01-05T10:00'),
      to: instant('2026-01-05T11:11'),
    }
    await noteToAssess(records, [stretch], now)
    at('2026-01-08T10:01')
    await monitoring.look()
    expect(await incidents()).toEqual([
      expect.stringMatching(
        /^W1 exclusion-entered actual 2026-01-05T10:30 to 2026-01-05T10:4\d, 1$/,
      ),
    ])
    expect(await records.query('select * from stretches_to_assess')).toEqual([])
  })

  test('takes up what came before it was killed, raises nothing twice and misses nothing', async () => {
    await keepPeople(folder, watchedPeople(2))
    at('2026-01-05T10:00')
    const first = await open()
    await hear(first, w1(stay(ELSEWHERE, '2026-01-05T10:00', '2026-01-05T10:20')))
    at('2026-01-05T10:21')
    await first.look()
    // Durable and in the archive; killed before anybody looked.
    const entry = w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40'))
    at('2026-01-05T10:41')
    await archiveReports(folder, [entry])
    at('2026-01-05T10:42')
    const second = await open()
    await second.look()
    expect(await incidents()).toEqual(['W1 exclusion-entered actual 2026-01-05T10:30 to -, 1'])
    // The log gives it again after a restart.
    at('2026-01-05T10:43')
    const third = await open()
    third.heard([entry])
    await third.look()
    expect(await revisions()).toEqual(['first actual'])
    expect(raised).toHaveLength(1)
  })

  test('at the edge of curfew hours says home, away or not known; without data nothing is a violation', async () => {
    await keepPeople(folder, watchedPeople(3))
    at('2026-01-05T18:30')
    const monitoring = await open()
    await hear(
      monitoring,
      heardOf('D1', stay(HOME, '2026-01-05T18:30', '2026-01-05T19:01')),
      heardOf('D2', stay(ELSEWHERE, '2026-01-05T18:30', '2026-01-05T19:01')),
      heardOf('D3', stay(HOME, '2026-01-05T17:30', '2026-01-05T17:40')),
    )
    const curfew = async () => (await states()).filter((state) => state.includes('nights'))
    expect(await curfew()).toEqual([
      'W1/O1/nights inside 2026-01-05T19:00:00Z',
      'W2/O2/nights outside 2026-01-05T19:00:00Z',
      'W3/O3/nights unknown 2026-01-05T19:00:00Z',
    ])
    // Time alone: what was known is not known any more, and nobody is said to have been away.
    at('2026-01-05T20:00')
    await monitoring.look()
    expect((await curfew()).map((state) => state.split(' ')[1])).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ])
    at('2026-01-06T08:00')
    await monitoring.look()
    expect(await curfew()).toEqual([])
    expect((await incidents()).filter((one) => !one.includes('no-signal'))).toEqual([
      expect.stringContaining('W2 curfew-absent-at-start cancelled'),
    ])
    expect(await records.query('select * from violation_stretches')).toEqual([])
  })

  test('ends a night to the minute on both nights that change', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-03-29T04:00')
    const monitoring = await open()
    // 07:00 is 06:00 UTC when clocks have gone forward.
    await hear(
      monitoring,
      w1(
        stay(HOME, '2026-03-29T04:00', '2026-03-29T05:30'),
        stay(ELSEWHERE, '2026-03-29T05:40', '2026-03-29T07:10'),
      ),
    )
    at('2026-10-25T05:00')
    await monitoring.look()
    await hear(
      monitoring,
      w1(
        stay(HOME, '2026-10-25T05:00', '2026-10-25T06:30'),
        stay(ELSEWHERE, '2026-10-25T06:40', '2026-10-25T08:10'),
      ),
    )
    const ends = await records.query<{ ends_at: string }>(
      "select ends_at from incidents where family = 'curfew' order by ends_at",
    )
    expect(ends.map(({ ends_at }) => ends_at)).toEqual([
      '2026-03-29T06:00:00Z',
      '2026-10-25T07:00:00Z',
    ])
  })

  test('makes what a device says of itself actual by time alone, and cancels it by its countermand', async () => {
    await keepPeople(folder, watchedPeople(2))
    at('2026-01-05T10:00')
    const monitoring = await open()
    const said = (deviceId: string, code: string, text: string) =>
      heardOf(deviceId, [], {
        receivedAt: instant(text),
        events: [{ deviceId, code, occurredAt: instant(text), body: {} }],
      })
    await hear(
      monitoring,
      said('D1', 'EV_PID_STRAP_TAMPER_START', '2026-01-05T10:10'),
      said('D2', 'EV_PID_STRAP_TAMPER_START', '2026-01-05T10:10'),
    )
    await hear(monitoring, said('D2', 'EV_PID_STRAP_TAMPER_END', '2026-01-05T10:11'))
    expect(await incidents()).toEqual([
      'W1 strap-tamper potential 2026-01-05T10:10 to -, 1',
      'W2 strap-tamper cancelled 2026-01-05T10:10 to 2026-01-05T10:11, 2',
    ])
    at('2026-01-05T10:13')
    await monitoring.look()
    expect((await incidents())[0]).toBe('W1 strap-tamper actual 2026-01-05T10:10 to -, 2')
    // Cleared by itself, it stays.
    await hear(monitoring, said('D1', 'EV_PID_STRAP_TAMPER_END', '2026-01-05T10:30'))
    expect((await incidents())[0]).toBe(
      'W1 strap-tamper actual 2026-01-05T10:10 to 2026-01-05T10:30, 3',
    )
    expect(raised.map(({ change }) => change.about.deviceId)).toEqual(['D1'])
  })

  /** Heard, and in the records, as the log keeps it. */
  const says = async (monitoring: Monitoring, code: string, text: string) => {
    const event = { deviceId: 'D1', code, occurredAt: instant(text), body: {} }
    const receivedAt = Math.max(now, event.occurredAt)
    await records.transaction((each) =>
      keepDeviceEvents(each, [{ ...event, feed: 'http', receivedAt }]),
    )
    await hear(monitoring, heardOf('D1', [], { receivedAt, events: [event] }))
  }

  test('says that words of a device came late, and what of them the same said before stays', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    await says(monitoring, 'EV_PID_STRAP_TAMPER_START', '2026-01-05T10:10')
    await says(monitoring, 'EV_PID_STRAP_TAMPER_END', '2026-01-05T10:30')
    await says(monitoring, 'EV_PID_STRAP_TAMPER_END', '2026-01-05T10:20')
    expect(await incidents()).toEqual([
      'W1 strap-tamper actual 2026-01-05T10:10 to 2026-01-05T10:20, 3',
    ])
    expect(await revisions()).toEqual(['first potential', 'ended actual', 'late-data actual'])
  })

  test('raises what only happens at once, and says no more of it', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    await says(monitoring, 'home-unit-moved', '2026-01-05T10:10')
    at('2026-01-05T10:20')
    await monitoring.look()
    expect(await incidents()).toEqual([
      'W1 home-unit-moved actual 2026-01-05T10:10 to 2026-01-05T10:10, 1',
    ])
    expect(await revisions()).toEqual(['first actual'])
  })

  test('says of what words stood for alone that they are erased, and notices what is said after', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    const before = erased
    await says(monitoring, 'EV_PID_STRAP_TAMPER_START', '2026-01-05T10:10')
    await says(monitoring, 'EV_PID_STRAP_TAMPER_END', '2026-01-05T10:30')
    await says(monitoring, 'EV_PID_BATTERY_LOW', '2026-01-05T10:40')
    const erase = async (from: string, to: string) => {
      const within = { from: instant(from), to: instant(to) }
      await eraseInterval(folder, { actor: operator(), purpose: 'a request' }, 'W1', within)
    }
    await erase('2026-01-05T10:25', '2026-01-05T10:35')
    // Of another stretch, and again of the same.
    await erase('2026-01-05T09:00', '2026-01-05T09:30')
    expect(await revisions()).toEqual([
      ...['first potential', 'ended actual', 'erased actual'],
      'first potential',
    ])
    at('2026-01-05T10:50')
    await monitoring.look()
    await says(monitoring, 'EV_PID_STRAP_TAMPER_START', '2026-01-05T10:55')
    await says(monitoring, 'EV_PID_STRAP_TAMPER_END', '2026-01-05T11:05')
    expect(await incidents()).toEqual([
      'W1 strap-tamper actual 2026-01-05T10:10 to 2026-01-05T10:30, 3',
      'W1 battery-low actual 2026-01-05T10:40 to -, 2',
      'W1 strap-tamper actual 2026-01-05T10:55 to 2026-01-05T11:05, 2',
    ])
    expect(erased).toBeGreaterThan(before)
    // Of what goes on the beginning is erased: nothing could end it any more.
    await erase('2026-01-05T10:40', '2026-01-05T10:41')
    const [, battery] = await records.query<{ ends_at: string | null; finding: Finding }>(
      'select ends_at, finding from incidents order by starts_at',
    )
    expect(Date.parse(battery?.ends_at ?? '')).toBe(battery?.finding.to)
  })

  test('notices what a device said before the register had who wears it', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    const event = { deviceId: 'D2', code: 'EV_PID_STRAP_TAMPER_START', body: {} }
    const occurredAt = instant('2026-01-05T10:10')
    const said = { receivedAt: occurredAt, events: [{ ...event, occurredAt }] }
    await hear(monitoring, heardOf('D2', [], said))
    expect(await incidents()).toEqual([])
    await keepPeople(folder, watchedPeople(2))
    await noteRulesChanged(records, ['W2'], at('2026-01-05T10:45'))
    await monitoring.look()
    expect(await incidents()).toEqual(['W2 strap-tamper actual 2026-01-05T10:10 to -, 1'])
  })

  test('tells a silent device, and of a feed that falls silent one incident, not one a device', async () => {
    await keepPeople(folder, watchedPeople(8))
    at('2026-01-05T10:00')
    const monitoring = await open()
    const all = [1, 2, 3, 4, 5, 6, 7, 8]
    const report = (number: number, text: string) =>
      heardOf(`D${number}`, stay(ELSEWHERE, text, text))
    await hear(monitoring, ...all.map((number) => report(number, '2026-01-05T10:00')))
    await hear(monitoring, ...all.slice(1).map((number) => report(number, '2026-01-05T10:45')))
    // What the platform says in its name is no sign of life.
    const receivedAt = Date.parse('2026-01-05T11:01Z')
    await hear(monitoring, heardOf('D1', [], { receivedAt, isOurs: true }))
    at('2026-01-05T11:02')
    await monitoring.look()
    expect(await incidents()).toEqual(['W1 no-signal actual 2026-01-05T10:00 to -, 1'])
    await hear(monitoring, report(1, '2026-01-05T11:05'))
    at('2026-01-05T11:06')
    await monitoring.look()
    expect(await incidents()).toEqual([
      'W1 no-signal actual 2026-01-05T10:00 to 2026-01-05T11:05, 2',
    ])
    at('2026-01-05T12:30')
    await monitoring.look()
    expect((await incidents()).slice(1)).toEqual([
      'null feed-silent actual 2026-01-05T10:45 to -, 1',
    ])
    await hear(monitoring, ...all.map((number) => report(number, '2026-01-05T12:40')))
    at('2026-01-05T12:41')
    await monitoring.look()
    expect((await incidents()).slice(1)).toEqual([
      'null feed-silent actual 2026-01-05T10:45 to 2026-01-05T12:40, 2',
    ])
  })

  test('goes by rules as they are now, and ends what went on under one that is no more', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    await hear(monitoring, w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40')))
    expect(await incidents()).toEqual(['W1 exclusion-entered actual 2026-01-05T10:30 to -, 1'])
    const { monitoringOrders, ...others } = watchedPeople(1)
    await keepPeople(folder, {
      ...others,
      monitoringOrders: monitoringOrders.map((order) => ({
        ...order,
        conditions: order.conditions.filter(({ kind }) => kind === 'curfew'),
      })),
    })
    await noteRulesChanged(records, ['W1'], at('2026-01-05T10:45'))
    await monitoring.look()
    expect(await incidents()).toEqual([
      'W1 exclusion-entered actual 2026-01-05T10:30 to 2026-01-05T10:45, 2',
    ])
    expect(await revisions()).toEqual(['first actual', 'rule-changed actual'])
    await hear(monitoring, w1(stay(FORBIDDEN, '2026-01-05T10:46', '2026-01-05T11:40')))
    expect(await incidents()).toHaveLength(1)
  })

  test('tells the audit of each revision, and that it reads', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    const head = Number(
      (
        await records.query<{ id: bigint }>('select coalesce(max(id), 0) as id from audit_events')
      )[0]?.id,
    )
    await hear(monitoring, w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40')))
    const events = await records.query<{ entry: string }>(
      'select entry from audit_events where id > $1 order by id',
      [head],
    )
    expect(events.map(({ entry }) => JSON.parse(entry))).toMatchObject([
      {
        action: 'combine',
        what: 'incidents',
        subjects: ['W1'],
        username: 'Whereabouts monitoring',
        details: { kind: 'exclusion-entered', stage: 'actual', why: 'first' },
      },
      { action: 'combine', what: 'movements', subjects: 'everyone' },
    ])
  })

  test('lets go of the positions that incidents stand on, when these are erased', async () => {
    await keepPeople(folder, watchedPeople(1))
    at('2026-01-05T10:00')
    const monitoring = await open()
    const entry = w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40'))
    await hear(monitoring, entry, w1(stay(ELSEWHERE, '2026-01-05T10:50', '2026-01-05T11:10')))
    const within = { from: instant('2026-01-05T10:00'), to: instant('2026-01-05T12:00') }
    await eraseInterval(folder, { actor: operator(), purpose: 'a request' }, 'W1', within)
    const kept = await records.query<{ finding: Finding }>('select finding from incident_revisions')
    expect(kept.map(({ finding }) => finding.evidence)).toEqual([[], []])
    expect(JSON.stringify(kept)).not.toContain('latitude')
    expect(await records.query('select positions from violation_stretches')).toEqual([
      { positions: [] },
    ])
    expect(await revisions()).toEqual(['first actual', 'erased actual'])
    // Nor does it come back with what memory held, or with the same report.
    at('2026-01-05T11:20')
    await hear(monitoring, entry, w1(stay(ELSEWHERE, '2026-01-05T12:00', '2026-01-05T12:10')))
    expect(await revisions()).toEqual(['first actual', 'erased actual'])
  })

  test('lets go of positions that it stood on when it was said to last longer', async () => {
    const people = watchedPeople(1)
    const monitoringOrders = people.monitoringOrders.map(({ conditions, ...order }) => ({
      ...order,
      conditions: conditions.filter(({ kind }) => kind === 'zone'),
    }))
    await keepPeople(folder, { ...people, monitoringOrders })
    at('2026-01-05T10:00')
    const monitoring = await open()
    await hear(monitoring, w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-08T10:30', 10)))
    // Late, and better: it was out again on the first day.
    await records.query('delete from violation_stretches')
    await records.query("update incidents set revision = 2, ends_at = '2026-01-05T12:00Z'")
    await records.query(
      `insert into incident_revisions (incident_id, revision, said_at, why, stage, starts_at, ends_at, finding)
       select incident_id, 2, said_at, 'late-data', stage, starts_at, '2026-01-05T12:00Z',
         '{"evidence": [], "counted": []}' from incident_revisions`,
    )
    const within = { from: instant('2026-01-08T00:00'), to: instant('2026-01-09T00:00') }
    await eraseInterval(folder, { actor: operator(), purpose: 'a request' }, 'W1', within)
    const [first] = await records.query<{ finding: Finding }>(
      'select finding from incident_revisions order by revision',
    )
    const captured = [
      ...(first?.finding.evidence ?? []),
      ...(first?.finding.counted ?? []).flatMap(({ positions }) => positions),
    ].map(({ capturedAt }) => capturedAt)
    expect(captured.filter((instant) => instant >= within.from)).toEqual([])
  })

  test('keeps incidents until nothing was said or done of them for as long as allowed', async () => {
    await keepPeople(folder, watchedPeople(2))
    at('2026-01-05T10:00')
    const monitoring = await open()
    await hear(
      monitoring,
      w1(stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40')),
      heardOf('D2', stay(FORBIDDEN, '2026-01-05T10:30', '2026-01-05T10:40')),
    )
    await hear(
      monitoring,
      w1(stay(ELSEWHERE, '2026-01-05T10:50', '2026-01-05T11:10')),
      heardOf('D2', stay(ELSEWHERE, '2026-01-05T10:50', '2026-01-05T11:10')),
    )
    const later = instant('2026-02-05T10:00')
    expect(await countOldIncidents(records, later, [])).toBe(0)
    await records.query("update incidents set resolved_at = '2026-01-06'")
    expect(await countOldIncidents(records, instant('2026-01-05T10:00'), [])).toBe(0)
    expect(await countOldIncidents(records, later, ['W1'])).toBe(1)
    expect(await deleteOldIncidents(records, later, ['W1'])).toBe(1)
    expect(await incidents()).toEqual([expect.stringContaining('W1 exclusion-entered')])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../src/app/asker.ts'
import { completeDeletions, noteSwept } from '../../src/app/complete-deletions.ts'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import { eraseInterval } from '../../src/app/erase-interval.ts'
import { patternOptions } from '../../src/app/patterns/pattern-options.ts'
import { Patterns } from '../../src/app/patterns/patterns.ts'
import { readPatterns } from '../../src/app/patterns/read-patterns.ts'
import { defaultPolicy } from '../../src/ingest/policy-json.ts'
import type { Observation } from '../../src/monitoring/finding.ts'
import { insertAccount } from '../../src/store/records/account-records.ts'
import {
  noteDays,
  noteDaysOfWearers,
  noteDaysTouched,
} from '../../src/store/records/pattern-notes.ts'
import { daysOf, signsOf } from '../../src/store/records/pattern-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { visiblePerson } from '../../src/store/records/visible-person.ts'
import { instant, stay } from '../support/monitored.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'
import { archiveReports, heardOf, keepPeople, watchedPeople } from '../support/watched-wearers.ts'

const NOW = instant('2026-01-20T12:00')
const FEW = { from: instant('2026-01-01T00:00'), to: Infinity }
const [HOME, WORK, FRIEND] = [0, 3, -6]
const MINUTE = 60_000

/** January's days: a night at home, work from nine to five, the evening at home. */
function usualDay(number: number): Observation[] {
  const day = `2026-01-${String(number).padStart(2, '0')}`
  return [
    ...stay(HOME, `${day}T00:00`, `${day}T08:30`, 5),
    ...stay(WORK, `${day}T09:00`, `${day}T17:00`, 5),
    ...stay(HOME, `${day}T17:30`, `${day}T23:55`, 5),
  ]
}

const usualDays = Array.from({ length: 12 }, (_, i) => usualDay(i + 5)).flat()
/** The 17th: at a friend's from nine, and for the night. */
const oddDay = [
  ...stay(HOME, '2026-01-17T00:00', '2026-01-17T08:30', 5),
  ...stay(FRIEND, '2026-01-17T09:00', '2026-01-18T06:30', 5),
  ...stay(HOME, '2026-01-18T07:00', '2026-01-18T23:55', 5),
]

describe.each(recordsTwins())('patterns, with records on $name,', (twin) => {
  let records: Records
  let place: ArchivePlace
  let folder: DataFolder
  let now = NOW
  const viewers: Record<string, number> = {}
  const as = (name: string) => ({ accountId: viewers[name] ?? 0, at: NOW })
  const test = twin.missing ? it.skip : it
  const within = { first: '2026-01-01', last: '2026-01-31' }

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const details = [
      { username: 'one', role: 'probation-practitioner', practitioner: 'P One' },
      { username: 'two', role: 'probation-practitioner', practitioner: 'P Two' },
      { username: 'officer', role: 'monitoring-officer' },
    ] as const
    for (const each of details) {
      const { id } = await insertAccount(records, { name: each.username, ...each }, FEW.from)
      viewers[each.username] = id
    }
  })
  beforeEach(async () => {
    if (twin.missing) return
    await records.query(
      `truncate imports, wearer_days, wearer_signs, days_to_make, deletions, monitoring_progress cascade`,
    )
    const [chdb] = archiveTwins()
    if (!chdb) throw new Error('there is no engine')
    place = await chdb.place()
    const opened = await place.open({ now: () => now })
    await opened.migrate()
    const days = new DaysInMemory(opened, 2 ** 30)
    folder = { records, archive: days.archive, days }
    now = NOW
    return async () => {
      await folder.archive.close()
      await place.remove()
    }
  })
  afterAll(async () => {
    await records?.close()
    await twin.stop()
  })

  /** W1, whose practitioner is One, under a trail condition from an instant on. */
  const keepW1 = (trail = FEW) => {
    const people = watchedPeople(1)
    const condition = { id: 'trail', kind: 'trail' as const, crimeMapping: true, ...trail }
    return keepPeople(folder, {
      ...people,
      monitoringOrders: people.monitoringOrders.map((order) => ({
        ...order,
        conditions: [condition],
      })),
      allocations: [{ deviceWearerId: 'W1', practitioner: 'P One', team: 'North', ...FEW }],
    })
  }
  /** As an import or a segment of reports does. */
  const arrive = async (observations: readonly Observation[]) => {
    await archiveReports(folder, [heardOf('D1', observations)])
    const [from = 0, to = from] = [observations[0]?.capturedAt, observations.at(-1)?.capturedAt]
    await records.transaction((transaction) =>
      noteDaysTouched(transaction, [{ deviceId: 'D1', from, to: to + 1 }], now),
    )
  }
  const patterns = () => new Patterns(folder, { ...patternOptions(defaultPolicy), now: () => now })
  const makeAll = async () => {
    const making = patterns()
    while (await making.look());
    await making.close()
  }
  /** Makes days, and does something else when their positions were read. */
  const meanwhile = async (work: () => Promise<unknown>) => {
    const archive = new Proxy(folder.archive, {
      get(real, name) {
        if (name !== 'read') return Reflect.get(real, name).bind(real)
        return async (...asked: Parameters<typeof real.read>) => {
          const read = await real.read(...asked)
          await work()
          return read
        }
      },
    })
    const options = { ...patternOptions(defaultPolicy), now: () => now }
    await new Patterns({ ...folder, archive }, options).look()
  }
  const days = (name = 'one') => daysOf(records, as(name), 'W1', within)
  const signs = async (name = 'one') =>
    (await signsOf(records, as(name), 'W1', within)).map(({ kind, day }) => `${day} ${kind}`)
  const waiting = async () => {
    const rows = await records.query<{ day: string }>('select day from days_to_make order by day')
    return rows.map(({ day }) => day)
  }

  test('makes days from lawful positions, finds home by nights, and says what is unusual', async () => {
    await keepW1()
    await arrive([...usualDays, ...oddDay])
    await makeAll()
    const made = await days()
    expect(made.map(({ day }) => day.slice(8)).join(' ')).toBe(
      '05 06 07 08 09 10 11 12 13 14 15 16 17 18',
    )
    expect(made[0]?.home).toMatchObject({ said: 'nights' })
    expect(made[3]?.minutes.home).toBeGreaterThan(850)
    // On the way nothing was heard.
    expect(made[3]?.minutes.away).toBe(480)
    expect(made[12]).toMatchObject({ day: '2026-01-17' })
    expect(await signs()).toEqual([
      '2026-01-18 away-overnight',
      '2026-01-17 less-time-at-home',
      '2026-01-17 new-place',
    ])
    expect(await waiting()).toEqual([])
    const [event] = await records.query<{ entry: string }>(
      "select entry from audit_events where entry like '%Whereabouts patterns%' order by id desc",
    )
    expect(JSON.parse(event?.entry ?? '{}')).toMatchObject({
      ...{ action: 'combine', what: 'patterns of days', subjects: ['W1'] },
      details: { wearers: 1, days: 14 },
    })
  })

  test('are seen by whoever may see the person, and by nobody else', async () => {
    await keepW1()
    await arrive([...usualDays, ...oddDay])
    await makeAll()
    const period = { from: instant('2026-01-14T00:00'), to: instant('2026-01-19T00:00') }
    for (const name of ['one', 'two'] as const) {
      const sees = name === 'one'
      expect((await days(name)).length).toBe(sees ? 14 : 0)
      expect((await signs(name)).length).toBe(sees ? 3 : 0)
    }
    const person = await visiblePerson(records, as('one'), 'W1')
    if (!person) throw new Error('W1 is not to be seen')
    const read = await readPatterns(folder, as('one'), person, period, NOW)
    expect(read.days.map(({ day, summary }) => [day, summary !== undefined])).toEqual([
      ['2026-01-14', true],
      ['2026-01-15', true],
      ['2026-01-16', true],
      ['2026-01-17', true],
      ['2026-01-18', true],
    ])
    expect(read.places.map(({ home, visits }) => [home, visits.length > 5])).toEqual([
      ['Home', true],
      [undefined, true],
      [undefined, false],
    ])
    expect(read.newPlaces.map(({ day }) => day)).toEqual(['2026-01-17'])
    expect(read.places[1]?.hours[1]?.[12]).toBeGreaterThan(60)
    const unseen = await readPatterns(folder, as('two'), person, period, NOW)
    expect([unseen.places, unseen.signs]).toEqual([[], []])
  })

  test('says nothing of what no trail condition lets be looked at', async () => {
    await keepW1({ from: instant('2026-01-10T12:00'), to: instant('2026-01-12T12:00') })
    await arrive([...usualDays, ...oddDay])
    await makeAll()
    const made = await days()
    expect(made.map(({ day }) => day)).toEqual(['2026-01-10', '2026-01-11', '2026-01-12'])
    expect(made.map(({ minutes: { home, away, notKnown } }) => home + away + notKnown)).toEqual([
      720, 1440, 720,
    ])
    // The condition had never been: nothing is left, and a page shows nothing until then either.
    await keepW1({ from: instant('2025-01-10T12:00'), to: instant('2025-01-12T12:00') })
    const person = await visiblePerson(records, as('one'), 'W1')
    const period = { from: instant('2026-01-05T00:00'), to: instant('2026-01-19T00:00') }
    if (!person) throw new Error('W1 is not to be seen')
    expect((await readPatterns(folder, as('one'), person, period, NOW)).places).toEqual([])
    now += 11 * MINUTE
    await noteDaysOfWearers(records, ['W1'], { from: -Infinity, to: Infinity }, now)
    await makeAll()
    expect(await days()).toEqual([])
  })

  test('makes again what late positions change, and only that, and no sooner than ten minutes after', async () => {
    await keepW1()
    await arrive(usualDays)
    await makeAll()
    expect(await signs()).toEqual([])
    await arrive(stay(FRIEND, '2026-01-16T20:00', '2026-01-16T22:00', 5))
    // The evening reaches into the next day, of which nothing is known.
    expect(await waiting()).toEqual(['2026-01-16', '2026-01-17'])
    await makeAll()
    expect(await waiting()).toEqual(['2026-01-16'])
    now += 11 * MINUTE
    await makeAll()
    expect(await waiting()).toEqual([])
    const before = await records.query('select made_at from wearer_days group by made_at')
    expect(before).toHaveLength(2)
  })

  test('makes a day again of which positions came while it was made', async () => {
    await keepW1()
    await arrive(usualDay(5))
    await meanwhile(() => arrive(stay(FRIEND, '2026-01-05T17:10', '2026-01-05T17:20', 5)))
    expect(await waiting()).toEqual(['2026-01-05'])
    expect((await days())[0]?.stays).toHaveLength(3)
  })

  test('says the same of the last days when days of long ago are made', async () => {
    await keepW1()
    now = instant('2026-01-19T12:00')
    await arrive([...usualDays, ...oddDay])
    await makeAll()
    const before = await signs()
    expect(before).toHaveLength(3)
    now += 11 * MINUTE
    await noteDays(records, [{ deviceWearerId: 'W1', day: '2025-10-01' }])
    await makeAll()
    expect(await signs()).toEqual(before)
    await noteDays(records, [{ deviceWearerId: 'W1', day: '2026-01-10' }])
    await makeAll()
    expect(await signs()).toEqual(before)
  })

  test('makes no days of instants that a broken clock said', async () => {
    await keepW1()
    for (const text of ['-000001-12-31T00:00', '1969-12-31T23:00', '2099-01-01T00:00']) {
      const from = instant(text)
      await records.transaction((transaction) =>
        noteDaysTouched(transaction, [{ deviceId: 'D1', from, to: from + 1 }], now),
      )
    }
    expect(await waiting()).toEqual([])
  })

  test('takes up what a killed process left, and a folder of which nothing was made', async () => {
    await keepW1()
    await archiveReports(folder, [heardOf('D1', usualDays)])
    const cut = new AbortController()
    cut.abort()
    expect(await patterns().look(cut.signal)).toBe(false)
    expect(await waiting()).toHaveLength(12)
    await makeAll()
    expect(await days()).toHaveLength(12)
  })

  test('makes yesterday again when it is over, though nothing came', async () => {
    await keepW1()
    now = instant('2026-01-16T18:00')
    await arrive(usualDays.filter(({ capturedAt }) => capturedAt < now))
    await makeAll()
    now = instant('2026-01-17T00:30')
    await makeAll()
    const [of16th] = await records.query<{ made_at: string }>(
      "select made_at from wearer_days where day = '2026-01-16'",
    )
    expect(of16th?.made_at).toBe('2026-01-17T00:30:00Z')
  })

  test('goes with the positions it stands on, and is made again of what is left', async () => {
    await keepW1()
    await arrive([...usualDays, ...oddDay])
    await makeAll()
    const erased = { from: instant('2026-01-17T08:45'), to: instant('2026-01-18T06:45') }
    await eraseInterval(folder, { actor: operator(), purpose: 'a request' }, 'W1', erased)
    expect((await days()).map(({ day }) => day).at(-1)).toBe('2026-01-16')
    expect(await signs()).toEqual([])
    await makeAll()
    const made = await days()
    expect(made).toHaveLength(14)
    expect(await signs()).toEqual([])
    const places = made.flatMap(({ stays }) => stays.map(({ latitude }) => latitude))
    expect(Math.min(...places)).toBeGreaterThan(53.79)
  })

  test('keeps nothing of positions that were erased while it made a day of them', async () => {
    await keepW1()
    await arrive(usualDay(5))
    await meanwhile(() => eraseInterval(folder, { actor: operator(), purpose: 'x' }, 'W1', FEW))
    expect(await days()).toEqual([])
    await completeDeletions(folder, [])
    await makeAll()
    expect(await days()).toEqual([])
  })

  test('goes when positions are kept no longer, but what a legal hold keeps', async () => {
    await keepW1()
    await arrive(usualDays)
    await makeAll()
    const swept = { kind: 'retention', within: { from: -Infinity, to: NOW } } as const
    await records.query(
      `insert into legal_holds (device_wearer_id, reason, placed_at) values ('W1', 'x', now())`,
    )
    await records.transaction((transaction) => noteSwept(transaction, swept))
    expect(await days()).toHaveLength(12)
    await records.query('truncate legal_holds cascade')
    await records.transaction((transaction) => noteSwept(transaction, swept))
    expect(await days()).toEqual([])
  })
})

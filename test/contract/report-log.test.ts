import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DataFolder } from '../../src/app/data-folder.ts'
import { DaysInMemory } from '../../src/app/days-in-memory.ts'
import type { HeardReport } from '../../src/app/live/heard-report.ts'
import { readFrames, reportFrame } from '../../src/app/live/report-frames.ts'
import { ReportLog } from '../../src/app/live/report-log.ts'
import { formatInstant } from '../../src/domain/instant-text.ts'
import { everyDeviceItsOwnWearer } from '../../src/domain/lawful-intervals.ts'
import { DEGREES_PER_UNIT } from '../../src/domain/position-columns.ts'
import { startDeletion } from '../../src/store/records/deletion-records.ts'
import { eraseDeviceEvents } from '../../src/store/records/live-records.ts'
import type { Records } from '../../src/store/records/records.ts'
import { reportOf } from '../support/device-reports.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'
import { recordsTwins } from '../support/postgres-twins.ts'

const FROM = Date.UTC(2026, 0, 5, 9)
const NEVER_MS = 600_000

/** A crime of one instant. */
async function crimeAt(records: Records, at: string): Promise<void> {
  await records.query(
    `with import as (
       insert into imports (kind, file_name, started_at) values ('crimes', 'a test', now()) returning id
     ), crime as (
       insert into crimes (police_force, crime_reference) values ('Cheshire', 'G/1') returning id
     )
     insert into crime_versions
       (crime_id, version, crime_type, window_from, window_to, sent_latitude, sent_longitude,
        latitude, longitude, crime_text, changes, batch_id, import_id, file_row)
     select crime.id, 1, 'BIAD', $1::timestamptz, $1::timestamptz, 53.8, -4.4, 53.8, -4.4, '',
       '{}', 'CHS20260105', import.id, 1 from import, crime`,
    [at],
  )
}

describe.each(recordsTwins())('the log of reports, with records on $name,', (twin) => {
  let records: Records
  let archive: ArchivePlace
  let folder: DataFolder
  let place: string
  const heard: HeardReport[] = []

  beforeAll(async () => {
    if (twin.missing) return
    await twin.start()
    records = await (await twin.freshPlace())()
    const [chdb] = archiveTwins()
    if (!chdb) throw new Error('there is no engine')
    archive = await chdb.place()
    const opened = await archive.open()
    await opened.migrate()
    await crimeAt(records, '2026-01-05T09:30:00Z')
    const days = new DaysInMemory(opened, 2 ** 30)
    folder = { records, archive: days.archive, days }
    place = join(mkdtempSync(join(tmpdir(), 'whereabouts-live-')), 'live')
  })
  afterAll(async () => {
    await folder?.archive.close()
    await archive?.remove()
    await records?.close()
    await twin.stop()
  })

  const test = twin.missing ? it.skip : it
  /** Not flushed by its timer. */
  const open = (more = {}) =>
    ReportLog.open(folder, {
      place,
      onHeard: (reports) => heard.push(...reports),
      failed: (error) => {
        throw error
      },
      flushAfterMs: NEVER_MS,
      reachMs: 30 * 60_000,
      ...more,
    })
  const kept = async (deviceId: string) => {
    const lawful = everyDeviceItsOwnWearer([deviceId]).ofDevice(deviceId)
    return folder.archive.countLawful(lawful)
  }
  const count = async (statement: string) => {
    const [row] = await records.query<{ found: bigint }>(statement)
    return Number(row?.found)
  }

  test('takes each position once, tells repeats and what is wrong, and keeps what a device said of itself', async () => {
    const log = await open()
    const report = reportOf('D1', FROM, 3, {
      events: [{ deviceId: 'D1', code: 'AL05', occurredAt: FROM, body: { minutes: 4 } }],
      batteryPercent: 71,
      charging: false,
    })
    const [bad] = reportOf('D1', FROM, 1).positions
    const wrong = {
      ...bad,
      row: 4,
      raw: new Uint8Array(),
      fields: { ...bad?.fields, latitude: '91' },
    }
    const first = await log.take({ ...report, positions: [...report.positions, wrong] })
    expect(first).toMatchObject({
      accepted: 3,
      repeats: 0,
      refused: [{ row: 4, code: 'INVALID_LATITUDE' }],
    })
    expect(await log.take(report)).toEqual({
      ...{ accepted: 3, repeats: 3, events: 1, power: true },
      refused: [],
    })
    expect(heard.map(({ observations }) => observations.length)).toEqual([3, 3])
    expect(heard[0]?.observations[0]).toEqual({
      capturedAt: FROM,
      latitude: 538_000_000 * DEGREES_PER_UNIT,
      longitude: -44_000_000 * DEGREES_PER_UNIT,
      accuracyMetres: 12,
      mechanism: 'GPS',
    })
    // Too long before the crime to be compared with it.
    await log.take(reportOf('D0', FROM - 3_600_000, 1))
    expect(await kept('D1')).toBe(0)
    await log.flush()
    expect(await kept('D1')).toBe(3)
    expect(readdirSync(place)).toEqual([])
    expect(
      await records.query(
        'select device_id, feed, battery_percent, charging, newest_captured_at from device_status order by device_id desc limit 1',
      ),
    ).toEqual([
      {
        device_id: 'D1',
        feed: 'http',
        battery_percent: 71,
        charging: false,
        newest_captured_at: '2026-01-05T09:02:00Z',
      },
    ])
    expect(await records.query('select code, body from device_events')).toEqual([
      { code: 'AL05', body: { minutes: 4 } },
    ])
    // What the platform says in its name is kept, and the device not heard by it.
    const ours = { deviceId: 'D1', code: 'reports-refused', occurredAt: FROM + 1, body: {} }
    await log.takeChecked({
      ...{ deviceId: 'D1', feed: 'http', receivedAt: FROM + 3_600_000, positions: [] },
      ...{ events: [ours], refused: [], isOurs: true },
    })
    await log.flush()
    const heardAt = '2026-01-05T09:03:00Z'
    expect(
      await records.query(
        `select status.last_heard_at, feeds.last_heard_at as feed_at,
           (select code from device_events order by id desc limit 1) as code
         from device_status as status join feeds on feeds.name = status.feed where device_id = 'D1'`,
      ),
    ).toEqual([{ last_heard_at: heardAt, feed_at: heardAt, code: 'reports-refused' }])
    expect(await count('select count(*) as found from refused_reports')).toBe(1)
    expect(
      await records.query('select device_id, cause, starts_at, ends_at from changed_stretches'),
    ).toEqual([
      {
        device_id: 'D1',
        cause: 'positions',
        starts_at: '2026-01-05T09:00:00Z',
        ends_at: '2026-01-05T09:02:00.001Z',
      },
    ])
    await log.close()
    await expect(log.take(report)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })

  test('is read again by the next process, once, without what was never acknowledged', async () => {
    // Ends as a killed process does: nothing of it is flushed.
    const killed = await open()
    await killed.take(reportOf('D2', FROM, 4))
    const [file = ''] = readdirSync(place)
    appendFileSync(join(place, file), Buffer.from([40, 0, 0, 0, 1, 2, 3, 4, 123]))
    heard.length = 0
    const next = await open()
    expect(heard.map(({ deviceId, observations }) => [deviceId, observations.length])).toEqual([
      ['D2', 4],
    ])
    await next.flush()
    expect(await kept('D2')).toBe(4)
    expect(await next.take(reportOf('D2', FROM, 4))).toMatchObject({ accepted: 4, repeats: 4 })
    await next.close()
    // What it still held goes the same way once more, and adds nothing.
    await killed.close()
    expect(await kept('D2')).toBe(4)
  })

  test('sets aside what the records cannot hold, and keeps everybody else’s', async () => {
    const killed = await open()
    await killed.take(reportOf('D20', FROM, 2))
    // No report is taken like that; an older version may have.
    const poison = {
      ...reportOf('D21', FROM, 1),
      ...{ batteryPercent: 1e300, powerAt: FROM },
      positions: [],
      refused: [],
    }
    const [file = ''] = readdirSync(place).filter((name) => name.endsWith('.reports'))
    appendFileSync(join(place, file), reportFrame(poison))
    appendFileSync(
      join(place, file),
      reportFrame({ ...poison, deviceId: 'D22', batteryPercent: 5 }),
    )
    const faults: unknown[] = []
    const next = await open({ failed: (error: unknown) => faults.push(error), againAfterMs: 1 })
    await next.flush()
    await next.close()
    expect(await kept('D20')).toBe(2)
    const [heardOf] = await records.query(
      `select device_id from device_status where device_id = 'D22'`,
    )
    expect(heardOf).toEqual({ device_id: 'D22' })
    const [aside = ''] = readdirSync(join(place, 'aside'))
    const left = readFrames(readFileSync(join(place, 'aside', aside)))
    expect(left.map(({ deviceId }) => deviceId)).toEqual(['D21'])
    expect(readdirSync(place)).toEqual(['aside'])
    expect(
      await count(`select count(*) as found from refused_reports where reason like '%${aside}'`),
    ).toBe(1)
    expect(String(faults.at(-1))).toContain('1 report of devices')
    await killed.close()
  })

  test('takes a report of 40 days, and refuses what is of more', async () => {
    const log = await open()
    const daily = reportOf('D23', FROM, 42)
    const positions = daily.positions.map((position, index) => ({
      ...position,
      fields: { ...position.fields, captured_at: formatInstant(FROM - index * 86_400_000) },
    }))
    const taken = await log.take({ ...daily, positions })
    expect(taken).toMatchObject({ accepted: 40 })
    expect(taken.refused.map(({ row, code }) => [row, code])).toEqual([
      [41, 'TOO_MANY_DAYS'],
      [42, 'TOO_MANY_DAYS'],
    ])
    await log.close()
  })

  test('tells of a low charge, and of it being charged by the process after it, at the time of the readings', async () => {
    const now = Math.floor(Date.now() / 60_000) * 60_000 - 600_000
    const levels = { batteryPercent: { low: 15, charged: 30 } }
    const says = (minute: number, batteryPercent: number) => ({
      ...reportOf('D24', now + minute * 60_000, 1),
      batteryPercent,
    })
    heard.length = 0
    const first = await open(levels)
    await first.take(says(0, 40))
    await first.take(says(2, 14))
    await first.take(says(1, 15))
    await first.close()
    const second = await open(levels)
    await second.take(says(3, 20))
    await second.take(says(4, 85))
    await second.close()
    const events = heard.flatMap(({ events: of }) => of)
    expect(events.map(({ code, occurredAt, body }) => [code, occurredAt - now, body])).toEqual([
      ['battery-percent-low', 120_000, { percent: 14 }],
      ['battery-percent-low', 60_000, { percent: 15 }],
      ['battery-percent-charged', 240_000, { percent: 85 }],
    ])
    const keptEvents = await records.query(
      `select code from device_events where device_id = 'D24' order by occurred_at`,
    )
    expect(keptEvents).toEqual(events.map(({ code }) => ({ code })))
  })

  const MINUTE = 60_000
  const levels = { batteryPercent: { low: 15, charged: 30 } }
  const lately = () => Math.floor(Date.now() / MINUTE) * MINUTE - 600_000
  const charge = async (deviceId: string, from: number) => {
    const [row] = await records.query<{ battery_percent: number; battery_at: string }>(
      'select battery_percent, battery_at from device_status where device_id = $1',
      [deviceId],
    )
    return [row?.battery_percent, (Date.parse(row?.battery_at ?? '') - from) / MINUTE]
  }
  const wordsOf = async (deviceId: string, from: number) => {
    const rows = await records.query<{ code: string; occurred_at: string }>(
      'select code, occurred_at from device_events where device_id = $1 order by occurred_at, code',
      [deviceId],
    )
    return rows.map((row) => [row.code, (Date.parse(row.occurred_at) - from) / MINUTE])
  }

  test('knows the newest charge by when it was measured, whatever comes after it, and so does the process after', async () => {
    const from = lately()
    const says = (minute: number, batteryPercent: number) =>
      reportOf('D25', from + minute * MINUTE, 1, { batteryPercent })
    for (const late of [2, 3]) {
      const log = await open(levels)
      await log.take(says(5, 80))
      await log.flush()
      await log.take(says(late, 12))
      await log.close()
      expect(await charge('D25', from)).toEqual([80, 5])
    }
    const expected = [
      ['battery-percent-low', 2],
      ['battery-percent-charged', 5],
    ]
    expect(await wordsOf('D25', from)).toEqual(expected)
  })

  test('of two charges of one instant lets the lower stand, whichever comes first, together or not', async () => {
    const from = lately()
    const orders = [
      [9, 70],
      [70, 9],
    ] as const
    for (const [index, order] of orders.entries()) {
      for (const isApart of [true, false]) {
        const deviceId = `D26-${index}-${isApart}`
        const log = await open(levels)
        for (const batteryPercent of order) {
          await log.take(reportOf(deviceId, from, 1, { batteryPercent }))
          if (isApart) await log.flush()
        }
        await log.close()
        expect(await charge(deviceId, from)).toEqual([9, 0])
        expect(await wordsOf(deviceId, from)).toEqual([['battery-percent-low', 0]])
      }
    }
  })

  test('says of charges what it would have said had no restart come between any two reports', async () => {
    const from = lately() - 60 * MINUTE
    type Said = { readonly batteryPercent?: number; readonly charging?: boolean }
    const readings: readonly (readonly [minute: number, Said])[] = [
      // Charged, then between the levels; a low one of before comes late: it is over where it was charged.
      [5, { batteryPercent: 80 }],
      [6, { batteryPercent: 20 }],
      [3, { batteryPercent: 12 }],
      // Off the charger nobody says a percentage: it is not the low one of before.
      [20, { batteryPercent: 9 }],
      [22, { charging: true }],
      [24, { charging: false }],
      [19, { batteryPercent: 8 }],
      // Of one instant, each after the other.
      [30, { batteryPercent: 70 }],
      [30, { batteryPercent: 14 }],
      [30, { batteryPercent: 11 }],
      [31, { batteryPercent: 25 }],
      [29, { batteryPercent: 90 }],
      [28, { batteryPercent: 10.5 }],
      [40, { batteryPercent: 55 }],
    ]
    const said = (deviceId: string, [minute, more]: (typeof readings)[number]) =>
      reportOf(deviceId, from + minute * MINUTE, 0, more)
    const once = await open(levels)
    for (const reading of readings) await once.take(said('D29', reading))
    await once.close()
    const killed: ReportLog[] = []
    for (const [index, reading] of readings.entries()) {
      const log = await open(levels)
      await log.take(said('D30', reading))
      // One is ended; of the next what it wrote is found by the one after it.
      if (index % 2 === 0) await log.close()
      else killed.push(log)
    }
    await (await open(levels)).close()
    const words = (deviceId: string) =>
      records.query(
        'select code, occurred_at, body from device_events where device_id = $1 order by occurred_at, code',
        [deviceId],
      )
    const expected = await words('D29')
    expect(await wordsOf('D29', from)).toEqual([
      ['battery-percent-low', 3],
      ['battery-percent-charged', 5],
      ['battery-percent-low', 19],
      ['battery-percent-low', 20],
      ['battery-percent-charged', 22],
      ['battery-percent-low', 28],
      ['battery-percent-low', 30],
      ['battery-percent-charged', 40],
    ])
    expect(await words('D30')).toEqual(expected)
    for (const log of killed) await log.close()
  })

  test('remembers of charges what is left when something was erased', async () => {
    const from = lately()
    const says = (minute: number, batteryPercent: number) =>
      reportOf('D27', from + minute * MINUTE, 1, { batteryPercent })
    const log = await open(levels)
    for (const [minute, percent] of [
      [1, 9],
      [3, 80],
    ] as const)
      await log.take(says(minute, percent))
    await log.flush()
    const within = { from: from + 2 * MINUTE, to: from + 4 * MINUTE }
    await startDeletion(records, {
      ...{ kind: 'erasure', subject: 'positions', deviceId: 'D27', within },
      ...{ reason: 'a test', startedAt: from },
    })
    await records.transaction((each) => eraseDeviceEvents(each, within, { deviceId: 'D27' }))
    await log.forgetErased()
    // What is erased comes again, and is not remembered either.
    await log.take(says(3, 80))
    await log.take(says(5, 90))
    await log.close()
    expect(await wordsOf('D27', from)).toEqual([
      ['battery-percent-low', 1],
      ['battery-percent-charged', 5],
    ])
    expect(await charge('D27', from)).toEqual([90, 5])
  })

  test('reads a charge that a vendor’s tag tells as an event, and lets nobody speak as the platform', async () => {
    const from = lately()
    const event = (minute: number, code: string, body = {}) => ({
      ...{ deviceId: 'D28', code, occurredAt: from + minute * MINUTE },
      body,
    })
    const told = 'EV_REPORT_TRACKER_BATTERY_PERCENTAGE'
    const log = await open(levels)
    const taken = await log.take(
      reportOf('D28', from, 0, {
        events: [
          event(1, told, { Battery: '12', unit: 'x' }),
          event(2, 'battery-percent-charged'),
          event(3, 'reports-within-allowance'),
          event(4, told, { percent: 11 }),
        ],
      }),
    )
    expect(taken).toMatchObject({ accepted: 0, events: 2, power: false })
    expect(taken.refused.map(({ row, code }) => [row, code])).toEqual([
      [2, 'INVALID_EVENT_CODE'],
      [3, 'INVALID_EVENT_CODE'],
    ])
    await log.close()
    expect(await wordsOf('D28', from)).toEqual([
      [told, 1],
      ['battery-percent-low', 1],
      [told, 4],
    ])
    expect(await charge('D28', from)).toEqual([11, 4])
  })

  test('brings nothing back that was erased', async () => {
    await startDeletion(records, {
      kind: 'erasure',
      subject: 'positions',
      deviceId: 'D3',
      within: { from: FROM + 60_000, to: FROM + 180_000 },
      reason: 'a test',
      startedAt: FROM,
    })
    const log = await open()
    await log.take(reportOf('D3', FROM, 5))
    // Nor what its battery was then.
    await log.take(reportOf('D3', FROM + 60_000, 2, { batteryPercent: 50 }))
    await log.close()
    expect(await kept('D3')).toBe(3)
    expect(
      await records.query(`select battery_percent from device_status where device_id = 'D3'`),
    ).toEqual([{ battery_percent: null }])
  })

  test('keeps no word of a device in what is erased, but of who is held', async () => {
    const codes = async () => {
      const rows = await records.query<{ code: string }>(
        `select code from device_events where device_id = 'D6' order by occurred_at`,
      )
      return rows.map(({ code }) => code)
    }
    const events = ['FIRST', 'SECOND', 'THIRD'].map((code, index) => ({
      deviceId: 'D6',
      code,
      occurredAt: FROM + index * 60_000,
      body: {},
    }))
    const charge = () =>
      records.query(`select battery_percent from device_status where device_id = 'D6'`)
    const log = await open()
    await log.take(reportOf('D6', FROM, 3, { events }))
    await log.close()
    // While W6 wore it.
    await records.query(
      `update device_status set battery_percent = 60, battery_at = $1 where device_id = 'D6'`,
      [new Date(FROM).toISOString()],
    )
    await records.query(
      `insert into device_activations
         (id, device_id, device_wearer_id, starts_at, ends_at, import_id, ordinal)
       select 'A', 'D6', 'W6', $1, $2, min(id), 0 from imports`,
      [new Date(FROM).toISOString(), new Date(FROM + 60_000).toISOString()],
    )
    const all = { from: -Infinity, to: FROM + 120_000 }
    await records.transaction((each) => eraseDeviceEvents(each, all, { but: ['W6'] }))
    expect(await codes()).toEqual(['FIRST', 'THIRD'])
    expect(await charge()).toEqual([{ battery_percent: 60 }])
    await records.transaction((each) => eraseDeviceEvents(each, all, { deviceId: 'D6' }))
    expect(await codes()).toEqual(['THIRD'])
    expect(await charge()).toEqual([{ battery_percent: null }])
  })

  test('acknowledges nothing where it cannot be written, and goes on when it can', async () => {
    const log = await open()
    rmSync(place, { recursive: true })
    await expect(log.take(reportOf('D4', FROM, 1))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    await (await open()).close()
    expect(await log.take(reportOf('D4', FROM, 1))).toMatchObject({ accepted: 1, repeats: 0 })
    await log.close()
    expect(await kept('D4')).toBe(1)
  })

  test('takes no more than it may hold', async () => {
    const log = await open({ mostBytes: 10 })
    await log.take(reportOf('D5', FROM, 1))
    await expect(log.take(reportOf('D5', FROM + 600_000, 1))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    await log.flush()
    expect(await log.take(reportOf('D5', FROM + 600_000, 1))).toMatchObject({ accepted: 1 })
    await log.close()
    expect(await kept('D5')).toBe(2)
  })

  test('takes of one device no more than its share once half the room is taken, and everything of another', async () => {
    const log = await open({ mostBytes: 4000 })
    const takes = (report: number) => log.take(reportOf('P7', FROM + report * 600_000, 3))
    let taken = 0
    const refused = async (): Promise<unknown> => {
      await takes(taken)
      taken++
      return refused()
    }
    await expect(refused()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect(await log.take(reportOf('P8', FROM, 1))).toMatchObject({ accepted: 1 })
    await log.flush()
    expect(await takes(taken)).toMatchObject({ accepted: 3 })
    await log.close()
    expect([await kept('P7'), await kept('P8')]).toEqual([3 * taken + 3, 1])
  })

  test('takes nothing that cannot be kept: one device stops no other', async () => {
    const long = Array.from({ length: 3000 }, (_, index) => String.fromCharCode(0x4e00 + index))
    const events = [long.join(''), 'A\0\uD800'].map((code) => ({
      ...{ deviceId: 'P1', code, occurredAt: FROM },
      body: { '\0': '\uDC00', most: Number.MAX_VALUE, least: Number.MIN_VALUE },
    }))
    const [one] = reportOf('P1', FROM, 1).positions
    const oddities = Array.from({ length: 150 }, (_, row) => ({
      ...{ row, raw: new Uint8Array() },
      fields: { ...one?.fields, captured_at: '0000-01-01T00:00:00+14:00', mechanism: `M${row}` },
    }))
    const log = await open()
    expect(await log.take(reportOf('P1', FROM, 1, { batteryPercent: 1e-50 }))).toMatchObject({
      accepted: 1,
    })
    expect(await log.take(reportOf('P1', FROM, 0, { events, positions: oddities }))).toMatchObject({
      accepted: 100,
      refused: [
        ...Array.from({ length: 50 }, () => ({ code: 'INVALID_MECHANISM' })),
        { code: 'INVALID_EVENT_CODE' },
      ],
    })
    expect(await log.take(reportOf(long.join(''), FROM, 1))).toMatchObject({
      accepted: 0,
      refused: [{ code: 'INVALID_DEVICE_ID' }],
    })
    log.refuse({ feed: 'mqtt', deviceId: long.join(''), receivedAt: FROM, reason: 'Not let in' })
    await log.flush()
    await log.close()
    expect(await kept('P1')).toBe(101)
  })

  test('is not filled by reports of nothing but faults', async () => {
    const log = await open()
    const positions = Array.from({ length: 5000 }, (_, row) => ({
      ...{ row, raw: new Uint8Array(), fields: {} },
    }))
    const { refused } = await log.take(reportOf('P2', FROM, 0, { positions }))
    expect(refused.length).toBe(15_000)
    const [file = ''] = readdirSync(place)
    expect(statSync(join(place, file)).size).toBeLessThan(50_000)
    await log.close()
  })

  test('keeps those who come together in one write, and every one of them', async () => {
    const log = await open()
    const devices = Array.from({ length: 200 }, (_, index) => `G${index}`)
    const taken = await Promise.all(devices.map((device) => log.take(reportOf(device, FROM, 2))))
    expect(taken.every(({ accepted }) => accepted === 2)).toBe(true)
    await log.close()
    const lawful = devices.flatMap((device) => everyDeviceItsOwnWearer([device]).ofDevice(device))
    expect(await folder.archive.countLawful(lawful)).toBe(400)
    const [event] = await records.query<{ entry: string }>(
      'select entry from audit_events order by id desc limit 1',
    )
    expect(JSON.parse(event?.entry ?? '{}')).toMatchObject({
      action: 'collect',
      count: 400,
      username: 'Whereabouts devices',
    })
  })

  test('keeps what was taken so far, though more comes without a pause', async () => {
    const log = await open()
    let isFlushed = false
    const devices = ['UNCEASING1', 'UNCEASING2', 'UNCEASING3']
    const senders = devices.map(async (device) => {
      for (let turn = 0; !isFlushed; turn++) await log.take(reportOf(device, FROM + turn * 1000, 1))
    })
    for (let turn = 0; turn < 3; turn++) await log.take(reportOf('SO_FAR', FROM + turn * 1000, 1))
    await log.flush()
    expect(await kept('SO_FAR')).toBe(3)
    isFlushed = true
    await Promise.all(senders)
    await log.close()
  })
})

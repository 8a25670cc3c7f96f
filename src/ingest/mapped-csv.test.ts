import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceEvent } from '../domain/device-event.ts'
import { formatInstant } from '../domain/instant-text.ts'
import { londonLocal } from '../domain/london-local.ts'
import { detailAt } from '../domain/position-details.ts'
import type { RefusedRow } from '../domain/row-issue.ts'
import { readFeedMapping, readFeeds } from './feed-mapping.ts'
import { MappedCsvReader } from './mapped-csv.ts'
import { mappedEvents } from './mapped-events.ts'
import { mappedPositions } from './mapped-positions.ts'
import { timeReader } from './mapped-time.ts'
import { PositionCollector } from './position-collector.ts'

const encoder = new TextEncoder()
const json = (value: unknown) => encoder.encode(JSON.stringify(value))
const LATEST = Date.parse('2027-01-01T00:00:00Z')

const vendor = {
  holds: 'positions',
  delimiter: ';',
  decimal: ',',
  device: 'Tag No',
  time: { column: 'Fix', format: 'dd/MM/yyyy HH:mm:ss', zone: 'Europe/London' },
  latitude: 'Lat',
  longitude: 'Lon',
  accuracy: 'Err',
  mechanism: 'Src',
  mechanisms: { 1: 'GPS', 4: 'RF', 5: 'LBS', 6: 'WIFI' },
  speed: { column: 'Speed', unit: 'knots' },
  satellites: 'Sats',
}
const HEADER = 'Tag No;Fix;Lat;Lon;Err;Src;Speed;Sats;Firmware\r\n'

function positionsIn(mapping: object, pieces: readonly Uint8Array[]) {
  const found = readFeedMapping(json(mapping))
  if (found.holds !== 'positions') throw new Error('expected positions')
  const refused: RefusedRow[] = []
  const headers: string[] = []
  const collector = new PositionCollector({
    latest: LATEST,
    keepsDetails: true,
    onRefused: (row) => refused.push(row),
    onHeader: (raw) => headers.push(raw),
  })
  const reader = new MappedCsvReader(found, mappedPositions(found, collector))
  for (const piece of pieces) reader.push(piece)
  reader.end()
  const { counts } = collector
  const columns = collector.takeColumns()
  const positions = Array.from({ length: columns.length }, (_, row) => ({
    device: columns.deviceIds[columns.device[row] ?? 0],
    at: formatInstant(columns.capturedAt[row] ?? 0),
    place: [(columns.latitude[row] ?? 0) / 1e7, (columns.longitude[row] ?? 0) / 1e7],
    accuracy: columns.accuracy[row],
    mechanism: columns.mechanisms[columns.mechanism[row] ?? 0],
  }))
  const details = columns.details
  return {
    counts,
    positions,
    refused,
    headers,
    details: Array.from({ length: details?.length ?? 0 }, (_, index) =>
      details ? detailAt(details, index) : undefined,
    ),
  }
}

const read = (mapping: object, text: string) => positionsIn(mapping, [encoder.encode(text)])

describe("a vendor's positions", () => {
  it('are refused with advice in the decimals of the mapping', () => {
    const row = 'T1;01/07/2026 12:30:05;x;-2,9916;12,5;6;10;7;v2\r\n'
    const advice = (mapping: object) =>
      read(mapping, HEADER + row).refused.flatMap(({ issues }) =>
        issues.map(({ requiredAction }) => requiredAction),
      )
    expect(advice(vendor)).toEqual(['Give the latitude in WGS84 decimal degrees with a comma'])
    expect(advice({ ...vendor, decimal: '.' })[0]).toContain('with a point')
  })

  it('are read by the mapping: names, decimals, codes, units and clocks', () => {
    const { positions, details, refused } = read(
      vendor,
      `\uFEFF${HEADER}T1;01/07/2026 12:30:05;53,4084;-2,9916;12,5;6;10;7;v2\r\n"T;2";01/01/2026 12:30:05;53;-3;;9;x;;\r\n`,
    )
    expect(refused).toEqual([])
    expect(positions).toEqual([
      {
        device: 'T1',
        at: '2026-07-01T11:30:05Z',
        place: [53.4084, -2.9916],
        accuracy: 12.5,
        mechanism: 'WIFI',
      },
      {
        device: 'T;2',
        at: '2026-01-01T12:30:05Z',
        place: [53, -3],
        accuracy: Number.NaN,
        mechanism: '9',
      },
    ])
    expect(details).toMatchObject([
      { speedKmh: 18.52, satellites: 7, others: { firmware: 'v2' } },
      { others: { speed_kmh: 'x' } },
    ])
  })

  it('are read without a header by number', () => {
    const mapping = {
      holds: 'positions',
      header: false,
      device: 2,
      time: { column: 1, format: 'epoch-seconds' },
      latitude: 3,
      longitude: 4,
    }
    const { positions, details, headers } = read(mapping, '1767225600,T1,53.4,-2.9,extra\n')
    expect(positions).toMatchObject([{ device: 'T1', at: '2026-01-01T00:00:00Z' }])
    expect(details).toMatchObject([{ others: { column_5: 'extra' } }])
    expect(headers).toEqual(['captured_at,device_id,latitude,longitude,column_5'])
  })

  it('are refused with every fault, by the names the vendor has', () => {
    const { counts, refused } = read(
      vendor,
      `${HEADER};31/02/2026 12:00:00;91;-2,9;;1;;;\r\nT1;25/10/2026 01:30:00;53;-2;;1;;;\r\nT1;29/03/2026 01:30:00;53;-2;;1;;;\r\nT1;short\r\n`,
    )
    expect(counts).toEqual({ rows: 4, accepted: 0, refused: 4, issues: 6 })
    expect(
      refused.map(({ row, issues }) => [row, issues.map(({ code, field }) => `${code} ${field}`)]),
    ).toEqual([
      [2, ['MISSING_DEVICE_ID tag no', 'INVALID_LATITUDE lat', 'INVALID_INSTANT fix']],
      [3, ['INVALID_INSTANT fix']],
      [4, ['INVALID_INSTANT fix']],
      [5, ['INVALID_COLUMN_COUNT ']],
    ])
    expect(refused[1]?.issues[0]?.message).toContain('twice')
    expect(refused[2]?.issues[0]?.message).toContain('leave out')
  })

  it('of the hour that comes twice are taken where a column says which', () => {
    const mapping = { ...vendor, time: { ...vendor.time, clock: 'Clock' } }
    const rows = ['BST', 'GMT', 'PDT'].map((zone) => `T1;25/10/2026 01:30:00;53;-2;;1;;;;${zone}`)
    const { positions, refused } = read(
      mapping,
      `${HEADER.trim()};Clock\n${rows.join('\n')}\nT1;01/07/2026 12:00:00;53;-2;;1;;;;GMT\n`,
    )
    expect(positions.map(({ at }) => at)).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
    expect(refused.map(({ row }) => row)).toEqual([4, 5])
  })

  it('are the same however the bytes are cut, and every row is taken or refused', () => {
    const rows = fc.array(
      fc.constantFrom(
        'T1;01/07/2026 12:30:05;53,4084;-2,9916;12,5;6;10;7;v2',
        '"T""2";01/01/2026 12:30:05;53;-3;;9;x;;"a;b"',
        'T3;nonsense;53;-3;;9;;;',
        'T4;short',
        '"never closed;01/01/2026 12:30:05;53;-3;;9;;;',
        'T5\uFFFD;"text"after;;;;;;;',
      ),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(rows, fc.array(fc.nat(600)), (lines, cuts) => {
        const bytes = encoder.encode(HEADER + lines.map((line) => `${line}\r\n`).join(''))
        const whole = positionsIn(vendor, [bytes])
        expect(whole.counts.rows).toBe(whole.counts.accepted + whole.counts.refused)
        const ends = [...cuts.filter((at) => at < bytes.length), bytes.length].sort((a, b) => a - b)
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
        expect(positionsIn(vendor, pieces)).toEqual(whole)
      }),
    )
  })

  it.each([
    ['', 'it is empty'],
    ['Tag No;Fix;Lat\n', 'it lacks lon, err, src, speed, sats: found "tag no, fix, lat"'],
    [
      '7;05/01/2026 09:00;53,8;-4,4;5;17\n',
      'it lacks tag no, fix, lat, lon, err, src, speed, sats: found no names',
    ],
    [HEADER.replace('Firmware', 'Lat'), 'its header names lat twice'],
    ['\uFFFD"x"y;\n', 'it lacks'],
  ])('of no use are a file that cannot be used: %j', (text, why) => {
    expect(() => read(vendor, text)).toThrow(why)
  })
})

describe("a vendor's events", () => {
  const mapping = readFeedMapping(
    json({
      holds: 'events',
      device: 'tag',
      time: { column: 'at', format: 'iso' },
      code: 'event',
      codes: { 17: 'EV_PID_STRAP_TAMPER_START' },
      body: ['battery'],
    }),
  )

  it('are read by the mapping, and refused row by row', () => {
    if (mapping.holds !== 'events') throw new Error('expected events')
    const events: DeviceEvent[] = []
    const refused: RefusedRow[] = []
    const rows = mappedEvents(
      mapping,
      LATEST,
      (event) => events.push(event),
      (row) => refused.push(row),
    )
    const reader = new MappedCsvReader(mapping, rows)
    reader.push(
      encoder.encode(
        'tag,at,event,battery,other\nT1,2026-07-01T12:00:00Z,17,80,x\nT1,2026-07-01T12:01:00Z,99,,x\n,2026-07-01,,,\nT1,2030-07-01T12:01:00Z,17,,\n' +
          `${'T'.repeat(501)},2026-07-01T12:00:00Z,${'9'.repeat(101)},,\n` +
          'T1,2026-07-01T12:00:00Z,reports-within-allowance,,\n',
      ),
    )
    reader.end()
    const occurredAt = Date.parse('2026-07-01T12:00:00Z')
    expect(events).toEqual([
      { deviceId: 'T1', code: 'EV_PID_STRAP_TAMPER_START', occurredAt, body: { battery: '80' } },
      { deviceId: 'T1', code: '99', occurredAt: occurredAt + 60_000, body: {} },
    ])
    expect(refused.map(({ row, issues }) => [row, issues.map(({ code }) => code)])).toEqual([
      [4, ['MISSING_DEVICE_ID', 'MISSING_COLUMN', 'INVALID_INSTANT']],
      [5, ['INSTANT_IN_FUTURE']],
      [6, ['INVALID_DEVICE_ID', 'INVALID_EVENT_CODE']],
      // Only the platform says it.
      [7, ['INVALID_EVENT_CODE']],
    ])
  })
})

it("times of London's clocks are read back to the instant they were, but for the hour that comes twice", () => {
  const zoned = { column: 'at', format: 'yyyy-MM-dd HH:mm', zone: 'Europe/London' } as const
  const read = timeReader(zoned)
  const withClock = timeReader({ ...zoned, clock: 'zone' })
  const minutes = fc.oneof(
    fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
    fc.integer({ min: Date.UTC(2026, 9, 24, 23), max: Date.UTC(2026, 9, 25, 3) }),
  )
  fc.assert(
    fc.property(minutes, (at) => {
      const minute = Math.floor(at / 60_000) * 60_000
      const { date, time, zone } = londonLocal(minute)
      expect(withClock(`${date} ${time}`, zone)).toBe(formatInstant(minute))
      const guessed = read(`${date} ${time}`, '')
      if (typeof guessed === 'string') expect(guessed).toBe(formatInstant(minute))
      else expect(guessed.why).toContain('twice')
    }),
  )
})

describe('a mapping', () => {
  it.each([
    [{ ...vendor, zone: 'UTC' }, 'zone'],
    [{ ...vendor, latitude: undefined }, 'latitude'],
    [{ ...vendor, holds: 'crimes' }, 'holds'],
    [{ ...vendor, header: false }, 'latitude: "lat" is a name, and there is no header'],
    [{ ...vendor, time: { column: 'Fix', format: 'dd/MM/yyyy HH:mm' } }, 'time'],
    [{ ...vendor, time: { column: 'Fix', format: 'dd/MM HH:mm', zone: 'UTC' } }, 'time'],
    [{ ...vendor, speed: { column: 'Speed', unit: 'furlongs' } }, 'speed.unit'],
  ])('with a fault is refused, and says where: %#', (value, where) => {
    expect(() => readFeedMapping(json(value))).toThrow(where)
  })

  it('is found by feeds, each with a name of its own', () => {
    const feed = { name: 'vendor-a', folder: '/in', mapping: 'a.json' }
    expect(readFeeds(json([feed]))).toEqual([feed])
    expect(() => readFeeds(json([feed, feed]))).toThrow('1.name: "vendor-a" is there twice')
    expect(() => readFeeds(json([{ ...feed, name: 'mqtt' }]))).toThrow('another way in')
    expect(() => readFeeds(json([{ ...feed, name: 'No Name' }]))).toThrow('0.name')
    expect(() => readFeeds(encoder.encode('['))).toThrow('it is not JSON')
  })
})

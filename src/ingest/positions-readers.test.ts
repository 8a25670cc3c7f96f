import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../domain/errors.ts'
import { parseInstant } from '../domain/instant-text.ts'
import { detailAt } from '../domain/position-details.ts'
import type { RefusedRow } from '../domain/row-issue.ts'
import { PositionCollector } from './position-collector.ts'
import { checkPosition, type PositionFields } from './position-row.ts'
import { PositionsCsvReader } from './positions-csv.ts'
import { PositionsNdjsonReader } from './positions-ndjson.ts'

const HEADER = 'device_id,captured_at,latitude,longitude,accuracy_metres,mechanism'
const latest = Date.UTC(2026, 10, 22)
const encoder = new TextEncoder()

/** Reads bytes in the given pieces; what was taken, in words, and what was refused. */
function read(text: string | Uint8Array, { ndjson = false, pieces = [] as number[] } = {}) {
  const refused: RefusedRow[] = []
  const collector = new PositionCollector({
    latest,
    onRefused: (row) => refused.push(row),
    keepsDetails: true,
  })
  const reader = ndjson ? new PositionsNdjsonReader(collector) : new PositionsCsvReader(collector)
  const bytes = typeof text === 'string' ? encoder.encode(text) : text
  let at = 0
  for (const size of pieces) {
    reader.push(bytes.subarray(at, at + size))
    at = Math.min(at + size, bytes.length)
  }
  reader.push(bytes.subarray(at))
  reader.end()
  const columns = collector.builder.build()
  const taken = Array.from({ length: columns.length }, (_, row) => ({
    device: columns.deviceIds[columns.device[row] ?? -1],
    at: columns.capturedAt[row],
    latitude: columns.latitude[row],
    longitude: columns.longitude[row],
    accuracy: columns.accuracy[row],
    mechanism: columns.mechanisms[columns.mechanism[row] ?? -1],
  }))
  const kept = collector.details?.take()
  const details = Object.fromEntries(
    Array.from(kept?.row ?? [], (row, index) => [row, kept && detailAt(kept, index)]),
  )
  return { taken, refused, counts: collector.counts, details }
}

const codes = (rows: RefusedRow[]) =>
  rows.flatMap(({ issues }) => issues.map(({ row, field, code }) => [row, field, code]))

describe('PositionsCsvReader', () => {
  it('reads a byte order mark, CRLF, quotes, other columns and any order of columns', () => {
    const { taken, refused } = read(
      '\uFEFFlongitude,latitude,note,captured_at,device_id,accuracy_metres\r\n' +
        '-4.4,53.8,"a, ""b""\r\nc",2026-03-29T02:15:00+01:00, D1 ,\r\n' +
        '\r\n-4.4,53.80000004,x,2026-03-29T01:15:00.5Z,D1,0\r\n',
    )
    expect(refused).toEqual([])
    expect(taken).toEqual([
      {
        device: 'D1',
        at: Date.UTC(2026, 2, 29, 1, 15),
        latitude: 538000000,
        longitude: -44000000,
        accuracy: Number.NaN,
        mechanism: '',
      },
      {
        device: 'D1',
        at: Date.UTC(2026, 2, 29, 1, 15) + 500,
        latitude: 538000000,
        longitude: -44000000,
        accuracy: 0,
        mechanism: '',
      },
    ])
  })

  it('refuses each fault with its code, field and line', () => {
    const { taken, refused, counts } = read(
      [
        HEADER,
        ',2026-01-01T00:00:00Z,53.8,-4.4,5,GPS',
        'D1,2026-01-01T00:00:00,53.8,-4.4,5,GPS',
        'D1,2027-01-01T00:00:00Z,53.8,-4.4,5,GPS',
        'D1,2026-01-01T00:00:00Z,90.0000001,-180.1,5,GPS',
        'D1,2026-01-01T00:00:00Z,53.8,"-4,4",5,GPS',
        'D1,2026-01-01T00:00:00Z,0,0.00000001,5,GPS',
        'D1,2026-01-01T00:00:00Z,53.8,-4.4,-3,GPS',
        'D1,2026-01-01T00:00:00Z,5.38e1,0x4,NaN,GPS',
        'D1,2026-01-01T00:00:00Z,53.8,-4.4',
        'D1,2026-01-01T00:00:00Z,53,8,-4,4,5,GPS',
        'D1,2026-01-01T00:00:00Z,53.8,-4.4,5,"GPS',
        `D1,2026-01-01T00:00:00Z,53.8,-4.4,5,${'x'.repeat(65)}`,
        'D1,2026-01-01T00:00:00Z,90,180,5,new',
      ].join('\n'),
    )
    expect(codes(refused)).toEqual([
      [2, 'device_id', 'MISSING_DEVICE_ID'],
      [3, 'captured_at', 'INVALID_INSTANT'],
      [4, 'captured_at', 'INSTANT_IN_FUTURE'],
      [5, 'latitude', 'INVALID_LATITUDE'],
      [5, 'longitude', 'INVALID_LONGITUDE'],
      [6, 'longitude', 'INVALID_LONGITUDE'],
      [7, 'latitude', 'NULL_ISLAND'],
      [8, 'accuracy_metres', 'INVALID_ACCURACY'],
      [9, 'latitude', 'INVALID_LATITUDE'],
      [9, 'longitude', 'INVALID_LONGITUDE'],
      [9, 'accuracy_metres', 'INVALID_ACCURACY'],
      [10, 'accuracy_metres', 'MISSING_COLUMN'],
      [11, '', 'INVALID_COLUMN_COUNT'],
      [12, '', 'MALFORMED_CSV'],
      [13, 'mechanism', 'INVALID_MECHANISM'],
    ])
    expect(taken.map(({ mechanism }) => mechanism)).toEqual(['new'])
    expect(counts).toEqual({ rows: 13, accepted: 1, refused: 12, issues: 15 })
    expect(new TextDecoder().decode(refused[1]?.raw)).toBe('D1,2026-01-01T00:00:00,53.8,-4.4,5,GPS')
  })

  it.each([
    ['', 'empty'],
    ['\n\n', 'empty'],
    ['device_id;captured_at\n', 'lacks device_id'],
    ['device_id,captured_at,latitude,longitude\nD1', 'lacks accuracy_metres'],
    [`${HEADER},latitude\n`, 'latitude twice'],
    ['"device_id', 'header cannot be read'],
  ])('cannot read %j', (text, message) => {
    expect(() => read(text)).toThrow(AppError)
    expect(() => read(text)).toThrow(message)
  })

  const value = (...odd: string[]) =>
    fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...odd) }, fc.string({ maxLength: 6 }))
  const row = fc
    .tuple(
      value('D1', 'D2', '', ' D1', '"D1"', 'ü', 'D 3 '),
      value(
        '2026-01-01T00:00:00Z',
        '2026-01-01T00:00:00.25+01:00',
        '2026-02-29T00:00:00Z',
        '2026-01-01T00:00:00',
        '2030-01-01T00:00:00Z',
        '2026-01-01T00:00:00.1234-0330',
        '2026-01-01T25:00:00Z',
      ),
      value(
        '53.8',
        '-0',
        '0',
        '53.800000049',
        '53.80000005',
        '90',
        '90.00000001',
        '+5',
        '.5',
        '5.',
        '1e1',
        '53.8 ',
      ),
      value('-4.4', '0', '0.0', '-179.99999999', '180', '181', '-4,4', '"-4.4"', '00012'),
      value('', '0', '5', '12.345', '-1', '-0', '1234567890123', '5 ', '1e3'),
      value('GPS', 'gps', '', 'LBS', 'x'.repeat(65), 'new ', 'W"IFI'),
    )
    .map((values) => values.join(','))

  it('takes the fast way only where the careful way says the same', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (rows, eol) => {
        const fast = read([HEADER, ...rows, ''].join(eol))
        // An extra quoted column sends every row the careful way.
        const careful = read([`${HEADER},note`, ...rows.map((r) => `${r},"x"`), ''].join(eol))
        // Leave out what is not one row of six fields: a stray quote or line break.
        const whole = (r: string) =>
          r.split(',').every((f) => !f.startsWith('"') || /^"[^"]*"$/.test(f))
        fc.pre(rows.every((r) => !/[\r\n]/.test(r) && r.split(',').length === 6 && whole(r)))
        expect(fast.taken).toEqual(careful.taken)
        expect(codes(fast.refused)).toEqual(codes(careful.refused))
      }),
      { numRuns: 3000 },
    )
  })

  it('loses no row and gives the same answer however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 10 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 }),
        fc.boolean(),
        (rows, eol, pieces, endsWithBreak) => {
          const text = [HEADER, ...rows].join(eol) + (endsWithBreak ? eol : '')
          const whole = read(text)
          expect(read(text, { pieces })).toEqual(whole)
          expect(whole.counts.rows).toBe(whole.counts.accepted + whole.counts.refused)
          expect(whole.taken).toHaveLength(whole.counts.accepted)
          expect(whole.refused).toHaveLength(whole.counts.refused)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('checkPosition()', () => {
  it('rounds degrees half away from zero, to the digit', () => {
    const fields: PositionFields = {
      device_id: 'D1',
      captured_at: '2026-01-01T00:00:00Z',
      latitude: '-53.80000005',
      longitude: '4.39999995',
      accuracy_metres: '',
      mechanism: 'wifi',
    }
    expect(checkPosition(fields, 2, latest)).toEqual({
      deviceId: 'D1',
      capturedAt: parseInstant('2026-01-01T00:00:00Z'),
      latitude: -538000001,
      longitude: 44000000,
      accuracy: Number.NaN,
      mechanism: 'WIFI',
    })
  })
})

describe('both readers', () => {
  const good = ['D1', '2026-01-01T00:00:00Z', '53.8', '-4.4', '5', 'GPS']
  const json = (device: string) =>
    `{"device_id":"${device}","captured_at":"2026-01-01T00:00:00Z","latitude":1,"longitude":1}`

  it.each([0, 3_000_000])(
    'refuse a row that is too long as one row, %d bytes into the file',
    (before) => {
      const filler = Array.from({ length: Math.ceil(before / 40) }, () => good.join(','))
      for (const long of [`D${'x'.repeat(1_100_000)}`, `"${'x'.repeat(1_100_000)}"`]) {
        const rows = [HEADER, ...filler, [long, ...good.slice(1)].join(','), good.join(',')]
        for (const pieces of [[], [1_000_000, 999_999, 1_234_567]]) {
          const { counts, refused, taken } = read(`${rows.join('\n')}\n`, { pieces })
          expect(counts).toMatchObject({ rows: filler.length + 2, refused: 1 })
          expect(refused[0]?.row).toBe(filler.length + 2)
          expect(taken).toHaveLength(filler.length + 1)
        }
      }
      const lines = [...filler.map(() => json('D1')), json('x'.repeat(1_100_000)), json('D1')]
      const ndjson = read(lines.join('\n'), { ndjson: true, pieces: [1_000_000, 999_999] })
      expect(ndjson.counts).toMatchObject({ rows: filler.length + 2, refused: 1 })
    },
  )

  it('refuse bytes that are not UTF-8 rather than take two devices for one, and keep them', () => {
    const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
    const csv = read(
      latin(`${HEADER}\nD\u00e9,${good.slice(1).join(',')}\nD\u00e8,${good.slice(1).join(',')}\n`),
    )
    expect([csv.taken.length, codes(csv.refused)]).toEqual([
      0,
      [
        [2, '', 'MALFORMED_CSV'],
        [3, '', 'MALFORMED_CSV'],
      ],
    ])
    expect(csv.refused[0]?.raw[1]).toBe(0xe9)
    expect(codes(read(latin(json('D\u00e9')), { ndjson: true }).refused)).toEqual([
      [1, '', 'MALFORMED_JSON'],
    ])
  })

  it('take an accuracy as wide as the earth and no wider', () => {
    const { taken, refused } = read(
      [
        HEADER,
        'D1,2026-01-01T00:00:00Z,1,1,40075017,',
        'D1,2026-01-01T00:00:01Z,1,1,40075018,',
        'D1,2026-01-01T00:00:02Z,1,1,40075017.000001,',
        'D1,2026-01-01T00:00:03Z,1,1,"40075017.00000000000000001",',
        'D1,2026-01-01T00:00:04Z,1,1,"40075017.0",',
        `D1,2026-01-01T00:00:05Z,1,1,-0.${'0'.repeat(400)}1,`,
        'D1,2026-01-01T00:00:06Z,1,1,-0,',
        'D1,2026-01-01T00:00:07Z,1,1,999999.99,',
        'D1,2026-01-01T00:00:08Z,1,1,9999.999,',
      ].join('\n'),
    )
    const issue = (row: number) => [row, 'accuracy_metres', 'INVALID_ACCURACY']
    expect(codes(refused)).toEqual([issue(3), issue(4), issue(5), issue(7)])
    // As 32-bit floats.
    const kept = [40_075_016, 40_075_016, 0, 1_000_000, Math.fround(9999.999)]
    expect(taken.map(({ accuracy }) => accuracy)).toEqual(kept)
  })

  it('say that a file is UTF-16', () => {
    expect(() => read(new Uint8Array(Buffer.from(`\uFEFF${HEADER}`, 'utf16le')))).toThrow(
      'it is UTF-16',
    )
  })
})

describe('columns that no comparison reads', () => {
  const columns =
    'device_id,captured_at,latitude,longitude,accuracy_metres,speed_kmh,uploaded_at,note'
  const first = ['2026-01-01T00:00:00Z', '53.8', '-4.4', '5']

  it('are kept: numbers and instants as such, everything else as it came', () => {
    const { details } = read(
      [
        columns,
        ['D1', ...first, '12.5', '2026-01-01T00:02:00Z', 'charging'].join(','),
        ['D1', ...first, 'fast', '2026-01-01', '"a, ""b"""'].join(','),
        ['D1', ...first, '', '', ' '].join(','),
        ['D1', ...first, '1.234', '', ''].join(','),
        '',
      ].join('\n'),
    )
    expect(details).toEqual({
      0: {
        speedKmh: 12.5,
        uploadedAt: Date.UTC(2026, 0, 1, 0, 2),
        others: { note: 'charging' },
      },
      1: { others: { note: 'a, "b"', speed_kmh: 'fast', uploaded_at: '2026-01-01' } },
      3: { others: { speed_kmh: '1.234' } },
    })
  })

  it('are the same read the fast way, the careful way and from NDJSON', () => {
    const cell = fc.constantFrom('', '0', '7', '360', '12.25', '-1', 'x y', '1e3', '99999', '=1')
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const lines = (device: string) =>
          rows.map((cells) => [device, ...first, ...cells].join(',')).join('\n')
        const fast = read(`${columns}\n${lines('D1')}\n`)
        const careful = read(`${columns}\n${lines('"D1"')}\n`)
        const names = columns.split(',')
        const objects = rows.map((cells) =>
          JSON.stringify(
            Object.fromEntries(['D1', ...first, ...cells].map((text, i) => [names[i], text])),
          ),
        )
        expect(careful.details).toEqual(fast.details)
        expect(read(objects.join('\n'), { ndjson: true }).details).toEqual(fast.details)
        expect(fast.taken).toHaveLength(rows.length)
      }),
    )
  })
})

describe('PositionsNdjsonReader', () => {
  it('reads numbers and text, and refuses what is not an object', () => {
    const { taken, refused } = read(
      [
        '{"device_id":"D1","captured_at":"2026-01-01T00:00:00Z","latitude":53.8,"longitude":"-4.4","accuracy_metres":12,"mechanism":"GPS","speed_kmh":3}',
        '',
        '{"device_id":7,"captured_at":"2026-01-01T00:00:00Z","latitude":1e1,"longitude":1e-7,"accuracy_metres":null}',
        '[1]',
        '{"device_id":"D1"',
        '{"device_id":12345678901234567890,"captured_at":"2026-01-01T00:00:00Z"}',
        '{"device_id":"D1","captured_at":1767225600,"latitude":"","longitude":"x","accuracy_metres":"x"}',
        '{"device_id":true,"captured_at":"2026-01-01T00:00:00Z","latitude":1,"longitude":1,"accuracy_metres":1}',
      ].join('\r\n'),
      { ndjson: true, pieces: [5, 100, 7] },
    )
    expect(
      taken.map(({ device, latitude, longitude, accuracy }) => [
        device,
        latitude,
        longitude,
        accuracy,
      ]),
    ).toEqual([
      ['D1', 538000000, -44000000, 12],
      ['7', 100000000, 1, Number.NaN],
    ])
    expect(codes(refused)).toEqual([
      [4, '', 'MALFORMED_JSON'],
      [5, '', 'MALFORMED_JSON'],
      [6, '', 'MALFORMED_JSON'],
      [7, 'captured_at', 'INVALID_INSTANT'],
      [7, 'latitude', 'INVALID_LATITUDE'],
      [7, 'longitude', 'INVALID_LONGITUDE'],
      [7, 'accuracy_metres', 'INVALID_ACCURACY'],
      [8, '', 'MALFORMED_JSON'],
    ])
  })
})

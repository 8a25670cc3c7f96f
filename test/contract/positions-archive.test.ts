import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LawfulInterval } from '../../src/domain/lawful-intervals.ts'
import { detailAt, PositionDetailsBuilder } from '../../src/domain/position-details.ts'
import { distanceMetres, earthPoint } from '../../src/geo/ellipsoid.ts'
import type { ClickhouseArchive } from '../../src/store/positions/clickhouse-archive.ts'
import { migrations } from '../../src/store/positions/migrations.ts'
import { columnsOf, type PositionRow, rowsOf } from '../support/positions-rows.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'

const START = Date.UTC(2026, 0, 5)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const ALWAYS = { from: -Infinity, to: Infinity }

function at(device: string, ms: number, more: Partial<PositionRow> = {}): PositionRow {
  return {
    device,
    at: START + ms,
    latitude: 538_000_000,
    longitude: -44_000_000,
    accuracy: 5,
    mechanism: 'GPS',
    ...more,
  }
}

function lawful(deviceId: string, from = -Infinity, to = Infinity): LawfulInterval {
  return { deviceId, deviceWearerId: `wearer of ${deviceId}`, from, to }
}

const optimise = async (place: ArchivePlace) => {
  await place.execute('OPTIMIZE TABLE positions_by_device FINAL')
  await place.execute('OPTIMIZE TABLE positions_by_place FINAL')
}

describe.each(archiveTwins())('the archive of positions on $name', (twin) => {
  let place: ArchivePlace
  let archive: ClickhouseArchive
  let now = START + 100 * DAY

  beforeEach(async () => {
    place = await twin.place()
    archive = await place.open({ now: () => now })
    await archive.migrate()
  })
  afterEach(async () => {
    await archive.close()
    await place.remove()
  })

  /** Positions of D1, a minute apart, with what is said of them. */
  const detailed = (values: readonly Record<string, string>[]) => {
    const builder = new PositionDetailsBuilder()
    for (const [row, said] of values.entries()) builder.add(row, Object.entries(said))
    const positions = columnsOf(values.map((_, row) => at('D1', row * MINUTE)))
    return { ...positions, details: builder.take() }
  }
  const readDetails = async (intervals: readonly LawfulInterval[], within = ALWAYS) =>
    (await archive.readDetails(intervals, within)).flatMap(({ positions, details }) =>
      Array.from({ length: details.length }, (_, row) => [
        (positions.capturedAt[row] ?? 0) - START,
        detailAt(details, row),
      ]),
    )

  const read = async (intervals: readonly LawfulInterval[], within = ALWAYS) =>
    rowsOf(await archive.read(intervals, within))
  /** Everything near a place at any time: the same question of the other order. */
  const near = async (intervals: readonly LawfulInterval[], from = START, to = START + DAY) =>
    rowsOf(
      await archive.readNear(intervals, [
        { latitude: 53.8, longitude: -4.4, radiusMetres: 50, from, to },
      ]),
    )

  it('keeps what feeds say of positions, whatever came first, and only within lawful intervals', async () => {
    const others = { note: 'charging, "slowly"' }
    await archive.append(detailed([{ speed_kmh: '12.5' }, {}, { hdop: '0.9', ...others }]))
    const again = detailed([{ uploaded_at: '2026-01-05T00:07:00Z' }, { satellites: '0' }, {}])
    await archive.append(again)
    await archive.append(again)
    const said = [
      [0, { speedKmh: 12.5, uploadedAt: START + 7 * MINUTE, others: {} }],
      [MINUTE, { satellites: 0, others: {} }],
      [2 * MINUTE, { hdop: 0.9, others }],
    ]
    expect(await readDetails([lawful('D1')])).toEqual(said)
    expect(await readDetails([lawful('D2')])).toEqual([])
    const apart = [lawful('D1', START, START + MINUTE), lawful('D1', START + 2 * MINUTE)]
    expect(await readDetails(apart)).toEqual([said[0], said[2]])
    expect(await readDetails([lawful('D1')], { from: START + 1, to: START + DAY })).toEqual(
      said.slice(1),
    )
    await place.execute('OPTIMIZE TABLE positions_details FINAL')
    expect(await readDetails([lawful('D1')])).toEqual(said)
  })

  it('erases what was said of positions with them', async () => {
    const kept = () => place.execute('SELECT count() FROM positions_details FORMAT TSV')
    await archive.append(detailed([{ note: 'a' }, { note: 'b' }, { note: 'c' }]))
    await archive.erase([lawful('D1', START, START + 2 * MINUTE)])
    expect(await readDetails([lawful('D1')])).toEqual([[2 * MINUTE, { others: { note: 'c' } }]])
    expect(await kept()).toBe('1')
    await archive.eraseOutside([], { capturedBefore: START + DAY })
    expect(await kept()).toBe('0')
  })

  it('gives back what was appended', async () => {
    const rows = [
      at('A', 0),
      at('A', 1, { accuracy: 0, mechanism: '' }),
      at('A', 2 * MINUTE, { latitude: -899_999_999, longitude: 1_799_999_999 }),
      at('A', -60 * 365 * DAY + 7, { mechanism: 'LBS' }),
      { device: 'B', at: START, latitude: 1, longitude: -1, mechanism: 'WIFI' },
    ]
    await archive.append(columnsOf(rows))
    const found = await read([lawful('A'), lawful('B')])
    expect(found).toEqual([rows[3], rows[0], rows[1], rows[2], rows[4]])
  })

  it('appends and reads nothing', async () => {
    await archive.append(columnsOf([]))
    expect(await read([lawful('A')])).toEqual([])
    expect(await read([])).toEqual([])
    expect(rowsOf(await archive.readNear([], []))).toEqual([])
    expect(await archive.days()).toEqual([])
    expect(await archive.count([lawful('A')], ALWAYS)).toEqual({ all: 0, lawful: 0 })
  })

  it('counts a position once however often and in whatever order it comes', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => at(`D${i % 7}`, (i * 37 * MINUTE) % DAY))
    await archive.append(columnsOf(rows))
    await archive.append(columnsOf(rows.toReversed()))
    const everyone = Array.from({ length: 7 }, (_, i) => lawful(`D${i}`))
    const once = rowsOf(columnsOf(rows))
    expect(await read(everyone)).toEqual(once)
    const count = { all: once.length, lawful: once.length }
    expect(await archive.count(everyone, ALWAYS)).toEqual(count)
    await optimise(place)
    expect(await read(everyone)).toEqual(once)
    expect(await archive.count(everyone, ALWAYS)).toEqual(count)
    const rowsOfDays = (await archive.days()).reduce((sum, { rows }) => sum + rows, 0)
    expect(rowsOfDays).toBe(once.length)
  })

  it('counts positions by the hour, each once, and only what is lawful', async () => {
    const early = -60 * 365 * DAY
    const rows = [at('A', early - 1), at('A', 0), at('A', 1), at('A', HOUR), at('B', HOUR + 1)]
    await archive.append(columnsOf([...rows, at('C', 0)]))
    await archive.append(columnsOf(rows))
    const counts = async (intervals: readonly LawfulInterval[], within = ALWAYS) =>
      (await archive.countByHour(intervals, within)).map(({ hour, positions }) => [
        (hour - START) / HOUR,
        positions,
      ])
    const before = early / HOUR - 1
    expect(await counts([lawful('A'), lawful('B')])).toEqual([
      [before, 1],
      [0, 2],
      [1, 2],
    ])
    expect(await counts([lawful('A', START + 1), lawful('B', START, START + HOUR)])).toEqual([
      [0, 1],
      [1, 1],
    ])
    expect(await counts([lawful('A')], { from: START, to: START + 1 })).toEqual([[0, 1]])
    expect(await counts([])).toEqual([])
    await optimise(place)
    expect(await counts([lawful('A'), lawful('B')], { from: START, to: START + DAY })).toEqual([
      [0, 2],
      [1, 2],
    ])
  })

  it('keeps positions in conflict', async () => {
    const rows = [
      at('A', 0),
      at('A', 0, { latitude: 538_000_001 }),
      at('A', 0, { longitude: -43_999_999 }),
      at('A', 0, { mechanism: 'LBS' }),
    ]
    await archive.append(columnsOf(rows))
    await optimise(place)
    expect(await read([lawful('A')])).toHaveLength(4)
    expect(await near([lawful('A')])).toHaveLength(4)
  })

  it.each([
    ['narrow first', [3, 12.5]],
    ['wide first', [12.5, 3]],
    ['missing first', [undefined, 12.5]],
    ['missing last', [12.5, undefined]],
  ])('keeps the widest accuracy of repeats: %s', async (_, accuracies) => {
    for (const accuracy of accuracies) {
      const { accuracy: _accuracy, ...bare } = at('A', 0)
      await archive.append(columnsOf([accuracy === undefined ? bare : { ...bare, accuracy }]))
    }
    const widest = [at('A', 0, { accuracy: 12.5 })]
    expect(await read([lawful('A')])).toEqual(widest)
    expect(await near([lawful('A')])).toEqual(widest)
    await optimise(place)
    expect(await read([lawful('A')])).toEqual(widest)
    expect(await near([lawful('A')])).toEqual(widest)
  })

  it('puts a late position into its own day', async () => {
    await archive.append(columnsOf([at('A', 0), at('A', DAY)]))
    await archive.append(columnsOf([at('A', -3 * DAY + 5)]))
    expect(await archive.days()).toEqual([
      { day: START - 3 * DAY, rows: 1 },
      { day: START, rows: 1 },
      { day: START + DAY, rows: 1 },
    ])
    const day = { from: START - 3 * DAY, to: START - 2 * DAY }
    expect(await read([lawful('A')], day)).toEqual([at('A', -3 * DAY + 5)])
  })

  it('takes a batch of more days than fit one insert by default', async () => {
    const rows = Array.from({ length: 150 }, (_, i) => at('A', i * DAY))
    await archive.append(columnsOf(rows))
    expect(await archive.days()).toHaveLength(150)
  })

  it('holds intervals half-open, to the millisecond', async () => {
    const rows = [-1, 0, 1, 99, 100, 101].map((ms) => at('A', ms))
    await archive.append(columnsOf(rows))
    const interval = lawful('A', START, START + 100)
    const inside = rows.slice(1, 4)
    expect(await read([interval])).toEqual(inside)
    expect(await near([interval], START - DAY)).toEqual(inside)
    expect(await read([lawful('A')], interval)).toEqual(inside)
    expect(await archive.count([interval], ALWAYS)).toEqual({ all: 6, lawful: 3 })
    expect(await archive.count([lawful('A')], interval)).toEqual({ all: 3, lawful: 3 })
  })

  it("reads a reused device only while it is somebody's", async () => {
    const rows = Array.from({ length: 10 }, (_, i) => at('A', i * HOUR))
    await archive.append(columnsOf(rows))
    const first = lawful('A', START, START + 3 * HOUR)
    const second = lawful('A', START + 5 * HOUR, START + 7 * HOUR)
    const both = [...rows.slice(0, 3), ...rows.slice(5, 7)]
    expect(await read([second, first])).toEqual(both)
    expect(await near([second, first])).toEqual(both)
    expect(await archive.count([first, second, first], ALWAYS)).toEqual({ all: 10, lawful: 5 })
  })

  it('reads many devices with intervals of their own, and none of the others', async () => {
    const devices = Array.from({ length: 60 }, (_, i) => `D${i}`)
    const rows = devices.flatMap((device) =>
      Array.from({ length: 50 }, (_, i) => at(device, i * HOUR)),
    )
    await archive.append(columnsOf(rows))
    const intervals = devices
      .slice(0, 50)
      .map((id, i) => (i % 2 ? lawful(id) : lawful(id, START + i * HOUR, START + DAY)))
    const expected = rows.filter(({ device, at }) =>
      intervals.some(({ deviceId, from, to }) => deviceId === device && from <= at && at < to),
    )
    expect(await read(intervals)).toEqual(rowsOf(columnsOf(expected)))
    const count = await archive.count(intervals, ALWAYS)
    expect(count).toEqual({ all: rows.length, lawful: expected.length })
  })

  it('reads a whole archive of devices that are lawful throughout, in parts', async () => {
    const devices = Array.from({ length: 900 }, (_, i) => `TAG-${i}`)
    const rows = devices.flatMap((device) => [at(device, 0), at(device, DAY - 1)])
    await archive.append(columnsOf(rows))
    const found = await read(devices.map((id) => lawful(id)))
    expect(found).toEqual(rowsOf(columnsOf(rows)))
  })

  it.each([
    ['many crimes at once', 80],
    ['few crimes', 10],
  ])(
    'finds near %s every lawful position that brute force finds, and no unlawful one',
    async (_, atOnce) => {
      const random = generator(20260105)
      const places = [
        [53.8, -4.4],
        [53.8005, -0.0001],
        [51.5, 0],
        [10, 179.9999],
        [89.999, 20],
      ] as const
      const rows = Array.from({ length: 6000 }, () => {
        const [latitude, longitude] = places[Math.floor(random() * places.length)] ?? [0, 0]
        const east = (longitude + (random() - 0.5) * 0.01 + 540) % 360
        return at(`D${Math.floor(random() * 20)}`, Math.floor(random() * 2 * DAY), {
          latitude: Math.round((latitude + (random() - 0.5) * 0.002) * 1e7),
          longitude: Math.round((east - 180) * 1e7),
        })
      })
      await archive.append(columnsOf(rows))
      const intervals = Array.from({ length: 15 }, (_, i) =>
        i < 5 ? lawful(`D${i}`) : lawful(`D${i}`, START + i * HOUR, START + (i + 20) * HOUR),
      )
      const crimes = Array.from({ length: 80 }, (_, i) => {
        const [latitude, longitude] = places[i % places.length] ?? [0, 0]
        // Every tenth runs over midnight, every seventh is an instant, one is wider than its cells.
        const from = i % 10 === 0 ? START + DAY - HOUR / 2 : START + Math.floor(random() * 2 * DAY)
        const to = i % 7 === 0 ? from : from + Math.floor(random() * 3 * HOUR)
        const radiusMetres = i === 40 ? 30_000 : 20 + random() * 300
        return { latitude, longitude, radiusMetres, from, to }
      })
      const found: PositionRow[] = []
      for (let i = 0; i < crimes.length; i += atOnce) {
        const columns = await archive.readNear(intervals, crimes.slice(i, i + atOnce))
        const rows = rowsOf(columns)
        // Of a device that was never there lawfully not even the id may come out.
        expect([...columns.deviceIds].sort()).toEqual(
          [...new Set(rows.map((row) => row.device))].sort(),
        )
        found.push(...rows)
      }
      const known = rowsOf(columnsOf(rows)).filter(({ device, at }) =>
        intervals.some(({ deviceId, from, to }) => deviceId === device && from <= at && at < to),
      )
      const expected = known.filter((row) =>
        crimes.some(
          (crime) =>
            crime.from <= row.at &&
            row.at <= crime.to &&
            distanceMetres(
              earthPoint(row.latitude * 1e-7, row.longitude * 1e-7),
              earthPoint(crime.latitude, crime.longitude),
            ) <= crime.radiusMetres,
        ),
      )
      const keys = (list: readonly PositionRow[]) => new Set(list.map((row) => JSON.stringify(row)))
      expect(expected.length).toBeGreaterThan(100)
      expect([...keys(expected)].filter((key) => !keys(found).has(key))).toEqual([])
      expect([...keys(found)].filter((key) => !keys(known).has(key))).toEqual([])
      expect(found.length).toBeLessThan(expected.length * 3)
    },
  )

  it('erases one device in one interval from both orders, and from the disk', async () => {
    const rows = Array.from({ length: 48 }, (_, i) => [at('A', i * HOUR), at('B', i * HOUR)]).flat()
    await archive.append(columnsOf(rows))
    await archive.append(columnsOf(rows.slice(0, 20)))
    const within = { from: START + 2 * HOUR, to: START + 30 * HOUR }
    expect(await archive.erase([lawful('A', within.from, within.to)])).toBe(28)
    const replaced =
      'SELECT count() FROM system.parts WHERE database = currentDatabase() AND NOT active'
    expect(await place.execute(replaced)).toBe('0')
    expect(await archive.erase([lawful('A', within.from, within.to)])).toBe(0)
    const left = rows.filter(
      ({ device, at }) => device === 'B' || at < within.from || at >= within.to,
    )
    const both = [lawful('A'), lawful('B')]
    expect(await read(both)).toEqual(rowsOf(columnsOf(left)))
    expect(await near(both, START, START + 3 * DAY)).toEqual(rowsOf(columnsOf(left)))
    expect((await archive.count(both, ALWAYS)).all).toBe(96 - 28)
    const rowsStored = (await archive.sizes()).filter(({ table }) => table.includes('_by_'))
    expect(rowsStored.map(({ rows }) => rows >= 68 && rows <= 88)).toEqual([true, true])
    await archive.append(columnsOf(rows))
    expect(await read(both)).toEqual(rowsOf(columnsOf(rows)))
  })

  it.each([
    ['as they came', async () => undefined],
    ['merged', () => optimise(place)],
  ])('erases what is outside every interval and arrived long ago: %s', async (_, prepare) => {
    const rows = Array.from({ length: 48 }, (_, i) => [at('A', i * HOUR), at('B', i * HOUR)]).flat()
    const clock = now
    await archive.append(columnsOf(rows))
    now = clock + 10 * DAY
    await archive.append(columnsOf([...rows.slice(0, 4), at('C', 5)]))
    await prepare()
    const intervals = [lawful('A', START + HOUR, START + 10 * HOUR), lawful('A', START + 20 * HOUR)]
    expect(await archive.eraseOutside(intervals, { arrivedBefore: clock })).toBe(0)
    // A comes to 19 of 48 lawful hours and B to none; repeats go by their first arrival; C came later.
    const limits = { arrivedBefore: clock + 1 }
    expect(await archive.countOutside(intervals, { arrivedBefore: clock })).toBe(0)
    expect(await archive.countOutside(intervals, limits)).toBe(11 + 48)
    expect(await archive.eraseOutside(intervals, limits)).toBe(11 + 48)
    expect(await archive.countOutside(intervals, limits)).toBe(0)
    const left = rows.filter(
      ({ device, at }) => device === 'A' && intervals.some(({ from, to }) => from <= at && at < to),
    )
    const everyone = [lawful('A'), lawful('B'), lawful('C')]
    const expected = rowsOf(columnsOf([...left, at('C', 5)]))
    expect(await read(everyone)).toEqual(expected)
    expect(await near(everyone, START, START + 3 * DAY)).toEqual(expected)
    now = clock
  })

  it('erases what was captured before an instant, but what is kept', async () => {
    const rows = Array.from({ length: 48 }, (_, i) => [at('A', i * HOUR), at('B', i * HOUR)]).flat()
    await archive.append(columnsOf(rows))
    await archive.append(columnsOf(rows.slice(0, 9)))
    const kept = [lawful('B', START + 3 * HOUR, START + 27 * HOUR)]
    const limits = { capturedBefore: START + 30 * HOUR }
    expect(await archive.countOutside(kept, limits)).toBe(30 + 6)
    expect(await archive.eraseOutside(kept, limits)).toBe(30 + 6)
    expect(await archive.countOutside(kept, limits)).toBe(0)
    const left = rowsOf(
      columnsOf(
        rows.filter(
          ({ device, at }) =>
            at >= limits.capturedBefore ||
            kept.some(({ deviceId, from, to }) => deviceId === device && from <= at && at < to),
        ),
      ),
    )
    const both = [lawful('A'), lawful('B')]
    expect(await read(both)).toEqual(left)
    expect(await near(both, START, START + 3 * DAY)).toEqual(left)
  })

  it('counts the conflicts that came with a file, with itself and with what was there', async () => {
    const there = [at('A', 0), at('A', 1), at('B', 0), at('B', 0, { latitude: 1 })]
    await archive.append(columnsOf(there))
    now += 1000
    const arrivedFrom = now
    expect(await archive.countConflicts(ALWAYS, arrivedFrom)).toBe(0)
    expect(await archive.countConflicts(ALWAYS, 0)).toBe(1)
    const file = [
      at('A', 0, { longitude: 1 }),
      at('A', 0, { longitude: 2 }),
      // The same place by another mechanism, a repeat, and another device are none.
      at('A', 1, { mechanism: 'LBS' }),
      at('B', 0),
      at('C', 0, { latitude: 2 }),
      at('C', DAY),
      at('C', DAY, { latitude: 3 }),
    ]
    await archive.append(columnsOf(file.slice(0, 3)))
    await archive.append(columnsOf(file.slice(2)))
    const inAll = async () => [
      await archive.countConflicts(ALWAYS, arrivedFrom),
      await archive.countConflicts({ from: START, to: START + 1 }, arrivedFrom),
      await archive.countConflicts({ from: START + 1, to: START + DAY + 1 }, arrivedFrom),
      await archive.countConflicts(ALWAYS, now + 1),
    ]
    expect(await inAll()).toEqual([3, 2, 1, 0])
    await optimise(place)
    expect(await inAll()).toEqual([3, 2, 1, 0])
  })

  it('erases many devices in intervals of their own together, and counts them', async () => {
    const devices = Array.from({ length: 30 }, (_, i) => `D${i}`)
    const rows = devices.flatMap((id) => Array.from({ length: 48 }, (_, i) => at(id, i * HOUR)))
    await archive.append(columnsOf(rows))
    await archive.append(columnsOf(rows.slice(0, 100)))
    const intervals = devices
      .slice(0, 25)
      .map((id, i) => (i % 2 ? lawful(id) : lawful(id, START + i * HOUR, START + (i + 5) * HOUR)))
    const inside = ({ device, at }: PositionRow) =>
      intervals.some(({ deviceId, from, to }) => deviceId === device && from <= at && at < to)
    expect(await archive.countLawful(intervals)).toBe(rows.filter(inside).length)
    expect(await archive.erase(intervals)).toBe(rows.filter(inside).length)
    expect(await archive.countLawful(intervals)).toBe(0)
    const left = rowsOf(columnsOf(rows.filter((row) => !inside(row))))
    const everyone = devices.map((id) => lawful(id))
    expect(await read(everyone)).toEqual(left)
    expect(await near(everyone, START, START + 3 * DAY)).toEqual(left)
    expect(await archive.erase([])).toBe(0)
  })

  it('takes a text full of SQL for a device id', async () => {
    const ids = [
      "'; DROP TABLE positions_by_device; --",
      "a\\' OR 1=1 --",
      '{devices:Array(String)}',
      'tab\there\nand a line',
      '`"[](),',
      '👀',
    ]
    await archive.append(columnsOf(ids.map((id, i) => at(id, i))))
    for (const [i, id] of ids.entries()) {
      expect(await read([lawful(id)])).toEqual([at(id, i)])
      expect(await near([lawful(id)])).toEqual([at(id, i)])
      expect(await archive.erase([lawful(id)])).toBe(1)
    }
    expect(await archive.count([], ALWAYS)).toEqual({ all: 0, lawful: 0 })
  })

  it('takes more intervals than an address or a form field holds', async () => {
    const rows = [at('TAG-00007', 7), at('TAG-19999', 9)]
    await archive.append(columnsOf([...rows, at('OTHER', 8)]))
    const intervals = Array.from({ length: 20_000 }, (_, i) =>
      lawful(`TAG-${String(i).padStart(5, '0')}`, START, START + 100 + i),
    )
    expect(await read(intervals)).toEqual(rows)
    expect(await near(intervals)).toEqual(rows)
  })

  it('has everything again after it was closed', async () => {
    const rows = [at('A', 0), at('B', HOUR)]
    await archive.append(columnsOf(rows))
    await archive.close()
    archive = await place.open()
    await archive.migrate()
    expect(await read([lawful('A'), lawful('B')])).toEqual(rows)
    const sizes = await archive.sizes()
    expect(sizes.find(({ table }) => table === 'positions_by_place')?.rows).toBe(2)
  })

  it('refuses tables made by another migration', async () => {
    await place.execute(
      "ALTER TABLE positions_migrations UPDATE checksum = 'abc' WHERE number = 1 SETTINGS mutations_sync = 1",
    )
    await expect(archive.migrate()).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('its migration 1 (positions) has checksum abc, expected '),
    })
  })

  it('refuses tables of a newer version', async () => {
    const next = migrations.length + 1
    await place.execute(
      `INSERT INTO positions_migrations (number, name, checksum) VALUES (${next}, 'later', 'abc')`,
    )
    await expect(archive.migrate()).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
  })

  it('says that the engine failed', async () => {
    await place.execute('DROP TABLE positions_by_device SYNC')
    await expect(archive.read([lawful('A')], ALWAYS)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(
        /^Cannot .*: the (positions engine|server of WHEREABOUTS_POSITIONS_URL) failed/,
      ),
    })
  })

  it('says that the engine does not answer in time', async () => {
    await archive.close()
    archive = await place.open({ limitMs: 1 })
    await expect(archive.days()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(
        /^Cannot list days: the .* did not answer within 0\.001 seconds$/,
      ),
    })
    await archive.close().catch(() => undefined)
    archive = await place.open()
  })
})

/** Numbers in [0, 1) from a seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { crimeMappingIntervals, overlappingActivations } from '../domain/lawful-intervals.ts'
import { readPeople } from '../ingest/people-json.ts'
import { peopleFile } from './people-file.ts'
import { distanceMetres, xOf, yOf } from './plane.ts'
import { PositionRows } from './position-rows.ts'
import { GPS, LBS, RF, WIFI } from './reported-positions.ts'
import { simulateTown, type Town, type TownOptions } from './town.ts'
import { DAY, HOUR, MINUTE } from './uk-clock.ts'

const small: TownOptions = {
  seed: 1,
  wearers: 8,
  days: 2,
  start: Date.parse('2026-01-05T00:00:00Z'),
}

function bytesOf(town: Town): string {
  return peopleFile(town.people) + reportedBytes(town)
}

function reportedBytes(town: Town): string {
  const rows = new PositionRows(town.deviceIds)
  const decoder = new TextDecoder()
  let text = JSON.stringify(town.crimeFiles)
  for (const hour of town.uploadedHours()) {
    for (const chunk of rows.chunks(hour)) text += decoder.decode(chunk)
  }
  return text
}

test('the same seed gives the same bytes, another seed others', () => {
  const bytes = bytesOf(simulateTown(small))
  expect(bytesOf(simulateTown(small)) === bytes).toBe(true)
  expect(bytesOf(simulateTown({ ...small, seed: 2 })) === bytes).toBe(false)
})

test('a town without a style keeps the bytes it had before there were styles and restrictions', () => {
  const bytes = reportedBytes(simulateTown({ ...small, wearers: 40, days: 3 }))
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(
    '4315cd13f5f3f9f06293cab1a7b4014bf4fff80e5a31ee3f943f14e5cdd40c29',
  )
})

interface Row {
  readonly device: string
  readonly capturedAt: number
  readonly uploadedAt: number
  readonly mechanism: number
  readonly accuracyMetres: number
  readonly x: number
  readonly y: number
}

function rowsOf(town: Town): Row[] {
  const rows: Row[] = []
  for (const { positions: p, order } of town.uploadedHours()) {
    for (const row of order) {
      rows.push({
        device: town.deviceIds[p.device[row] ?? 0] ?? '',
        capturedAt: p.capturedAt[row] ?? 0,
        uploadedAt: p.uploadedAt[row] ?? 0,
        mechanism: p.mechanism[row] ?? 0,
        accuracyMetres: p.accuracyMetres[row] ?? 0,
        x: xOf((p.longitude[row] ?? 0) / 1e7),
        y: yOf((p.latitude[row] ?? 0) / 1e7),
      })
    }
  }
  return rows
}

describe('what tags report', () => {
  const town = simulateTown({ ...small, wearers: 40, days: 3 })
  const rows = rowsOf(town)
  const byDevice = grouped(rows, ({ device }) => device)

  test('rows come in order of upload, none before it was captured, some days late', () => {
    const before = (index: number): number => rows[index - 1]?.uploadedAt ?? 0
    expect(rows.findIndex((row, index) => row.uploadedAt < before(index))).toBe(-1)
    expect(rows.findIndex((row) => row.uploadedAt <= row.capturedAt)).toBe(-1)
    const late = (delay: number): number =>
      rows.filter((row) => row.uploadedAt - row.capturedAt > delay).length / rows.length
    expect(late(HOUR)).toBeGreaterThan(0.005)
    expect(late(HOUR)).toBeLessThan(0.1)
    expect(late(6 * HOUR)).toBeGreaterThan(0)
  })

  test('one a minute by satellite, one every three minutes by cell', () => {
    const gaps = (mechanism: number): number[] =>
      [...byDevice.values()].flatMap((mine) => {
        const sorted = mine.toSorted((a, b) => a.capturedAt - b.capturedAt)
        return sorted.flatMap((row, index) => {
          const before = sorted[index - 1]
          if (!before || before.mechanism !== mechanism || row.mechanism !== mechanism) return []
          return row.capturedAt > before.capturedAt ? row.capturedAt - before.capturedAt : []
        })
      })
    const bySatellite = gaps(GPS)
    const aMinute = bySatellite.filter((gap) => Math.abs(gap - MINUTE) <= 5000)
    expect(aMinute.length / bySatellite.length).toBeGreaterThan(0.9)
    const byCell = gaps(LBS).sort((a, b) => a - b)
    expect((byCell[byCell.length >> 1] ?? 0) / MINUTE).toBeCloseTo(3, 0)
    expect(bySatellite.some((gap) => gap > 30 * MINUTE)).toBe(true)
  })

  test('mostly by satellite, some by cell, a few by wireless network and home unit', () => {
    const count = (code: number): number =>
      rows.filter(({ mechanism }) => mechanism === code).length / rows.length
    expect(count(GPS)).toBeGreaterThan(0.8)
    for (const other of [LBS, RF, WIFI]) {
      expect(count(other)).toBeGreaterThan(0.001)
      expect(count(other)).toBeLessThan(0.12)
    }
  })

  test('the quoted circle holds the truth some three times in four', () => {
    const wearerOf = new Map(
      [...grouped(town.people.deviceActivations, ({ deviceId }) => deviceId)].flatMap(
        ([deviceId, [only, ...others]]) =>
          only && others.length === 0 ? [[deviceId, only.deviceWearerId] as const] : [],
      ),
    )
    const satellite = rows
      .filter((row) => row.mechanism === GPS && wearerOf.has(row.device))
      .sort((a, b) => (a.device < b.device ? -1 : a.device > b.device ? 1 : 0))
    const inside = satellite.filter((row) => {
      const truth = town.whereabouts(wearerOf.get(row.device) ?? '', row.capturedAt)
      return distanceMetres(truth, row) <= row.accuracyMetres
    })
    expect(inside.length / satellite.length).toBeGreaterThan(0.69)
    expect(inside.length / satellite.length).toBeLessThan(0.81)
  })

  test('repeats, conflicts, missing accuracies, seconds and milliseconds', () => {
    const places = new Map<string, Row>()
    let repeats = 0
    let conflicts = 0
    for (const row of rows) {
      const key = `${row.device}/${row.capturedAt}`
      const before = places.get(key)
      if (before && before.x === row.x && before.y === row.y) {
        repeats += 1
        expect(row.uploadedAt).toBeGreaterThan(before.uploadedAt)
      } else if (before) conflicts += 1
      else places.set(key, row)
    }
    expect(repeats).toBeGreaterThan(20)
    expect(conflicts).toBeGreaterThan(0)
    expect(rows.some(({ accuracyMetres }) => accuracyMetres < 0)).toBe(true)
    expect(new Set(rows.map(({ capturedAt }) => (capturedAt / 1000) % 60)).size).toBeGreaterThan(60)
  })

  test('one device reports that no record knows', () => {
    const recorded = new Set(town.people.devices.map(({ id }) => id))
    const strangers = [...byDevice.keys()].filter((id) => !recorded.has(id))
    expect(strangers).toHaveLength(1)
  })
})

describe('the records of a town of 60 over 14 days', () => {
  const options = { ...small, wearers: 60, days: 14 }
  const { people, period, wearers, whereabouts } = simulateTown(options)
  const within = (instant: number): boolean => instant > period.from && instant < period.to

  test('a device is worn by one wearer and then, within the period, by another', () => {
    const reused = [
      ...grouped(people.deviceActivations, ({ deviceId }) => deviceId).values(),
    ].filter((activations) => activations.length > 1)
    expect(reused.length).toBeGreaterThan(0)
    for (const [first, second] of reused) {
      expect(within(first?.to ?? 0) && within(second?.from ?? 0)).toBe(true)
      expect(first?.deviceWearerId).not.toBe(second?.deviceWearerId)
    }
    expect(overlappingActivations(people)).toEqual([])
  })

  test('wearers change devices and wear two at once', () => {
    const worn = [...grouped(people.deviceActivations, (each) => each.deviceWearerId).values()]
    const twice = worn.filter(({ length }) => length === 2)
    const overlaps = twice.map(([a, b]) => (b?.from ?? 0) < (a?.to ?? 0))
    expect(overlaps).toContain(true)
    expect(overlaps).toContain(false)
  })

  test('an order ends while its device is still worn, and one permits no crime mapping', () => {
    const ended = people.monitoringOrders.filter(({ to }) => within(to))
    expect(ended.length).toBeGreaterThan(0)
    for (const order of ended) {
      const worn = people.deviceActivations.find(
        ({ deviceWearerId }) => deviceWearerId === order.deviceWearerId,
      )
      expect(worn?.to).toBe(Infinity)
      const lawful = crimeMappingIntervals(people).ofWearer(order.deviceWearerId)
      expect(lawful.at(-1)?.to).toBe(order.to)
    }
    const unpermitted = people.monitoringOrders.filter(({ conditions }) =>
      conditions.every(({ crimeMapping }) => !crimeMapping),
    )
    expect(unpermitted.length).toBeGreaterThan(0)
  })

  test('the file has both kinds of open end, zones that close, and everyone is allocated', () => {
    const file = JSON.parse(peopleFile(people))
    const ends = file.deviceActivations.map(({ to }: { to: string | null }) => to)
    expect(ends).toContain(null)
    expect(ends).toContain('2999-12-12T23:59:59Z')
    expect(Object.keys(file)).toEqual([
      'deviceWearers',
      'devices',
      'deviceActivations',
      'monitoringOrders',
      'zones',
      'allocations',
    ])
    const kinds = new Set(people.zones.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['exclusion', 'inclusion']))
    for (const { geometry } of file.zones) {
      expect(geometry.coordinates[0][0]).toEqual(geometry.coordinates[0].at(-1))
      expect(geometry.coordinates[0][0][0]).toBeLessThan(-4)
    }
    expect(file.allocations).toHaveLength(60)
  })

  test('somebody is kept out of two people, while their orders go on; an export has everybody', () => {
    const barred = people.deviceWearers.filter(({ restrictions }) => restrictions)
    expect(barred.length).toBeGreaterThan(1)
    for (const { restrictions } of barred) {
      expect(restrictions?.map(({ kind }) => kind)).toEqual(['excluded'])
    }
    for (const { id } of barred) {
      expect(people.allocations.find(({ deviceWearerId }) => deviceWearerId === id)?.to).toBe(
        Infinity,
      )
    }
  })

  test('the file can be read, and who has a curfew is at home for nearly all of it', () => {
    const read = readPeople(new TextEncoder().encode(peopleFile(people)))
    expect(read.monitoringOrders).toEqual(people.monitoringOrders)
    expect(read.zones).toEqual(people.zones)
    const shares: number[] = []
    for (const { deviceWearerId, conditions } of people.monitoringOrders) {
      const curfew = conditions.find(({ kind }) => kind === 'curfew')?.curfew
      const wearer = wearers.find(({ id }) => id === deviceWearerId)
      // Elsewhere is allowed too: who has two addresses is not counted.
      if (!curfew || !wearer || curfew.hours.some(({ zoneIds }) => zoneIds)) continue
      let home = 0
      let all = 0
      for (let at = period.from; at < period.to; at += 10 * MINUTE) {
        // In January London's clocks are UTC's; every town's curfew holds by ten in the evening.
        const hour = new Date(at).getUTCHours()
        if (hour >= 6 && hour < 22) continue
        all += 1
        if (distanceMetres(whereabouts(deviceWearerId, at), wearer.home.address) < 30) home += 1
      }
      shares.push(home / all)
    }
    expect(shares.length).toBeGreaterThan(8)
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.97)
    expect(shares.filter((share) => share > 0.9).length).toBeGreaterThan(0.9 * shares.length)
  })

  test('a town of one wearer and one day is a town', () => {
    const town = simulateTown({ ...small, wearers: 1, days: 1 })
    expect(town.crimes).toHaveLength(1)
    const captured = rowsOf(town).map(({ capturedAt }) => capturedAt)
    expect(Math.min(...captured)).toBeGreaterThanOrEqual(town.period.from)
    expect(Math.max(...captured)).toBeLessThan(town.period.from + DAY)
    expect(simulateTown({ ...small, crimes: 25 }).crimes).toHaveLength(25)
  })
})

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

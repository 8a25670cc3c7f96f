import fc from 'fast-check'
import geodesic from 'geographiclib-geodesic'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import type { Interval } from '../../src/domain/interval.ts'
import type { People } from '../../src/domain/people.ts'
import { type PositionColumns, PositionColumnsBuilder } from '../../src/domain/position-columns.ts'
import type { PairsMode } from '../../src/matching/candidates.ts'

/** A position in plain words, for the brute-force oracle. */
export interface Plain {
  device: string
  at: number
  latitude: number
  longitude: number
  accuracy: number
  mechanism: string
}

export const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Instants that engines get wrong: midnight, both clock changes, an hour's edges. */
const baseInstants = [
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
  Date.UTC(2026, 0, 27),
  Date.UTC(2026, 5, 1, 12, 30),
  Date.UTC(1999, 11, 31, 23, 59, 59),
]
/** Scenes that engines get wrong: longitude 0, the edge of the grid, the far north. */
const places: [number, number][] = [
  [53.8, -4.4],
  [51.5, 0],
  [50.0, -8.5],
  [61.4, 2.6],
  [53.4, -0.00005],
]

const scene = fc.record({
  place: fc.constantFrom(...places),
  base: fc.constantFrom(...baseInstants),
})

export function columnsOf(positions: readonly Plain[]): PositionColumns {
  const builder = new PositionColumnsBuilder(1)
  const number = (texts: string[], text: string) => {
    const known = texts.indexOf(text)
    return known >= 0 ? known : texts.push(text) - 1
  }
  for (const p of positions) {
    builder.add(
      number(builder.deviceIds, p.device),
      p.at,
      p.latitude,
      p.longitude,
      p.accuracy,
      number(builder.mechanisms, p.mechanism),
    )
  }
  return builder.build()
}

/** Positions, people and a crime around one place and instant, and how to match them. */
export const matchCase = scene.chain(({ place: [latitude, longitude], base }) => {
  const offset = fc.oneof(
    fc.integer({ min: -3 * 60, max: 3 * 60 }).map((minutes) => minutes * MINUTE),
    fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
    fc.constantFrom(-1, 0, 1, HOUR, -HOUR, HOUR - 1),
  )
  // Distances crowd around the radii that decide.
  const metres = fc.oneof(
    fc.double({ min: 0, max: 600, noNaN: true }),
    fc.double({ min: 99.9, max: 100.1, noNaN: true }),
    fc.double({ min: 499.9, max: 500.1, noNaN: true }),
    fc.constantFrom(0, 5_000, 60_000),
  )
  const position = fc
    .record({
      device: fc.constantFrom('D1', 'D2', 'D3', 'D4'),
      offset,
      metres,
      azimuth: fc.double({ min: 0, max: 360, noNaN: true }),
      accuracy: fc.constantFrom(Number.NaN, 0, 5, 12.5, 60, 130, 141, 150, 900),
      mechanism: fc.constantFrom('', 'GPS', 'LBS'),
    })
    .map(({ device, offset, metres, azimuth, accuracy, mechanism }): Plain => {
      const to = geodesic.Geodesic.WGS84.Direct(latitude, longitude, azimuth, metres)
      return {
        device,
        at: base + offset,
        latitude: Math.round((to.lat2 ?? 0) * 1e7),
        longitude: Math.round((to.lon2 ?? 0) * 1e7) || 0,
        accuracy: Math.fround(accuracy),
        mechanism,
      }
    })
  const between = fc.tuple(offset, fc.oneof(offset, fc.constant(Infinity))).map(
    ([from, to]): Interval => ({
      from: base + Math.min(from, to),
      to: base + Math.max(from, to),
    }),
  )
  const interval = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Interval>({ from: base - 4 * HOUR, to: Infinity }) },
    { weight: 2, arbitrary: between },
  )
  const people = fc
    .record({
      activations: fc.array(
        fc.record({
          device: fc.constantFrom('D1', 'D2', 'D3'),
          wearer: fc.constantFrom('W1', 'W2', 'W3'),
          interval,
        }),
        { minLength: 1, maxLength: 6 },
      ),
      orders: fc.array(
        fc.record({
          wearer: fc.constantFrom('W1', 'W2', 'W3'),
          interval,
          condition: interval,
          mapping: fc.boolean(),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(
      ({ activations, orders }): People => ({
        deviceWearers: [],
        devices: [],
        zones: [],
        allocations: [],
        deviceActivations: activations.map((a, i) => ({
          id: `A${i}`,
          deviceId: a.device,
          deviceWearerId: a.wearer,
          ...a.interval,
        })),
        monitoringOrders: orders.map((o, i) => ({
          id: `O${i}`,
          deviceWearerId: o.wearer,
          orderType: 'POST_RELEASE',
          ...o.interval,
          conditions: [{ id: `C${i}`, kind: 'trail', ...o.condition, crimeMapping: o.mapping }],
        })),
      }),
    )
  const crime = fc
    .record({ from: offset, length: fc.constantFrom(0, 0, MINUTE, 40 * MINUTE, 3 * HOUR) })
    .map(
      ({ from, length }): CrimeVersion => ({
        policeForce: 'Cheshire',
        crimeReference: 'R1',
        crimeType: 'BIAD',
        window: { from: base + from, to: base + from + length },
        location: { kind: 'degrees', latitude, longitude },
        latitude,
        longitude,
        crimeText: '',
        batchId: 'CHS20260329',
        version: 1,
        changes: [],
      }),
    )
  return fc.record({
    positions: fc.array(position, { maxLength: 60, size: 'max' }),
    people,
    crime,
    pad: fc.constantFrom(0, 0, 7),
    mode: fc.constantFrom<PairsMode>('radius', 'near', 'all'),
  })
})

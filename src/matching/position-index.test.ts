import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capturedAt, deviceAt } from '../domain/held-positions.ts'
import { PositionColumnsBuilder } from '../domain/position-columns.ts'
import { distanceMetres, earthPoint } from '../geo/ellipsoid.ts'
import { arrangePositions } from './arrange-positions.ts'
import { PositionIndex } from './position-index.ts'
import { rowOfEntry } from './row-of-entry.ts'

const HOUR = 3_600_000
const SECOND = 1000
/** So that the busy hours lie in several of the index's periods. */
const APART = 3 * HOUR
const STARTS = [Date.UTC(2026, 0, 5), Date.UTC(1969, 11, 31, 22, 30)]
/** In the town, at the edges of the grid and near a pole. Degrees. */
const CENTRES = [
  { latitude: 53.8, longitude: -4.4 },
  { latitude: 0, longitude: 0 },
  { latitude: -37.9, longitude: 179.9999 },
  { latitude: 51.5, longitude: -180 },
  { latitude: 79.9, longitude: 20 },
  { latitude: 89.99, longitude: 100 },
]
/** So far away a position lies in a cell of the same number. Degrees x 1e7. */
const ALIKE = { latitude: 65_536 * 14_000, longitude: 65_536 * 22_000 }

interface Made {
  readonly start: number
  /** How many positions of each hour, the busy ones three apart. */
  readonly hours: readonly number[]
  readonly seed: number
  readonly centre: (typeof CENTRES)[number]
  /** Whether some lie in cells that are numbered alike. */
  readonly alike: boolean
  readonly devices: number
  /** Milliseconds of each hour in which positions are captured, and between instants that are possible. */
  readonly within: number
  readonly grain: number
  /** Units between places that are possible. */
  readonly apart: number
}

/** Positions about one place in hours of very different sizes, in no order. */
function positionsOf({ start, hours, seed, centre, alike, devices, within, grain, apart }: Made) {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const builder = new PositionColumnsBuilder()
  builder.deviceIds.push(...Array.from({ length: devices }, (_, device) => `T${device}`))
  builder.mechanisms.push('')
  const near = (units: number) => (next(2 * units) - units) * apart
  for (let i = 0; i < Math.max(0, ...hours); i++) {
    hours.forEach((count, hour) => {
      if (i >= count) return
      const far = alike && next(10) === 0
      const south = far ? ALIKE.latitude * (centre.latitude > 0 ? 1 : -1) : 0
      const latitude = Math.round(centre.latitude * 1e7) + near(40_000 / apart) - south
      const east = Math.round(centre.longitude * 1e7) + near(60_000 / apart)
      const round = far && next(2) === 0 ? east + ALIKE.longitude : east
      const longitude = ((((round + 1.8e9) % 3.6e9) + 3.6e9) % 3.6e9) - 1.8e9
      if (Math.abs(latitude) > 9e8) return
      const at = start + hour * APART + next(within / grain) * grain
      builder.add(next(devices), at, latitude, longitude, 5, 0)
    })
  }
  return arrangePositions(builder.build()).positions
}

const made = fc.record<Made>({
  start: fc.constantFrom(...STARTS),
  hours: fc.array(fc.constantFrom(0, 1, 30, 1500, 6000), { maxLength: 4 }),
  seed: fc.nat(),
  centre: fc.constantFrom(...CENTRES),
  alike: fc.boolean(),
  devices: fc.constantFrom(1, 3, 5000),
  within: fc.constantFrom(HOUR, 4 * SECOND),
  grain: fc.constantFrom(1, 250, SECOND),
  apart: fc.constantFrom(1, 2000, 20_000),
})
/** From the beginning: anywhere, or about the seconds in which a busy hour begins. */
const window = fc.oneof(
  fc.tuple(
    fc.integer({ min: -HOUR, max: 10 * HOUR }),
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 * HOUR })),
  ),
  fc
    .tuple(
      fc.nat(3),
      fc.oneof(fc.integer({ min: -SECOND, max: 4 * SECOND }), fc.constantFrom(0, 1000, 2500)),
      fc.constantFrom(0, 1, 250, 999, SECOND, 1500),
    )
    .map(([hour, offset, length]) => [hour * APART + offset, length] as const),
)

describe('PositionIndex', () => {
  it('gives each position in the circle and the window once, and no other, wherever on earth', () => {
    let found = 0
    fc.assert(
      fc.property(
        made,
        fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constantFrom(2000, 5000, 20_000)),
        window,
        (of, radiusMetres, [opens, length]) => {
          const positions = positionsOf(of)
          const { centre, start } = of
          const window = { from: start + opens, to: start + opens + length }
          const index = new PositionIndex(positions)
          const rows: number[] = []
          index.within({ ...centre, radiusMetres }, window, (device, second, entry) => {
            const row = rowOfEntry(positions, index.parts, entry)
            const at = capturedAt(positions, row)
            const whose = [device, Math.floor(at / SECOND) * SECOND, at]
            expect([deviceAt(positions, row), second, index.capturedAt(entry)]).toEqual(whose)
            rows.push(row)
          })
          const crime = earthPoint(centre.latitude, centre.longitude)
          const expected = [...positions.captured.keys()].filter((row) => {
            const at = capturedAt(positions, row)
            const [latitude, longitude] = [positions.latitude[row], positions.longitude[row]]
            const there = earthPoint((latitude ?? 0) * 1e-7, (longitude ?? 0) * 1e-7)
            const captured = window.from <= at && at <= window.to
            return captured && distanceMetres(there, crime) <= radiusMetres
          })
          expect(rows.sort((a, b) => a - b)).toEqual(expected)
          found += rows.length
        },
      ),
      { numRuns: 250 },
    )
    expect(found).toBeGreaterThan(1000)
  })
})

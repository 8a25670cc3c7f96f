import fc from 'fast-check'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import { crimeMappingIntervals, type LawfulIntervals } from '../../src/domain/lawful-intervals.ts'
import type { PairsMode } from '../../src/matching/candidates.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Who wears D1, D2 and D3 from when to when, in milliseconds after the first day. */
export type Worn = readonly { device: string; wearer: string; from: number; to: number }[]

export function lawfulOf(first: number, worn: Worn): LawfulIntervals {
  const wearers = [...new Set(worn.map(({ wearer }) => wearer))]
  return crimeMappingIntervals({
    deviceWearers: [],
    devices: [],
    zones: [],
    allocations: [],
    deviceActivations: worn.map(({ device, wearer, from, to }, i) => ({
      id: `A${i}`,
      deviceId: device,
      deviceWearerId: wearer,
      from: first + from,
      to: first + to,
    })),
    monitoringOrders: wearers.map((wearer) => ({
      id: `O-${wearer}`,
      deviceWearerId: wearer,
      orderType: 'POST_RELEASE',
      from: -Infinity,
      to: Infinity,
      conditions: [
        { id: `C-${wearer}`, kind: 'trail', from: -Infinity, to: Infinity, crimeMapping: true },
      ],
    })),
  })
}

export function crimeAt(from: number, to: number, i: number): CrimeVersion {
  return {
    policeForce: 'Cheshire',
    crimeReference: `R${i}`,
    crimeType: 'BIAD',
    window: { from, to },
    location: { kind: 'degrees', latitude: 53.8, longitude: -4.4 },
    latitude: 53.8,
    longitude: -4.4,
    crimeText: '',
    batchId: 'CHS20260329',
    version: 1,
    changes: [],
  }
}

/** Milliseconds after the first day, crowded around midnights. */
const offset = fc.oneof(
  fc.integer({ min: -4, max: 40 }).map((steps) => (steps * 2 + 1) * HOUR),
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-6, -3, -1, 0, 1, 3, 6))
    .map(([midnight, minutes]) => midnight * DAY + minutes * MINUTE),
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1, 0, 1))
    .map(([midnight, ms]) => midnight * DAY + ms),
)

const position = fc.record({
  device: fc.constantFrom('D1', 'D2', 'D3', 'D4'),
  offset,
  /** About 11 m each to the north: 100 m and 500 m are crossed. */
  steps: fc.constantFrom(0, 1, 3, 8, 10, 20, 40, 50),
  accuracy: fc.constantFrom(undefined, 0, 5, 60),
  mechanism: fc.constantFrom('', 'GPS', 'LBS'),
  /** With which arrival it comes; one of them sends it again. */
  arrival: fc.integer({ min: 0, max: 2 }),
  again: fc.boolean(),
})

const worn = fc.array(
  fc
    .record({
      device: fc.constantFrom('D1', 'D2', 'D3'),
      wearer: fc.constantFrom('W1', 'W2', 'W3'),
      between: fc.oneof(fc.constant([-DAY, 5 * DAY]), fc.tuple(offset, offset)),
    })
    .map(({ device, wearer, between: [a = 0, b = 0] }) => ({
      device,
      wearer,
      from: Math.min(a, b),
      to: Math.max(a, b) + 1,
    })),
  { minLength: 2, maxLength: 6 },
)

/** What arrives when, who wears what, and crimes. */
export const daysCase = fc.record({
  positions: fc.array(position, { minLength: 10, maxLength: 60, size: 'max' }),
  people: fc.tuple(worn, worn),
  crimes: fc.array(
    fc.record({
      from: offset,
      length: fc.constantFrom(0, 10 * MINUTE, 3 * HOUR, 12 * HOUR),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  pad: fc.constantFrom(0, 0, 7, 1440),
  mode: fc.constantFrom<PairsMode>('radius', 'near', 'all'),
  /** Positions that fit in memory. */
  budget: fc.constantFrom(0, 10, 25, 60, 2 ** 30),
  few: fc.constantFrom(0, 0, 1, 100),
})

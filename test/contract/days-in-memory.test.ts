import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY, DaysInMemory } from '../../src/app/days-in-memory.ts'
import { matchArchive } from '../../src/app/match-archive.ts'
import { matchRow } from '../../src/app/match-rows.ts'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import { crimeMappingIntervals, type LawfulIntervals } from '../../src/domain/lawful-intervals.ts'
import { arrangePositions } from '../../src/matching/arrange-positions.ts'
import type { PairsMode } from '../../src/matching/candidates.ts'
import { Matcher } from '../../src/matching/match-crimes.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import type { PositionArchive } from '../../src/store/positions/position-archive.ts'
import { columnsOf, type PositionRow } from '../support/positions-rows.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const FIRST = Date.UTC(2026, 0, 1)
const PLENTY = 2 ** 30
/** What {@link DaysInMemory} reckons with for a position. */
const BYTES = 60

let place: ArchivePlace
let archive: PositionArchive
/** Every case has days of its own, so that no case sees another's positions. */
let cases = 0
const freshDay = () => FIRST + cases++ * 10 * DAY

beforeAll(async () => {
  const [chdb] = archiveTwins()
  if (!chdb) throw new Error('there is no engine')
  place = await chdb.place()
  archive = await place.open()
  await archive.migrate()
})
afterAll(async () => {
  await archive.close()
  await place.remove()
})

/** Who wears D1, D2 and D3 from when to when, in milliseconds after the first day. */
type Worn = readonly { device: string; wearer: string; from: number; to: number }[]

function lawfulOf(first: number, worn: Worn): LawfulIntervals {
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

function crimeAt(from: number, to: number, i: number): CrimeVersion {
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
  /** About 11 m each to the north: 100 m and 300 m are crossed. */
  steps: fc.constantFrom(0, 1, 3, 8, 10, 20, 40),
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

const caseOf = fc.record({
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
  /** Rows that fit in memory. */
  budget: fc.constantFrom(0, 10, 25, 60, PLENTY),
  few: fc.constantFrom(0, 0, 1, 100),
})

describe('days in memory', () => {
  /** A device that stands at the place of the crimes for so many days, and a crime an hour, some across midnight. */
  async function standing(count: number) {
    const first = freshDay()
    const rows = Array.from({ length: count * 24 }, (_, hour) => ({
      device: 'D1',
      at: first + hour * HOUR,
      latitude: 538_000_000,
      longitude: -44_000_000,
      mechanism: '',
    }))
    const crimes = rows.map(({ at }, i) => crimeAt(at, at + HOUR - 1 + (i % 5) * MINUTE, i))
    const lawful = lawfulOf(first, [{ device: 'D1', wearer: 'W', from: 0, to: count * DAY }])
    await archive.append(columnsOf(rows))
    const run = (days: DaysInMemory) =>
      matchArchive(days, lawful, crimes, {
        parameters: defaultParameters,
        pairs: 'radius',
        fewCrimes: 0,
      })
    const archived = rows.filter((_, i) => i % 24 === 0).map(({ at }) => ({ day: at, rows: 24 }))
    return { first, lawful, run, archived }
  }

  it('are filled once, and read again only where something arrived or was erased', async () => {
    const { first, run, lawful, archived } = await standing(4)
    const days = new DaysInMemory(archive, PLENTY)
    const read = vi.spyOn(archive, 'read')
    const daysRead = () => read.mock.calls.splice(0).map(([, { from }]) => (from - first) / DAY)
    const before = await run(days)
    expect(daysRead()).toEqual([0, 1, 2, 3])
    expect(await run(days)).toEqual(before)
    expect(daysRead()).toEqual([])
    const late = { device: 'D1', latitude: 538_000_000, longitude: -44_000_000, mechanism: '' }
    await days.archive.append(columnsOf([{ ...late, at: first + 2 * DAY + 1 }]))
    const after = await run(days)
    expect(after[48]?.[0]?.positionsInWindow).toBe((before[48]?.[0]?.positionsInWindow ?? 0) + 1)
    expect(daysRead()).toEqual([2])
    const day = { from: first + DAY, to: first + 2 * DAY }
    await days.archive.erase([{ deviceId: 'D1', deviceWearerId: 'W', ...day }])
    expect((await run(days))[30]).toEqual([])
    // Nothing is left of the day that was erased.
    expect(daysRead()).toEqual([])
    expect(days.holds(archived.slice(0, 1), lawful)).toBe(true)
    read.mockRestore()
  })

  it('keep within their budget: many days, each filled once, the newest two kept', async () => {
    const { first, run, lawful, archived } = await standing(8)
    const days = new DaysInMemory(archive, 2 * 24 * BYTES)
    const read = vi.spyOn(archive, 'read')
    await run(days)
    expect(read.mock.calls.map(([, { from }]) => (from - first) / DAY)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ])
    read.mockRestore()
    const kept = archived.filter((day) => days.holds([day], lawful))
    expect(kept).toEqual(archived.slice(-2))
  })

  it('are not kept while something arrives, nor after an arrival that failed', async () => {
    const { run, lawful, archived } = await standing(1)
    const days = new DaysInMemory(archive, PLENTY)
    const [day] = archived
    const row = { device: 'D2', at: day?.day ?? 0, latitude: 1, longitude: 1, mechanism: '' }
    const taken = days.take(archived, lawful)
    await Promise.all([taken, days.archive.append(columnsOf([row]))])
    await days.take(archived, lawful)
    expect(days.holds(archived, lawful)).toBe(true)
    const append = vi.spyOn(archive, 'append').mockRejectedValueOnce(new Error('too late'))
    await expect(days.archive.append(columnsOf([row]))).rejects.toThrow('too late')
    append.mockRestore()
    const answers = await run(days)
    expect(answers[0]).toHaveLength(1)
    expect(days.holds(archived, lawful)).toBe(false)
  })

  it('tell what the plain matcher tells of everything, however positions arrive and people change', async () => {
    let pairs = 0
    let acrossMidnight = 0
    await fc.assert(
      fc.asyncProperty(caseOf, async ({ positions, people, crimes, pad, mode, budget, few }) => {
        const first = freshDay()
        const days = new DaysInMemory(archive, budget * BYTES)
        const rowOf = (p: (typeof positions)[number]): PositionRow => ({
          device: p.device,
          at: first + p.offset,
          latitude: 538_000_000 + p.steps * 1000,
          longitude: -44_000_000,
          ...(p.accuracy !== undefined && { accuracy: p.accuracy }),
          mechanism: p.mechanism,
        })
        const versions = crimes.map(({ from, length }, i) =>
          crimeAt(first + from, first + from + length, i),
        )
        const parameters = { ...defaultParameters, padMinutes: pad }
        const arrived: PositionRow[] = []
        const check = async (worn: Worn) => {
          const lawful = lawfulOf(first, worn)
          const told = await matchArchive(days, lawful, versions, {
            parameters,
            pairs: mode,
            fewCrimes: few,
          })
          const all = arrangePositions(columnsOf(arrived))
          const plain = new Matcher(all, lawful, parameters)
          const expected = versions.map((crime) =>
            plain.match(crime, mode).map((match) => matchRow(match, all.positions)),
          )
          expect(told).toEqual(expected)
          for (const row of told.flat()) {
            pairs++
            const dates = new Set(
              row.inRadius.map(({ capturedAt }) => Math.floor(capturedAt / DAY)),
            )
            if (dates.size > 1) acrossMidnight++
          }
        }
        for (const arrival of [0, 1, 2]) {
          const rows = positions.filter((p) => p.arrival === arrival || (p.again && arrival === 2))
          await days.archive.append(columnsOf(rows.map(rowOf)))
          arrived.push(...rows.map(rowOf))
          await check(people[0])
        }
        await check(people[1])
        await check(people[0])
      }),
      { numRuns: 40 },
    )
    expect(pairs).toBeGreaterThan(500)
    expect(acrossMidnight).toBeGreaterThan(50)
  })
})

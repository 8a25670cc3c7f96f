import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { algorithmVersion } from '../../src/app/algorithm-version.ts'
import { archiveTimelines } from '../../src/app/archive-timelines.ts'
import type { ThreadsAllowed } from '../../src/app/comparer.ts'
import { DAY, DaysInMemory } from '../../src/app/days-in-memory.ts'
import { matchArchive } from '../../src/app/match-archive.ts'
import { matchRow } from '../../src/app/match-rows.ts'
import type { LawfulIntervals } from '../../src/domain/lawful-intervals.ts'
import { arrangePositions } from '../../src/matching/arrange-positions.ts'
import { EvidenceEngine } from '../../src/matching/evidence/weigh-evidence.ts'
import { Matcher } from '../../src/matching/match-crimes.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import type { PositionArchive } from '../../src/store/positions/position-archive.ts'
import { crimeAt, daysCase, lawfulOf, type Worn } from '../support/days-case.ts'
import { columnsOf, type PositionRow } from '../support/positions-rows.ts'
import { type ArchivePlace, archiveTwins } from '../support/positions-twins.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const FIRST = Date.UTC(2026, 0, 1)
const PLENTY = 2 ** 30
/** What {@link DaysInMemory} reckons with for a position. */
const BYTES = 40

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

/** Over all of these positions at once. */
function engineOver(rows: readonly PositionRow[], lawful: LawfulIntervals): EvidenceEngine {
  const arranged = arrangePositions(columnsOf(rows))
  return EvidenceEngine.over(arranged, lawful, defaultParameters.evidence)
}

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
    const engine = engineOver(rows, lawful)
    const run = (days: DaysInMemory, threads?: ThreadsAllowed) =>
      matchArchive(days, lawful, crimes, {
        parameters: defaultParameters,
        engine,
        pairs: 'radius',
        fewCrimes: 0,
        threads,
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

  it('are compared in threads with the same answers, day by day and across midnight', async () => {
    const { run } = await standing(3)
    const days = new DaysInMemory(archive, PLENTY)
    const alone = await run(days)
    expect(alone.flat().length).toBeGreaterThan(70)
    expect(await run(days, { count: 2, worthPairs: 0 })).toStrictEqual(alone)
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
      fc.asyncProperty(daysCase, async ({ positions, people, crimes, pad, mode, budget, few }) => {
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
        const version = algorithmVersion(parameters)
        const arrived: PositionRow[] = []
        const check = async (worn: Worn) => {
          const lawful = lawfulOf(first, worn)
          const engine = engineOver(arrived, lawful)
          expect(await archiveTimelines(days, lawful, () => true)).toEqual(engine.timelines)
          const told = await matchArchive(days, lawful, versions, {
            parameters,
            engine,
            pairs: mode,
            fewCrimes: few,
          })
          const all = arrangePositions(columnsOf(arrived))
          const plain = new Matcher(all, lawful, parameters, engine)
          const expected = versions.map((crime) =>
            plain.match(crime, mode).map((match) => matchRow(match, all.positions, version)),
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
      { numRuns: 20 },
    )
    expect(pairs).toBeGreaterThan(250)
    expect(acrossMidnight).toBeGreaterThan(25)
  })
})

import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Comparer } from '../../src/app/comparer.ts'
import { matchFiles } from '../../src/app/match-files.ts'
import type { CrimeVersion } from '../../src/domain/crime.ts'
import { everyDeviceItsOwnWearer } from '../../src/domain/lawful-intervals.ts'
import { PositionColumnsBuilder } from '../../src/domain/position-columns.ts'
import { arrangePositions } from '../../src/matching/arrange-positions.ts'
import { EvidenceEngine } from '../../src/matching/evidence/weigh-evidence.ts'
import type { Match } from '../../src/matching/match-crimes.ts'
import { defaultParameters } from '../../src/matching/parameters.ts'
import { PositionIndex } from '../../src/matching/position-index.ts'
import { crimeAt } from '../support/days-case.ts'
import { root } from '../support/whereabouts.ts'

const MINUTE = 60_000
const FIRST = Date.UTC(2026, 0, 5)
const DAYS = 4

/** A few streets of wearers who go about for some days, and crimes among them, more than a thread is asked at once. */
const town = fc
  .record({
    wearers: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat(),
    crimes: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ wearers, seed, crimes: count }) => {
    let state = seed
    const next = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const builder = new PositionColumnsBuilder()
    builder.mechanisms.push('GPS')
    for (let wearer = 0; wearer < wearers; wearer++) {
      builder.deviceIds.push(`D${wearer}`)
      const home = [538_000_000 + next(80_000), -44_000_000 + next(120_000)] as const
      for (let at = 0; at < DAYS * 1440; at += 1 + next(12)) {
        const away = at % 1440 > 500 && at % 1440 < 1200 ? 30_000 : 300
        const [latitude, longitude] = home.map((middle) => middle + next(away)) as [number, number]
        builder.add(wearer, FIRST + at * MINUTE + next(1000), latitude, longitude, next(60), 0)
      }
    }
    const crimes = Array.from({ length: count }, (_, i): CrimeVersion => {
      const from = FIRST + next(DAYS * 1440) * MINUTE
      const crime = crimeAt(from, from + next(300) * MINUTE, i)
      const latitude = 53.8 + next(80) / 10_000
      const longitude = -4.4 + next(120) / 10_000
      return { ...crime, latitude, longitude, location: { kind: 'degrees', latitude, longitude } }
    })
    return { columns: builder.build(), crimes }
  })

type Town = typeof town extends fc.Arbitrary<infer T> ? T : never

function comparing({ columns, crimes }: Town) {
  const arranged = arrangePositions(columns)
  const day = { arranged, index: new PositionIndex(arranged.positions) }
  const lawful = everyDeviceItsOwnWearer(arranged.positions.deviceIds)
  const parameters = defaultParameters
  const engine = EvidenceEngine.over(arranged, lawful, parameters.evidence)
  return async (count: number, worthPairs = 0): Promise<Match[][]> => {
    const ground = { lawful, parameters, engine }
    const comparer = new Comparer(ground, { count, worthPairs })
    const told: Match[][] = []
    try {
      for await (const matches of comparer.compare(day, crimes, 'near')) told.push(matches)
    } finally {
      await comparer.end()
    }
    return told
  }
}

function largeTown() {
  const made = fc.sample(town, { numRuns: 20, seed: 3 })
  const [largest] = made.sort((a, b) => sizeOf(b) - sizeOf(a))
  if (!largest) throw new Error('there is no town')
  return largest
}

function sizeOf({ columns, crimes }: Town): number {
  return columns.deviceIds.length * crimes.length
}

describe('comparing in threads', () => {
  it('tells what one thread tells, in the same order, to the last bit', async () => {
    let pairs = 0
    await fc.assert(
      fc.asyncProperty(town, fc.integer({ min: 1, max: 3 }), async (made, threads) => {
        const compare = comparing(made)
        const alone = await compare(0)
        expect(await compare(threads)).toStrictEqual(alone)
        pairs += alone.flat().length
      }),
      { numRuns: 8 },
    )
    expect(pairs).toBeGreaterThan(300)
  })

  it('begins where it compares alone, and goes on in threads, with the same answers', async () => {
    const made = largeTown()
    const compare = comparing(made)
    const alone = await compare(0)
    expect(alone.flat().length).toBeGreaterThan(50)
    expect(await compare(2, 5)).toStrictEqual(alone)
  })

  it('fails as one thread fails', async () => {
    const made = largeTown()
    const strange = made.crimes.map((crime) => ({ ...crime, crimeType: 'NONE' as never }))
    const compare = comparing({ ...made, crimes: strange })
    const alone = await compare(0).catch((error: Error) => error)
    expect(alone).toBeInstanceOf(Error)
    await expect(compare(2)).rejects.toThrow((alone as Error).message)
  })

  it('writes the same files, of the golden case and of pairs near', async () => {
    for (const pairs of ['radius', 'near'] as const) {
      const written = []
      for (const count of [0, 3]) {
        const out = mkdtempSync(join(tmpdir(), 'whereabouts-'))
        const golden = (name: string) => join(root, 'test/fixtures/match/golden', name)
        const { failures } = await matchFiles({
          positions: [golden('positions.csv')],
          crimes: ['CHS20260329.csv', 'CMB20260329.csv'].map(golden),
          people: golden('people.json'),
          out,
          pairs,
          parameters: defaultParameters,
          now: Date.UTC(2026, 10, 22),
          futureMinutes: 10,
          threads: { count, worthPairs: 0 },
        })
        expect(failures).toEqual([])
        const names = ['matches.csv', 'match-positions.csv']
        written.push(names.map((name) => readFileSync(join(out, name), 'utf8')))
      }
      expect(written[0]?.[0]?.split('\n').length).toBeGreaterThan(3)
      expect(written[1]).toEqual(written[0])
    }
  })
})

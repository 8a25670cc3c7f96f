import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, matchCase } from '../../test/support/match-case.ts'
import { crimeMappingIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from './arrange-positions.ts'
import { EvidenceEngine } from './evidence/weigh-evidence.ts'
import { Matcher } from './match-crimes.ts'
import { MatchPacker, PackedMatchReader } from './packed-matches.ts'
import { defaultParameters } from './parameters.ts'

describe('MatchPacker', () => {
  it('loses nothing of what a matcher tells, to the last bit', () => {
    let inRadius = 0
    fc.assert(
      fc.property(matchCase, ({ positions, people, crime, mode }) => {
        const arranged = arrangePositions(columnsOf(positions))
        const lawful = crimeMappingIntervals(people)
        const engine = EvidenceEngine.over(arranged, lawful, defaultParameters.evidence)
        const matcher = new Matcher(arranged, lawful, defaultParameters, engine)
        const later = {
          ...crime,
          window: { from: crime.window.from, to: crime.window.to + 60_000 },
        }
        const crimes = [crime, later, crime]
        const told = crimes.map((of) => matcher.match(of, mode))
        const matches = told.flat()
        const packer = new MatchPacker()
        for (const match of matches) packer.add(match)
        const reader = new PackedMatchReader(packer.packed())
        // In whatever order they are asked for.
        for (const [pair, match] of [...matches.entries()].reverse()) {
          expect(reader.match(pair, match.crime, match.deviceWearerId)).toStrictEqual(match)
        }
        inRadius += told.flat().filter(({ proximity }) => proximity.inRadius.length > 0).length
      }),
      { numRuns: 300 },
    )
    expect(inRadius).toBeGreaterThan(100)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, matchCase } from '../../test/support/match-case.ts'
import { crimeMappingIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from './arrange-positions.ts'
import { EvidenceEngine } from './evidence/weigh-evidence.ts'
import { Matcher } from './match-crimes.ts'
import { packMatches, unpackMatches } from './packed-matches.ts'
import { defaultParameters } from './parameters.ts'

describe('packMatches()', () => {
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
        expect(unpackMatches(packMatches(told), crimes)).toStrictEqual(told)
        inRadius += told.flat().filter(({ proximity }) => proximity.inRadius.length > 0).length
      }),
      { numRuns: 300 },
    )
    expect(inRadius).toBeGreaterThan(100)
  })
})

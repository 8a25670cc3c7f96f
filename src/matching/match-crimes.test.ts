import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bruteForce, onTheEdge } from '../../test/support/brute-force-matches.ts'
import { columnsOf, matchCase, type Plain } from '../../test/support/match-case.ts'
import { accuracyAt, capturedAt, deviceIdAt } from '../domain/held-positions.ts'
import { crimeMappingIntervals } from '../domain/lawful-intervals.ts'
import { arrangePositions } from './arrange-positions.ts'
import { EvidenceEngine } from './evidence/weigh-evidence.ts'
import { type Match, Matcher } from './match-crimes.ts'
import { defaultParameters } from './parameters.ts'

/** The strongest first, as its three decimals say, then by wearer. */
function asTheFilesAreSorted(a: Match, b: Match): number {
  const difference = Number(b.evidence.log10Lr.toFixed(3)) - Number(a.evidence.log10Lr.toFixed(3))
  return difference || (a.deviceWearerId < b.deviceWearerId ? -1 : 1)
}

describe('Matcher.match()', () => {
  it('answers as brute force does, at clock changes, on the radius, across longitude 0', () => {
    let compared = 0
    fc.assert(
      fc.property(matchCase, ({ positions, people, crime, pad, mode }) => {
        fc.pre(!onTheEdge(positions, crime))
        const arranged = arrangePositions(columnsOf(positions))
        const parameters = { ...defaultParameters, padMinutes: pad }
        const lawful = crimeMappingIntervals(people)
        const engine = EvidenceEngine.over(arranged, lawful, parameters.evidence)
        const matcher = new Matcher(arranged, lawful, parameters, engine)
        const { positions: p } = arranged
        const matches = matcher.match(crime, mode)
        expect(matches).toEqual([...matches].sort(asTheFilesAreSorted))
        const got = matches.map(({ deviceWearerId, proximity }) => ({
          wearer: deviceWearerId,
          positionsInWindow: proximity.positionsInWindow,
          inRadius: proximity.inRadius.map(({ row }) => [
            deviceIdAt(p, row),
            capturedAt(p, row),
            p.latitude[row],
            p.longitude[row],
          ]),
          closest: proximity.closest?.distanceMetres,
          devices: new Set(proximity.devices.map((device) => p.deviceIds[device])),
        }))
        got.sort((a, b) => (a.wearer < b.wearer ? -1 : 1))
        const expected = bruteForce(positions, people, crime, pad, mode)
        compared += expected.length
        expect(got.map((match) => ({ ...match, closest: undefined }))).toEqual(
          expected.map((match) => ({ ...match, closest: undefined })),
        )
        got.forEach((match, i) => {
          const metres = expected[i]?.['closest'] as number | undefined
          if (metres === undefined) expect(match.closest).toBeUndefined()
          else expect(Math.abs((match.closest ?? Number.NaN) - metres)).toBeLessThan(0.001)
        })
      }),
      { numRuns: 3000 },
    )
    expect(compared).toBeGreaterThan(500)
  })

  it('does not depend on the order or the repetition of positions', () => {
    fc.assert(
      fc.property(
        matchCase.chain((c) =>
          fc.record({
            case: fc.constant(c),
            shuffled: fc.shuffledSubarray([...c.positions, ...c.positions.slice(0, 20)], {
              minLength: c.positions.length + Math.min(20, c.positions.length),
            }),
          }),
        ),
        ({ case: { positions, people, crime, pad, mode }, shuffled }) => {
          const answer = (of: readonly Plain[]) => {
            const arranged = arrangePositions(columnsOf(of))
            const parameters = { ...defaultParameters, padMinutes: pad }
            const lawful = crimeMappingIntervals(people)
            const engine = EvidenceEngine.over(arranged, lawful, parameters.evidence)
            const matcher = new Matcher(arranged, lawful, parameters, engine)
            return {
              repeats: arranged.repeats - of.length,
              conflicts: arranged.conflicts,
              accuracy: [...arranged.positions.accuracy.keys()].map((row) =>
                accuracyAt(arranged.positions, row),
              ),
              matches: matcher.match(crime, mode),
            }
          }
          expect(answer(shuffled)).toEqual(answer(positions))
        },
      ),
      { numRuns: 500 },
    )
  })
})

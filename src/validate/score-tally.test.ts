import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAbove, tallyScores } from './score-tally.ts'

const pairs = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.boolean()), { maxLength: 60 })

describe('tallyScores()', () => {
  it('counts true and innocent pairs of every distinct score, the highest first', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const tally = tallyScores(
          list.map(([score]) => score),
          Uint8Array.from(list, ([, isTrue]) => Number(isTrue)),
        )
        const distinct = [...new Set(list.map(([score]) => score))].sort((a, b) => b - a)
        expect([...tally.score]).toEqual(distinct)
        for (const [row, score] of distinct.entries()) {
          const of = (kind: boolean) => list.filter(([s, t]) => s === score && t === kind).length
          expect([tally.trues[row], tally.innocents[row]]).toEqual([of(true), of(false)])
        }
        expect(tally.trueCount + tally.innocentCount).toBe(list.length)
        expect(countAbove(tally, 'innocents', 1)).toBe(list.filter(([s, t]) => s > 1 && !t).length)
      }),
    )
  })

  it('counts only the rows it is given, takes infinite scores and refuses NaN', () => {
    const scores = Float64Array.of(1, Number.NEGATIVE_INFINITY, Number.NaN, 1)
    const tally = tallyScores(scores, Uint8Array.of(1, 1, 0, 0), Uint32Array.of(0, 1, 3))
    expect([...tally.score]).toEqual([1, Number.NEGATIVE_INFINITY])
    expect([...tally.trues]).toEqual([1, 1])
    expect([...tally.innocents]).toEqual([1, 0])
    expect(() => tallyScores(scores, new Uint8Array(4))).toThrow('Cannot rank pair 2')
  })
})

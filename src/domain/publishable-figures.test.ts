import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ForceFigures, verdicts } from './force-figures.ts'
import {
  type CountRange,
  type PublishableFigures,
  publishable,
  publishableTotal,
  rangeText,
} from './publishable-figures.ts'

/** Small counts are what matters, so most are. */
const count = fc.oneof(fc.constantFrom(0, 4), fc.nat(6), fc.nat(6), fc.nat(60))

/** A table that a run could have made: each crime in radius has a pair, and was compared, and was received. */
const figures = fc
  .record({ presence: count, inconclusive: count, absence: count, none: count })
  .chain(({ presence, inconclusive, absence, none }) => {
    const most = presence + inconclusive + absence + none
    return fc
      .tuple(fc.oneof(fc.constant(most), fc.nat(most)), count, count, count)
      .map(([crimesInRadius, more, refused, versions]): ForceFigures => {
        const crimesCompared = crimesInRadius + more
        const rowsAccepted = crimesCompared + versions
        return {
          policeForce: 'Cheshire',
          rowsReceived: rowsAccepted + refused,
          rowsAccepted,
          crimesCompared,
          crimesInRadius,
          pairs: {
            supports_presence: presence,
            inconclusive,
            supports_absence: absence,
            no_data: none,
          },
        }
      })
  })

describe('figures that can be published', () => {
  it.each([
    [0, '0'],
    [1, 'Fewer than 5'],
    [4, 'Fewer than 5'],
    [5, '5'],
    [1204, '1,204'],
  ])('say %d as %s', (rowsReceived, text) => {
    expect(rangeText(publishable(only({ rowsReceived })).crimesReceived)).toBe(text)
  })

  it('say a sum over a small number as what follows from what is shown', () => {
    const north = publishable(only({ presence: 2, inconclusive: 40, inRadius: 30 }))
    const south = publishable(only({ presence: 7, inRadius: 5 }))
    expect(rangeText(north.pairs)).toBe('41 to 44')
    expect(rangeText(publishableTotal([north, south]).pairs)).toBe('48 to 51')
    expect(rangeText(publishableTotal([north, south]).verdicts.supports_presence)).toBe('8 to 11')
    expect(rangeText(publishableTotal([north, south]).crimesInRadius)).toBe('35')
  })

  it('do not let crimes in radius say how many pairs there must be', () => {
    const all = publishable(only({ presence: 4, inconclusive: 4, inRadius: 8 }))
    expect(rangeText(all.crimesInRadius)).toBe('5 or more')
  })

  it('never say anything false', () => {
    fc.assert(
      fc.property(fc.array(figures, { minLength: 1, maxLength: 4 }), (forces) => {
        const total = publishableTotal(forces.map(publishable))
        const sum = (of: (force: ForceFigures) => number) =>
          forces.reduce((all, force) => all + of(force), 0)
        const holds = ({ low, high }: CountRange, value: number) =>
          expect(low <= value && value <= high).toBe(true)
        for (const verdict of verdicts) {
          holds(
            total.verdicts[verdict],
            sum(({ pairs }) => pairs[verdict]),
          )
        }
        holds(total.pairs, sum(pairsOf))
        holds(
          total.crimesInRadius,
          sum(({ crimesInRadius }) => crimesInRadius),
        )
        holds(
          total.crimesCompared,
          sum(({ crimesCompared }) => crimesCompared),
        )
      }),
    )
  })

  it('leave every small count with another that it could be, whoever does the sums', () => {
    fc.assert(
      fc.property(fc.array(figures, { minLength: 1, maxLength: 3 }), fc.nat(), (forces, pick) => {
        const force = forces[pick % forces.length] as ForceFigures
        const before = publishedOf(forces)
        for (const verdict of verdicts) {
          if (!isSmall(force.pairs[verdict])) continue
          const other = alternatives(force).find(
            (candidate) =>
              candidate.pairs[verdict] !== force.pairs[verdict] &&
              publishedOf(forces.map((each) => (each === force ? candidate : each))) === before,
          )
          expect({ force, verdict, other: other !== undefined }).toMatchObject({ other: true })
        }
      }),
    )
  })
})

function only(counts: {
  presence?: number
  inconclusive?: number
  inRadius?: number
  rowsReceived?: number
}): ForceFigures {
  return {
    policeForce: 'Cheshire',
    rowsReceived: counts.rowsReceived ?? 100,
    rowsAccepted: 100,
    crimesCompared: 100,
    crimesInRadius: counts.inRadius ?? 0,
    pairs: {
      supports_presence: counts.presence ?? 0,
      inconclusive: counts.inconclusive ?? 0,
      supports_absence: 0,
      no_data: 0,
    },
  }
}

/** Every table that differs in small counts alone and that a run could have made too. */
function alternatives(force: ForceFigures): ForceFigures[] {
  let found: ForceFigures[] = [force]
  for (const verdict of verdicts) {
    if (!isSmall(force.pairs[verdict])) continue
    found = found.flatMap((each) =>
      [1, 2, 3, 4].map((value) => ({ ...each, pairs: { ...each.pairs, [verdict]: value } })),
    )
  }
  return found.flatMap((each) => {
    const most = Math.min(pairsOf(each), each.crimesCompared)
    const inRadius = [force.crimesInRadius, 1, 5, pairsOf(each), most]
    return [...new Set(inRadius)]
      .filter((crimesInRadius) => crimesInRadius <= most)
      .map((crimesInRadius) => ({ ...each, crimesInRadius }))
  })
}

function publishedOf(forces: readonly ForceFigures[]): string {
  const rows: PublishableFigures[] = forces.map(publishable)
  return JSON.stringify([...rows, publishableTotal(rows)])
}

function pairsOf({ pairs }: ForceFigures): number {
  return verdicts.reduce((sum, verdict) => sum + pairs[verdict], 0)
}

function isSmall(value: number): boolean {
  return value > 0 && value < 5
}

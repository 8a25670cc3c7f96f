import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementOf } from './agreement.ts'
import { exactly, type ForceFunnel, figuresOf, funnelTotal, NO_FUNNEL } from './funnel.ts'
import { isExact } from './publishable-figures.ts'
import { publishableFunnel, publishableFunnelTotal } from './publishable-funnel.ts'

const count = fc.integer({ min: 0, max: 30 })
const counts = <T extends Readonly<Record<string, number>>>(shape: T) =>
  fc.record(Object.fromEntries(Object.keys(shape).map((name) => [name, count]))) as fc.Arbitrary<T>
const funnels = fc.array(
  fc.record({
    rows: counts(NO_FUNNEL.rows),
    crimes: counts(NO_FUNNEL.crimes),
    pairs: counts(NO_FUNNEL.pairs),
  }),
  { minLength: 1, maxLength: 5 },
)

describe('a funnel', () => {
  it('adds up: parts to wholes, forces to all', () => {
    fc.assert(
      fc.property(funnels, (forces) => {
        const all = exactly(funnelTotal(forces))
        const each = forces.map(exactly)
        const sum = (of: (one: typeof all) => number) => each.reduce((all, one) => all + of(one), 0)
        expect(all.rows.received).toBe(all.rows.accepted + all.rows.refused)
        expect(all.pairs.reviewed).toBe(all.pairs.qualified + all.pairs.rejected)
        expect(all.pairs.opened).toBe(all.pairs.reviewed + all.pairs.waiting + all.pairs.fallenAway)
        expect(all.pairs.opened).toBe(sum(({ pairs }) => pairs.opened))
        expect(all.crimes.received).toBe(sum(({ crimes }) => crimes.received))
        expect(all.pairs.eliminated).toBe(sum(({ pairs }) => pairs.eliminated))
      }),
    )
  })

  it('says every figure with what it counts, and every share with what it is of', () => {
    const figures = figuresOf(exactly(NO_FUNNEL))
    for (const { counts: said, unit, of } of figures) {
      expect(said).not.toBe('')
      // A share is of the same kind of thing, but for the first of the pairs.
      if (of) expect(of.name.startsWith(unit === 'pairs' ? '' : unit)).toBe(true)
    }
    expect(new Set(figures.map(({ unit, name }) => `${unit} ${name}`)).size).toBe(figures.length)
  })
})

describe('a funnel for publication', () => {
  it('never says a small number, and what it says is true and adds up', () => {
    fc.assert(
      fc.property(funnels, (forces) => {
        const said = forces.map(publishableFunnel)
        const total = publishableFunnelTotal(said)
        const check = (
          funnel: ForceFunnel | Omit<ForceFunnel, 'policeForce'>,
          of: typeof total,
        ) => {
          const known = figuresOf(exactly(funnel))
          figuresOf(of).forEach(({ numerator: { low, high } }, index) => {
            const real = known[index]?.numerator ?? -1
            expect(real >= low && real <= high).toBe(true)
          })
        }
        forces.forEach((force, index) => {
          const one = said[index]
          if (!one) return
          check(force, one)
          for (const { numerator } of figuresOf(one)) {
            if (isExact(numerator)) expect([1, 2, 3, 4]).not.toContain(numerator.low)
          }
          const { qualified, rejected, reviewed, waiting, fallenAway, opened } = one.pairs
          expect(reviewed.low).toBe(qualified.low + rejected.low)
          expect(opened.high).toBe(reviewed.high + waiting.high + fallenAway.high)
        })
        check(funnelTotal(forces), total)
      }),
    )
  })

  it('says no more of crimes than of their pairs', () => {
    const pairs = { ...NO_FUNNEL.pairs, waiting: 6, qualified: 2 }
    const { crimes } = publishableFunnel({
      ...NO_FUNNEL,
      pairs,
      crimes: { ...NO_FUNNEL.crimes, near: 8 },
    })
    expect(crimes.near).toEqual({ low: 5, high: Number.POSITIVE_INFINITY })
  })
})

describe('agreement', () => {
  it('is what of it is beyond chance', () => {
    // Cohen 1960's kind of table: 20 and 15 together, 5 and 10 apart.
    const agreement = agreementOf({
      bothQualify: 20,
      bothReject: 15,
      firstOnlyQualifies: 5,
      secondOnlyQualifies: 10,
    })
    expect(agreement).toMatchObject({ n: 50, agreed: 35 })
    expect(agreement.kappa).toBeCloseTo(0.4, 10)
    const none = { bothQualify: 0, bothReject: 0, firstOnlyQualifies: 0, secondOnlyQualifies: 0 }
    expect(agreementOf(none)).toEqual({ n: 0, agreed: 0, kappa: undefined })
    expect(agreementOf({ ...none, bothReject: 9 }).kappa).toBeUndefined()
  })

  it('lies between -1 and 1, and is 1 where all agree', () => {
    fc.assert(
      fc.property(count, count, count, count, (bothQualify, bothReject, first, second) => {
        const { kappa } = agreementOf({
          bothQualify,
          bothReject,
          firstOnlyQualifies: first,
          secondOnlyQualifies: second,
        })
        if (kappa === undefined) return
        expect(kappa).toBeGreaterThanOrEqual(-1)
        expect(kappa).toBeLessThanOrEqual(1)
        if (first + second === 0) expect(kappa).toBeCloseTo(1)
      }),
    )
  })
})

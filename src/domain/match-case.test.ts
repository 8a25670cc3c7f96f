import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CaseState,
  type CountedReview,
  caseStates,
  decisions,
  partDue,
  stateAfter,
  stateAfterRun,
  whyNotDecide,
} from './match-case.ts'

const tries = fc.array(
  fc.record({
    accountId: fc.integer({ min: 1, max: 4 }),
    role: fc.constantFrom('hub-caseworker' as const, 'hub-manager' as const),
    decision: fc.constantFrom(...decisions),
  }),
  { maxLength: 12 },
)

/** Lets people try in turn; whoever may not is passed over. */
function reviewedBy(
  people: readonly (Pick<CountedReview, 'accountId' | 'decision'> & {
    role: 'hub-caseworker' | 'hub-manager'
  })[],
  secondReviewer: boolean,
) {
  const reviews: (CountedReview & { role: string })[] = []
  let state: CaseState = 'to_review'
  for (const { accountId, role, decision } of people) {
    if (whyNotDecide(state, reviews, { accountId, role }) !== undefined) continue
    reviews.push({ part: partDue(state) ?? 'first', accountId, decision, role })
    state = stateAfter(reviews, secondReviewer)
  }
  return { reviews, state }
}

describe('a case', () => {
  it('is reviewed by different people, at most three, the deciding one a manager', () => {
    fc.assert(
      fc.property(tries, fc.boolean(), (people, secondReviewer) => {
        const { reviews, state } = reviewedBy(people, secondReviewer)
        expect(new Set(reviews.map(({ accountId }) => accountId)).size).toBe(reviews.length)
        expect(reviews.map(({ part }) => part)).toEqual(
          ['first', 'second', 'deciding'].slice(0, reviews.length),
        )
        if (reviews[2]) expect(reviews[2].role).toBe('hub-manager')
        // Decided: by as many as agree, and nobody is asked any more.
        const word = state === 'qualified' ? 'qualify' : state === 'rejected' ? 'reject' : undefined
        const agreeing = reviews.filter(({ decision }) => decision === word).length
        if (word) expect(agreeing).toBeGreaterThanOrEqual(secondReviewer ? 2 : 1)
        expect(partDue(state) === undefined).toBe(word !== undefined)
      }),
    )
  })

  it('is as if a view had never been, once it is taken back', () => {
    fc.assert(
      fc.property(tries, (people) => {
        const { reviews } = reviewedBy(people, true)
        reviews.forEach((_, given) => {
          const before = stateAfter(reviews.slice(0, given), true)
          expect(partDue(before)).toBe(reviews[given]?.part)
        })
      }),
    )
  })

  it('without a second reviewer is decided by the first', () => {
    const first = { part: 'first', accountId: 1, decision: 'reject' } as const
    expect(stateAfter([first], false)).toBe('rejected')
    expect(stateAfter([first], true)).toBe('second_review')
  })

  it('falls away while undecided, comes back to be looked at, and stays decided', () => {
    expect(caseStates.map((state) => stateAfterRun(state, false))).toEqual([
      'fallen_away',
      'fallen_away',
      'fallen_away',
      'qualified',
      'rejected',
      'fallen_away',
    ])
    expect(caseStates.map((state) => stateAfterRun(state, true))).toEqual(
      caseStates.toSpliced(5, 1, 'to_review'),
    )
  })

  it('whose evidence changed may be looked at by whoever looked before', () => {
    const counted = [{ accountId: 1 }, { accountId: 2 }]
    const person = { accountId: 1, role: 'hub-caseworker' } as const
    expect(whyNotDecide('changed', counted, person)).toBeUndefined()
    expect(whyNotDecide('disagreed', counted, person)).toContain('You gave your view')
    expect(whyNotDecide('disagreed', counted, { ...person, accountId: 3 })).toContain('manager')
    expect(whyNotDecide('qualified', counted, { ...person, accountId: 3 })).toContain('decided')
    expect(whyNotDecide('fallen_away', [], person)).toContain('Nothing stands')
  })
})

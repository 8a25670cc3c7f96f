import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterAct,
  grantedShare,
  mayAct,
  type RequestProgress,
  requestActs,
  shownState,
} from './data-request.ts'

const REQUESTER = 1
const END = 1000
const begun: RequestProgress = {
  state: 'draft',
  requestedBy: REQUESTER,
  checkedBy: undefined,
  proposedBy: undefined,
  decidedBy: undefined,
  grantEndsAt: undefined,
}

/** Anybody tries anything, in any order, as time goes by. */
const tries = fc.array(
  fc.record({
    act: fc.constantFrom(...requestActs),
    // The requester may have become an approver since.
    by: fc.record({ accountId: fc.integer({ min: 1, max: 4 }), decides: fc.boolean() }),
    later: fc.integer({ min: 0, max: 300 }),
    grant: fc.record({
      whole: fc.boolean(),
      needsSecond: fc.boolean(),
      endsAt: fc.constant(END),
    }),
  }),
  { maxLength: 40 },
)

describe('a data request', () => {
  it('is decided by others than whoever asked, after the requester was checked, twice where it must be', () => {
    fc.assert(
      fc.property(tries, (each) => {
        let request = begun
        let now = 0
        for (const { act, by, later, grant } of each) {
          now += later
          if (!mayAct(act, request, by, now)) continue
          const after = afterAct(act, request, by, now, grant)
          const granted = after.state === 'granted' || after.state === 'granted_in_part'
          expect(['refused', 'withdrawn']).not.toContain(request.state)
          if (after.decidedBy !== undefined) expect(after.decidedBy).not.toBe(REQUESTER)
          if (granted && request.state !== after.state) {
            expect(by.decides).toBe(true)
            expect(after.checkedBy).toBeDefined()
            expect(after.checkedBy).not.toBe(REQUESTER)
            if (grant.needsSecond) expect(request.state).toBe('second_approval')
            expect(after.decidedBy).not.toBe(request.proposedBy)
          }
          if (shownState(request, now) === 'expired') expect(after).toEqual(request)
          if (act === 'edit') expect(request.state).toBe('draft')
          request = after
        }
      }),
    )
  })

  it('is nobody else’s to edit, submit, withdraw or answer for', () => {
    fc.assert(
      fc.property(tries, fc.integer({ min: 2, max: 9 }), (each, other) => {
        let request = begun
        for (const { act, by, grant } of each) {
          for (const own of ['edit', 'submit', 'withdraw', 'answer'] as const) {
            expect(mayAct(own, request, { accountId: other, decides: true }, 0)).toBe(false)
          }
          if (mayAct(act, request, by, 0)) request = afterAct(act, request, by, 0, grant)
        }
      }),
    )
  })

  it('is over at the instant its grant ends', () => {
    const granted = { state: 'granted', grantEndsAt: END } as const
    expect([END - 1, END].map((now) => shownState(granted, now))).toEqual(['granted', 'expired'])
    expect(shownState({ state: 'refused', grantEndsAt: undefined }, END)).toBe('refused')
  })
})

describe('a grant', () => {
  const place = (radiusMetres: number) => ({ latitude: 53.8, longitude: -4.4, radiusMetres })
  const asked = { within: { from: 10, to: 20 }, people: 0, place: place(100) }

  it.each([
    [asked, 'whole'],
    [{ ...asked, within: { from: 11, to: 20 } }, 'part'],
    [{ ...asked, place: place(50) }, 'part'],
    [{ ...asked, place: place(101) }, undefined],
    [{ ...asked, within: { from: 9, to: 20 } }, undefined],
    [{ ...asked, within: { from: 10, to: 21 } }, undefined],
  ] as const)('%o is %s of what was asked', (granted, share) => {
    expect(grantedShare(asked, granted)).toBe(share)
  })

  it('names fewer people than were asked for, never more', () => {
    const people = (count: number) => ({ ...asked, place: undefined, people: count })
    expect([1, 2, 3].map((count) => grantedShare(people(2), people(count)))).toEqual([
      'part',
      'whole',
      undefined,
    ])
  })
})

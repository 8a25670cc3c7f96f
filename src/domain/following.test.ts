import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FollowingProgress, followingState, mayApprove, mayStop } from './following.ts'

const asked: FollowingProgress = {
  askedBy: 1,
  firstApprovedBy: undefined,
  secondApprovedBy: undefined,
  beganAt: undefined,
  until: 500,
  refusedAt: undefined,
  stoppedAt: undefined,
}

describe('following somebody', () => {
  it('is in force only after two others agreed, each once, and until its end', () => {
    const tries = fc.array(
      fc.record({ approver: fc.integer({ min: 1, max: 3 }), later: fc.nat({ max: 200 }) }),
    )
    fc.assert(
      fc.property(tries, (each) => {
        let following = asked
        let now = 0
        for (const { approver, later } of each) {
          now += later
          if (mayApprove(following, approver, now)) {
            following =
              following.firstApprovedBy === undefined
                ? { ...following, firstApprovedBy: approver }
                : { ...following, secondApprovedBy: approver, beganAt: now }
          }
          if (followingState(following, now) !== 'in_force') continue
          expect(now).toBeLessThan(following.until)
          const people = [following.askedBy, following.firstApprovedBy, following.secondApprovedBy]
          expect(new Set(people).size).toBe(3)
        }
      }),
    )
  })

  it('stops at once, and cannot be approved or stopped after', () => {
    const inForce = { ...asked, firstApprovedBy: 2, secondApprovedBy: 3, beganAt: 5 }
    expect(followingState(inForce, 10)).toBe('in_force')
    expect(mayStop(inForce, 10)).toBe(true)
    for (const over of [
      { ...inForce, stoppedAt: 9 },
      { ...asked, refusedAt: 9 },
      { ...asked, until: 10 },
    ]) {
      expect(mayApprove(over, 4, 10)).toBe(false)
      expect(mayStop(over, 10)).toBe(false)
    }
  })
})

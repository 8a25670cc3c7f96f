import type { Instant } from './interval.ts'

/** What was said of following somebody live; accounts by id. */
export interface FollowingProgress {
  readonly askedBy: number
  readonly firstApprovedBy: number | undefined
  readonly secondApprovedBy: number | undefined
  /** From when on it was in force: the second approval. */
  readonly beganAt: Instant | undefined
  /** Nobody can make it longer. */
  readonly until: Instant
  readonly refusedAt: Instant | undefined
  readonly stoppedAt: Instant | undefined
}

export type FollowingState =
  | 'waits_for_first'
  | 'waits_for_second'
  | 'in_force'
  | 'ended'
  | 'stopped'
  | 'refused'

/** How it stands at an instant: it ends by itself, whoever forgets it. */
export function followingState(following: FollowingProgress, now: Instant): FollowingState {
  if (following.refusedAt !== undefined) return 'refused'
  if (following.stoppedAt !== undefined) return 'stopped'
  if (now >= following.until) return 'ended'
  if (following.firstApprovedBy === undefined) return 'waits_for_first'
  return following.secondApprovedBy === undefined ? 'waits_for_second' : 'in_force'
}

/** Whether this approver may approve it now: two others than whoever asked, and each once. */
export function mayApprove(following: FollowingProgress, approver: number, now: Instant): boolean {
  const state = followingState(following, now)
  if (state !== 'waits_for_first' && state !== 'waits_for_second') return false
  return approver !== following.askedBy && approver !== following.firstApprovedBy
}

/** Whether an approver may end it at once: in force, or about to be. */
export function mayStop(following: FollowingProgress, now: Instant): boolean {
  return ['waits_for_first', 'waits_for_second', 'in_force'].includes(
    followingState(following, now),
  )
}

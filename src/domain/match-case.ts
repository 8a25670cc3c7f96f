import type { Role } from './roles.ts'

/** A pair of crime and wearer that somebody has to look at, and how far that is. */
export const caseStates = [
  'to_review',
  'second_review',
  'disagreed',
  'qualified',
  'rejected',
  'fallen_away',
] as const
export type CaseState = (typeof caseStates)[number]

/** Where a case waits: its state, or `changed` where the evidence is not what was looked at. */
export type CasePhase = CaseState | 'changed'

export const decisions = ['qualify', 'reject'] as const
export type Decision = (typeof decisions)[number]

/** First and second: neither sees the other's before both are given. Deciding: where those two disagreed. */
export type ReviewPart = 'first' | 'second' | 'deciding'

/** A view that counts. */
export interface CountedReview {
  readonly part: ReviewPart
  readonly accountId: number
  readonly decision: Decision
}

/** What the next review of a case is; none where nobody is asked. A review of what changed begins anew. */
const partsDue: Readonly<Record<CasePhase, ReviewPart | undefined>> = {
  to_review: 'first',
  changed: 'first',
  second_review: 'second',
  disagreed: 'deciding',
  qualified: undefined,
  rejected: undefined,
  fallen_away: undefined,
}

export function partDue(phase: CasePhase): ReviewPart | undefined {
  return partsDue[phase]
}

/** The phases in which a person is asked for a view, in the order people read them. */
export const openPhases = [
  'to_review',
  'changed',
  'second_review',
  'disagreed',
] as const satisfies readonly CasePhase[]

const decided: Readonly<Record<Decision, CaseState>> = { qualify: 'qualified', reject: 'rejected' }

/**
 * The state that the views which count come to.
 *
 * @param reviews at most one of each part.
 * @param secondReviewer whether a second person decides beside the first.
 */
export function stateAfter(reviews: readonly CountedReview[], secondReviewer: boolean): CaseState {
  const of = (part: ReviewPart) => reviews.find((review) => review.part === part)
  const [first, second, deciding] = [of('first'), of('second'), of('deciding')]
  if (!first) return 'to_review'
  if (deciding) return decided[deciding.decision]
  if (!second) return secondReviewer ? 'second_review' : decided[first.decision]
  return first.decision === second.decision ? decided[first.decision] : 'disagreed'
}

/** What a matching run does to a case: whether its pair is still one to look at. */
export function stateAfterRun(state: CaseState, isNear: boolean): CaseState {
  if (state === 'fallen_away') return isNear ? 'to_review' : 'fallen_away'
  return isNear || state === 'qualified' || state === 'rejected' ? state : 'fallen_away'
}

/** Why somebody may not decide a case now, as they are told; `undefined` where they may. */
export function whyNotDecide(
  phase: CasePhase,
  counted: readonly Pick<CountedReview, 'accountId'>[],
  person: { readonly accountId: number; readonly role: Role | 'operator' | 'nobody' },
): string | undefined {
  const part = partDue(phase)
  if (part === undefined) {
    return phase === 'fallen_away'
      ? 'Nothing stands of this match any more, so there is nothing to decide'
      : 'This match is decided'
  }
  // Views of other evidence count no more, so whoever gave them may look again.
  const given =
    phase !== 'changed' && counted.some(({ accountId }) => accountId === person.accountId)
  if (given) {
    return part === 'deciding'
      ? 'You gave your view of this match, and another person sees it otherwise: a hub manager decides'
      : 'You gave your view of this match: somebody else gives the next'
  }
  if (part === 'deciding' && person.role !== 'hub-manager') {
    return 'Two people disagree about this match: a hub manager who gave neither view decides'
  }
  return undefined
}

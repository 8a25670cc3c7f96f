import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { londonClockText } from '../../domain/london-day-text.ts'
import type { CasePhase, Decision, ReviewPart } from '../../domain/match-case.ts'

const phases: Readonly<Record<CasePhase, readonly [text: string, colour: string]>> = {
  to_review: ['To look at', 'blue'],
  changed: ['Evidence changed since', 'orange'],
  second_review: ['Second view wanted', 'purple'],
  disagreed: ['Views differ', 'pink'],
  qualified: ['Qualified', 'green'],
  rejected: ['Rejected', 'grey'],
  fallen_away: ['Fell away', 'grey'],
}

/** Where a case is, in words, and the colour of its tag. */
export function phaseText(phase: CasePhase): readonly [text: string, colour: string] {
  return phases[phase]
}

const asks: Readonly<Record<CasePhase, string>> = {
  to_review: 'Nobody has given a view of this match.',
  changed:
    'The evidence is not what it was when this match was looked at. A new view begins a new review; the old ones stay to be read.',
  second_review:
    'One view is given. A second person looks without knowing it: it is shown once both are given.',
  disagreed: 'Two people came to different views. A hub manager who gave neither decides.',
  qualified: 'This match is qualified: it can be put into a proximity alert.',
  rejected: 'This match is rejected. It is kept, so that it can be disclosed.',
  fallen_away:
    'Nothing stands of this match any more, and it was not decided before. It is looked at again if it comes back.',
}

/** What a case waits for. */
export function phaseSentence(phase: CasePhase): string {
  return asks[phase]
}

const parts: Readonly<Record<ReviewPart, string>> = {
  first: 'First view',
  second: 'Second view',
  deciding: 'Deciding view',
}

export function partText(part: ReviewPart): string {
  return parts[part]
}

export function decisionText(decision: Decision): string {
  return decision === 'qualify' ? 'Qualify' : 'Reject'
}

/** `less than an hour`, `5 hours`, `3 days`: how long something has waited. */
export function ageText(since: Instant, now: Instant): string {
  const hours = Math.floor((now - since) / 3_600_000)
  if (hours < 1) return 'less than an hour'
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day')
}

/** `Demo caseworker is looking at it since 10:02`. */
export function claimText({ name, at }: { readonly name: string; readonly at: Instant }): string {
  return `${name} is looking at it since ${londonClockText(at)}`
}

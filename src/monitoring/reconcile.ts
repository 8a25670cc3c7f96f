import { type Instant, type Interval, intersect } from '../domain/interval.ts'
import { scopeOf } from './cause.ts'
import { momentaryKinds } from './event-codes.ts'
import type { Finding } from './finding.ts'

/** An incident as it was last said. */
export interface SaidBefore {
  readonly finding: Finding
  readonly isRetracted: boolean
}

/** Why something is said anew: what came is new, came late, the rule became another, or positions were erased. */
export type Reason = 'data' | 'late-data' | 'rule-changed' | 'erased'

/** `newer-data`: positions that came in time, of later instants, make those before mean something else. */
export type RevisionWhy = 'went-on' | 'ended' | 'newer-data' | Exclude<Reason, 'data'>

/** How what is kept differs from what is said now. The `finding` has the cause it is kept by. */
export type Change<Said extends SaidBefore> =
  | { readonly does: 'begin'; readonly finding: Finding }
  | {
      readonly does: 'revise'
      readonly said: Said
      readonly finding: Finding
      readonly why: RevisionWhy
    }
  | { readonly does: 'retract'; readonly said: Said; readonly why: RevisionWhy }

/** Something that goes on is told anew when so much more of it counts, not with every position; and when nothing more came for so long. */
const WORTH_TELLING = 15 * 60_000

/** What was looked at, as of when, and why. */
export interface Looked {
  /** It begins no later than anything said before that reaches into it. */
  readonly stretch: Interval
  readonly now: Instant
  readonly reason: Reason
}

/**
 * What has to be written so that what is kept is what is said now. Occasions are the same where they overlap in time under
 * one rule; of several, the longest shared time decides, then the earlier. What was said to begin in `stretch` and is said no
 * longer is retracted, and revived when it is said again; nothing else is touched.
 *
 * @param said of the rules that were assessed, at least all that shares an instant with `stretch`, retracted ones as well.
 * @param findings what those rules say of it now.
 */
export function reconcile<Said extends SaidBefore>(
  said: readonly Said[],
  findings: readonly Finding[],
  looked: Looked,
): Change<Said>[] {
  const scopes = new Set([...said.map(({ finding }) => finding), ...findings].map(scope))
  return [...scopes].sort().flatMap((one) =>
    reconcileScope(
      said
        .filter(({ finding }) => scope(finding) === one)
        .sort((a, b) => earlier(a.finding, b.finding)),
      findings.filter((finding) => scope(finding) === one).sort(earlier),
      looked,
    ),
  )
}

/** When what counts of something that goes on is told whole, though nothing more should come; `undefined` of what is over. */
export function toldWholeAt({ to, counted }: Finding): Instant | undefined {
  const last = counted.at(-1)
  return to === undefined && last ? last.to + WORTH_TELLING : undefined
}

function reconcileScope<Said extends SaidBefore>(
  said: readonly Said[],
  findings: readonly Finding[],
  looked: Looked,
): Change<Said>[] {
  const { stretch, now, reason } = looked
  const pairs = pairsOf(said, findings)
  const taken = new Set(said.map(({ finding }) => finding.cause))
  const changes = findings.flatMap((found): Change<Said>[] => {
    const before = pairs.get(found)
    if (before === undefined)
      return [{ does: 'begin', finding: { ...found, cause: free(found.cause, taken) } }]
    const finding = { ...found, cause: before.finding.cause }
    if (!before.isRetracted && isSame(before.finding, finding, now)) return []
    return [{ does: 'revise', said: before, finding, why: whyOf(before, finding, reason) }]
  })
  const kept = new Set(pairs.values())
  const gone = said.filter(
    (each) => !each.isRetracted && !kept.has(each) && beginsIn(each.finding, stretch),
  )
  const why: RevisionWhy = reason === 'data' ? 'newer-data' : reason
  return [...changes, ...gone.map((each) => ({ does: 'retract' as const, said: each, why }))]
}

/** Standing ones first, longest shared time first; then retracted ones that are said again. */
function pairsOf<Said extends SaidBefore>(
  said: readonly Said[],
  findings: readonly Finding[],
): Map<Finding, Said> {
  const possible = said.flatMap((before) =>
    findings.flatMap((finding) => {
      const shared = sharedTime(before.finding, finding)
      return shared === undefined ? [] : [{ before, finding, shared }]
    }),
  )
  possible.sort(
    (a, b) => Number(a.before.isRetracted) - Number(b.before.isRetracted) || b.shared - a.shared,
  )
  const pairs = new Map<Finding, Said>()
  const used = new Set<Said>()
  for (const { before, finding } of possible) {
    if (pairs.has(finding) || used.has(before)) continue
    pairs.set(finding, before)
    used.add(before)
  }
  return pairs
}

/** Whether nothing is to be told: of what goes on, a little more of the same is nothing while more of it comes. */
function isSame(before: Finding, found: Finding, now: Instant): boolean {
  // What only happens was an incident at once: one that had to wait for a threshold, as they once did, is no other for that.
  const facts = ({ kind, stage, from, to, actualAt, codes }: Finding) =>
    JSON.stringify([kind, stage, from, to, momentaryKinds.has(kind) || actualAt, codes])
  if (facts(before) !== facts(found)) return false
  if (found.to !== undefined) {
    return countedText(before) === countedText(found) && unknownText(before) === unknownText(found)
  }
  const more = length(found.counted) - length(before.counted)
  // What is unknown grows with the clock.
  if ((toldWholeAt(found) ?? now) <= now) return countedText(before) === countedText(found)
  return more >= 0 && more < WORTH_TELLING
}

function countedText({ counted }: Finding): string {
  return JSON.stringify(
    counted.map(({ from, to, positions }) => [
      from,
      to,
      // Of what was erased there are none.
      ...positions.map(({ capturedAt }) => capturedAt),
    ]),
  )
}

function unknownText({ unknown }: Finding): string {
  return JSON.stringify(unknown.map(({ from, to }) => [from, to]))
}

function whyOf({ finding, isRetracted }: SaidBefore, now: Finding, reason: Reason): RevisionWhy {
  if (reason !== 'data') return reason
  if (isRetracted || finding.to !== undefined) return 'newer-data'
  return now.to === undefined ? 'went-on' : 'ended'
}

function free(cause: string, taken: Set<string>): string {
  let tried = cause
  for (let number = 2; taken.has(tried); number++) tried = `${cause}#${number}`
  taken.add(tried)
  return tried
}

/** In milliseconds; `undefined` where they only follow one another, or are apart. */
function sharedTime(a: Finding, b: Finding): number | undefined {
  if (a.from === b.from) return Math.min(a.to ?? Infinity, b.to ?? Infinity) - a.from
  const both = intersect(intervalOf(a), intervalOf(b))
  return both && both.to - both.from
}

function intervalOf({ from, to = Infinity }: Finding): Interval {
  return { from, to }
}

function beginsIn({ from }: Finding, stretch: Interval): boolean {
  return stretch.from <= from && from < stretch.to
}

function length(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + (to - from), 0)
}

function scope({ cause }: Finding): string {
  return scopeOf(cause)
}

function earlier(a: { readonly from: Instant }, b: { readonly from: Instant }): number {
  return a.from - b.from
}

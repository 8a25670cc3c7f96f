import { counted } from './count-text.ts'
import type { Instant } from './interval.ts'
import { lengthInWords } from './length-in-words.ts'
import { londonDate } from './london-time.ts'

/** Something about a person that somebody may have to do something about, as the records have it. */
export type AttentionFact =
  | {
      readonly kind: 'incidents'
      /** Open, or waiting for a decision. */
      readonly count: number
      readonly waiting: number
      /** Of the gravest, from 1 to 5, and what it is, in words. */
      readonly gravity: number
      readonly what: string
      /** When the oldest began, and when the newest was told. */
      readonly since: Instant
      readonly newest: Instant
    }
  | {
      readonly kind: 'waiting-too-long'
      readonly count: number
      /** After so many days a decision is waited for too long. */
      readonly days: number
      /** When the oldest and the newest of them had waited for so long. */
      readonly since: Instant
      readonly newest: Instant
    }
  | {
      readonly kind: 'device-silent'
      readonly deviceId: string
      /** When it was heard last, or fitted. */
      readonly since: Instant
    }
  | {
      readonly kind: 'unusual-movement'
      /** In words: the number, the usual and the threshold. */
      readonly what: string
      /** The first moment of the day it is of. */
      readonly since: Instant
      readonly newest: Instant
    }
  | { readonly kind: 'order-ending'; readonly endsAt: Instant }
  | {
      readonly kind: 'match-shared'
      /** Numbers by which the hub can be asked. */
      readonly cases: readonly number[]
      /** Of the last of them. */
      readonly qualifiedAt: Instant
      /** When the first and the last were shared. */
      readonly since: Instant
      readonly newest: Instant
    }

export interface AttentionReason {
  readonly kind: AttentionFact['kind']
  /** From 1, the gravest, to 5. */
  readonly gravity: number
  readonly text: string
  readonly since: Instant
  /** What `since` is, in the words that go before it; absent where the text says enough. */
  readonly sinceWords: string | undefined
  /** When the last of it was told: newer than what somebody has seen, it is new. */
  readonly newest: Instant
}

/** Why a person needs attention now. */
export interface Attention {
  /** The gravest first, the oldest of equals first. */
  readonly reasons: readonly AttentionReason[]
  /** Whether somebody has seen all of them. */
  readonly seen: boolean
}

const DAY = 86_400_000
/** Before an order ends. */
const ENDING = 28 * DAY
const ENDING_SOON = 7 * DAY

/**
 * Reasons in order and in words.
 *
 * @param seenUntil what was told up to then has been seen; absent: nothing has.
 */
export function attentionOf(
  facts: readonly AttentionFact[],
  now: Instant,
  seenUntil?: Instant | undefined,
): Attention {
  const reasons = facts
    .flatMap((fact) => reasonOf(fact, now) ?? [])
    .toSorted((a, b) => a.gravity - b.gravity || a.since - b.since || (a.text < b.text ? -1 : 1))
  const seen = seenUntil !== undefined && reasons.every(({ newest }) => newest <= seenUntil)
  return { reasons, seen: seen && reasons.length > 0 }
}

/** Below zero where `a` goes before `b`: not seen yet, then the gravest reason, then the oldest. Nobody without one goes before anybody with one. */
export function compareAttention(a: Attention, b: Attention): number {
  const [ranks, others] = [rankOf(a), rankOf(b)]
  for (const [index, rank] of ranks.entries()) {
    const other = others[index] ?? 0
    if (rank !== other) return rank < other ? -1 : 1
  }
  return 0
}

function rankOf({ reasons: [first], seen }: Attention): readonly number[] {
  return first ? [seen ? 1 : 0, first.gravity, first.since] : [2, 0, 0]
}

function reasonOf(fact: AttentionFact, now: Instant): AttentionReason | undefined {
  const { kind } = fact
  switch (kind) {
    case 'incidents': {
      const { gravity, since, newest } = fact
      const sinceWords = fact.count === 1 ? 'Since' : 'The oldest since'
      return { kind, gravity, text: incidentsText(fact), since, sinceWords, newest }
    }
    case 'waiting-too-long': {
      const { since, newest, days } = fact
      const waited = `waited longer than ${counted(days, 'day')} for a decision`
      const text = `${counted(fact.count, 'violation has', 'violations have')} ${waited}`
      return { kind, gravity: 2, text, since, sinceWords: undefined, newest }
    }
    case 'device-silent': {
      const { deviceId, since } = fact
      const silent = now - since
      const text = `Nothing heard of device ${deviceId} for ${lengthInWords(silent)}`
      const sinceWords = 'Last heard on'
      return silent >= DAY
        ? { kind, gravity: 2, text, since, sinceWords, newest: since + DAY }
        : { kind, gravity: 3, text, since, sinceWords, newest: since }
    }
    case 'unusual-movement': {
      const { what, since, newest } = fact
      const text = `Unusual on ${londonDate(since)}: ${what}`
      return { kind, gravity: 3, text, since, sinceWords: undefined, newest }
    }
    case 'order-ending': {
      const { endsAt } = fact
      const left = endsAt - now
      if (left <= 0 || left > ENDING) return undefined
      const inDays = left < DAY ? lengthInWords(left) : counted(Math.floor(left / DAY), 'day')
      const text = `The order ends in ${inDays}, on ${londonDate(endsAt)}`
      const [gravity, before] = left <= ENDING_SOON ? [3, ENDING_SOON] : [4, ENDING]
      const since = endsAt - before
      return { kind, gravity, text, since, sinceWords: undefined, newest: since }
    }
    case 'match-shared': {
      const { since, newest } = fact
      return { kind, gravity: 2, text: sharedText(fact), since, sinceWords: undefined, newest }
    }
  }
}

function incidentsText({
  count,
  waiting,
  what,
}: Extract<AttentionFact, { kind: 'incidents' }>): string {
  if (count === 1) return waiting === 1 ? `${what}: waits for a decision` : what
  const waits = waiting > 0 ? `, ${waiting} waiting for a decision` : ''
  return `${counted(count, 'incident')} to deal with${waits}. The gravest: ${what}`
}

/** No more than that there is one: not the crime, its time or place. */
function sharedText({ cases, qualifiedAt }: Extract<AttentionFact, { kind: 'match-shared' }>) {
  const on = londonDate(qualifiedAt)
  return cases.length === 1
    ? `A match was qualified by the hub on ${on}. Ask the hub (case number ${cases[0]})`
    : `${cases.length} matches were qualified by the hub, the last on ${on}. Ask the hub (case numbers ${cases.join(', ')})`
}

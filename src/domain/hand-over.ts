import type { Instant, Interval } from './interval.ts'

/** In characters, as of a note. */
export const MOST_DESCRIPTION = 4000
/** Of one hand-over: what a practitioner chooses from. */
export const MOST_NOTES_HANDED_OVER = 20
/** Of the stretch that a picture shows, in London days: more cannot be told apart on one map. */
export const MOST_PICTURE_DAYS = 3
export const MOST_PICTURE_BYTES = 3 * 1024 * 1024

interface Coded {
  readonly code: string
  readonly label: string
}

/**
 * What is sent to the case record but its number, its link and its picture, in version 1 of `docs/hand-over.md`. Instants are
 * ISO 8601 in UTC.
 */
export interface HandOverContents {
  readonly version: 1
  readonly madeAt: string
  readonly person: {
    readonly deviceWearerId: string
    readonly crn: string | null
    /** Left out where the target is not sent names. */
    readonly name?: string
  }
  readonly by: { readonly username: string; readonly name: string }
  readonly contactType: Coded
  readonly contactAt: string
  /** The condition that may have been breached. */
  readonly suspectedBreach: { readonly conditionId: string; readonly label: string } | null
  readonly outcome: Coded
  readonly description: string
  readonly notes: readonly {
    readonly number: number
    readonly writtenBy: string
    readonly writtenAt: string
    readonly text: string
    readonly from: string | null
    readonly to: string | null
  }[]
  readonly incident: {
    readonly number: number
    readonly kind: string
    readonly label: string
    readonly startsAt: string
    readonly endsAt: string | null
  } | null
  readonly alert: boolean
  readonly visorExtract: boolean
  readonly sensitive: boolean
}

/** Of a picture: what it shows, and what whoever looks at it must know. */
export interface HandOverPicture {
  readonly png: Uint8Array
  readonly within: Interval
}

/** Dead: given up, until a person has it sent again. Stopped: its target ended before. */
export type HandOverState = 'waiting' | 'sent' | 'dead' | 'stopped'

/** Something sent to the case record, or meant to be. */
export interface HandOver {
  readonly id: number
  readonly deviceWearerId: string
  readonly contents: HandOverContents
  /** Absent: it has none; erased: it had one. */
  readonly picture: Interval | 'erased' | undefined
  readonly state: HandOverState
  readonly tries: number
  readonly nextTryAt: Instant | undefined
  readonly sentAt: Instant | undefined
  readonly lastError: string | undefined
  /** What whoever took it calls it. */
  readonly reference: string | undefined
  readonly madeBy: string
  readonly madeAt: Instant
}

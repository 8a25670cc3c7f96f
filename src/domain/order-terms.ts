import type { Instant } from './interval.ts'
import type { WeeklyHours } from './weekly-hours.ts'

/** What a trail is also read for. */
export interface TrailTerms {
  /** Codes of categories of places that visits are told to though they tell of belief, health or politics. */
  readonly placeCategories?: readonly string[] | undefined
}

/** Hours of a curfew, and the zones any one of which is the place to be. */
export interface CurfewHours extends WeeklyHours {
  /** Absent: the condition's own `zoneIds`. */
  readonly zoneIds?: readonly string[] | undefined
}

/** What a curfew requires. Staggered and later hours are rows of `hours` with their dates. */
export interface CurfewTerms {
  readonly hours: readonly CurfewHours[]
  /** In place of the weekly hours on the day of release, a London date. */
  readonly releaseDay?:
    | {
        readonly date: string
        readonly from: string
        readonly to: string
        readonly zoneIds?: readonly string[] | undefined
      }
    | undefined
}

/** What an appointment requires: to be in the zone between the hours, on time. */
export interface AttendanceTerms {
  readonly purpose: string
  readonly zoneId: string
  readonly hours: readonly WeeklyHours[]
  /** Later than this after the beginning is late; absent: as the settings say. */
  readonly graceMinutes?: number | undefined
  /** How long is enough; absent: to have been there. */
  readonly leastMinutes?: number | undefined
}

export interface AlcoholTerms {
  /** Abstinence, or a level that may not be passed. */
  readonly kind: 'abstinence' | 'level'
}

export const exceptionPurposes = [
  'court',
  'appointment',
  'escort',
  'work',
  'education',
  'other',
] as const

/** When and why somebody may be where a zone says they may not. Neither instants nor hours: whenever the purpose holds, which a person decides. */
export interface ZoneException {
  readonly purpose: (typeof exceptionPurposes)[number]
  readonly text?: string | undefined
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
  readonly hours?: readonly WeeklyHours[] | undefined
}

/** What an order is for, as its papers say; all of it may be missing. */
export interface OrderFacts {
  /** Codes of the reference lists. */
  readonly offence?: { readonly type: string; readonly date?: string | undefined } | undefined
  readonly sentence?:
    | {
        readonly type: string
        readonly days?: number | undefined
        readonly date?: string | undefined
      }
    | undefined
  /** Whether the offence has the longest, or equally longest, sentence. */
  readonly longestSentence?: boolean | undefined
  /** A London date. */
  readonly releaseDate?: string | undefined
  /** Home detention curfew. */
  readonly hdc?: boolean | undefined
  /** Intensive supervision and surveillance, of a young person. */
  readonly intensiveSupervision?: boolean | undefined
  /** Whether release was reviewed for its risk (P-RARR). */
  readonly riskReview?: boolean | undefined
  /** Whether domestic abuse was missed at release by mistake. */
  readonly missedInError?: boolean | undefined
  /** Why a licence was varied, and what the order was made from: codes. */
  readonly licenceVariationFor?: string | undefined
  readonly madeFrom?: string | undefined
  /** Of the law the order stands on: a licence, a requirement, bail. */
  readonly conditionType?: string | undefined
  readonly deviceType?: string | undefined
  /** The pilot or project. */
  readonly cohort?: string | undefined
  readonly policeForce?: string | undefined
  readonly region?: string | undefined
  readonly notifyingOrganisation?: string | undefined
  readonly responsibleOrganisation?: string | undefined
  /** Minutes of violation that may add up before the responsible organisation is told. */
  readonly allowanceMinutes?: number | undefined
  /** What changed with this version, where its papers say. */
  readonly variation?:
    | {
        readonly type: string
        readonly date?: string | undefined
        readonly text?: string | undefined
      }
    | undefined
}

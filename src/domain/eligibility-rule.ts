import type { Condition } from './people.ts'

/** What is asked about; what is not known is missing, and never guessed. */
export interface CaseFacts {
  readonly orderType?: string | undefined
  readonly notifyingOrganisation?: string | undefined
  /** London dates. */
  readonly releaseDate?: string | undefined
  readonly monitoringEnds?: string | undefined
  readonly adult?: boolean | undefined
  readonly fixedAddress?: boolean | undefined
  readonly hdc?: boolean | undefined
  readonly project?: string | undefined
  readonly offence?: string | undefined
  readonly longestSentence?: boolean | undefined
  readonly sentenceDays?: number | undefined
  readonly policeForce?: string | undefined
  readonly region?: string | undefined
  readonly sentenceType?: string | undefined
  readonly intensiveSupervision?: boolean | undefined
  readonly riskReview?: boolean | undefined
  readonly missedInError?: boolean | undefined
  readonly licenceVariationFor?: string | undefined
  readonly madeFrom?: string | undefined
  /** Kinds of which the order has two conditions that hold at one time. */
  readonly twiceAtOnce?: readonly MonitoredKind[] | undefined
}

export type CaseFact = keyof CaseFacts

/** A rule as it held from a day on; its version is that day. */
export interface DatedRule {
  readonly id: string
  readonly from: string
  /** The last day. */
  readonly to?: string
  /** What it requires, in words. */
  readonly text: string
  /** Where it is from. */
  readonly source: string
  /** Facts that it cannot do without. */
  readonly needs: readonly CaseFact[]
}

/** One that somebody meets or not. Asked only where every fact it needs is known. */
export interface EligibilityRule extends DatedRule {
  readonly met: (facts: Required<CaseFacts>) => boolean
  /** Whether it is about such a case at all; absent: about every one. */
  readonly concerns?: (facts: Required<CaseFacts>) => boolean
  /** Facts without which nobody knows whether it is. */
  readonly concernsBy?: readonly CaseFact[]
}

/** One that leaves only some kinds of condition where it applies. */
export interface KindRule extends DatedRule {
  readonly applies: (facts: Required<CaseFacts>) => boolean
  readonly only: readonly MonitoredKind[]
}

export type MonitoredKind = Condition['kind']

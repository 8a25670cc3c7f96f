import type { Instant, Interval } from '../domain/interval.ts'

/** What an incident is about; thresholds, gravity and grouping go by it. */
export const families = [
  'zone',
  'curfew',
  'attendance',
  'tamper',
  'battery',
  'power',
  'signal',
  'fault',
  'home-unit',
  'alcohol',
  'feed',
] as const
export type Family = (typeof families)[number]

/** What a rule noticed, by name; `kindFacts` has the words, the gravity and the codes other systems have for each. */
export const findingKinds = [
  'exclusion-entered',
  'exclusion-present-at-start',
  'restriction-entered',
  'inclusion-left',
  'inclusion-absent-at-start',
  'curfew-absent-at-start',
  'curfew-left-during',
  'curfew-absent-at-end',
  'curfew-absent-throughout',
  'attendance-late',
  'attendance-missed',
  'attendance-left-early',
  'strap-tamper',
  'case-tamper',
  'battery-low',
  'battery-dead',
  'power-off',
  'no-signal',
  'device-fault',
  'too-many-reports',
  'home-unit-moved',
  'alcohol-detected',
  'feed-silent',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** One position as evidence: degrees, metres; what it is evidence of is said beside it. */
export interface Observation {
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
}

/**
 * What a rule says of one occasion: an entry, a night, an appointment, a tamper. A function of the data of that
 * stretch alone, so that the same data say the same whatever order they arrive in.
 */
export interface Finding {
  /** The rule, or device and slot, and the instant it began (`causeOf`). Later data may say another beginning: `reconcile` keeps the cause of what overlaps. */
  readonly cause: string
  readonly family: Family
  readonly kind: FindingKind
  /** The condition that requires it, where a condition does. */
  readonly conditionId: string | undefined
  readonly zoneId: string | undefined
  readonly stage: 'potential' | 'cancelled' | 'actual'
  readonly from: Instant
  /** Absent while it goes on. */
  readonly to: Instant | undefined
  /** When its threshold had passed, in the time of events. */
  readonly actualAt: Instant | undefined
  /** From 0 to 1: how sure the positions are of it, at its surest; absent of what a device said itself. */
  readonly certainty: number | undefined
  /** Stretches that may count as minutes of violation, each with the first and last position that say so. Absences authorised before and what is unknown are not among them. */
  readonly counted: readonly (Interval & {
    readonly positions: readonly [Observation, Observation]
  })[]
  /** Stretches of it of which nothing is known. */
  readonly unknown: readonly Interval[]
  /** What it stands on, in order: at most twelve, the decisive ones. */
  readonly evidence: readonly Observation[]
  /** Codes of the device events that began and ended it. */
  readonly codes?: readonly string[] | undefined
}

/** What is known of a rule at times: for a curfew inside is home and outside away. Gaps between are unknown too. */
export interface StateSpan extends Interval {
  readonly state: 'inside' | 'outside' | 'unknown'
}

/** What became of an appointment. Without positions enough it is `unknown`, and that is nobody's fault. */
export interface Appointment extends Interval {
  readonly outcome: 'to-come' | 'on-time' | 'late' | 'left-early' | 'missed' | 'unknown'
  /** When somebody is first known to have been there. */
  readonly arrivedAt: Instant | undefined
}

/** What one rule says of a stretch of one wearer's time. */
export interface Assessment {
  readonly findings: readonly Finding[]
  readonly states: readonly StateSpan[]
  /** Of rules of attendance. */
  readonly appointments?: readonly Appointment[] | undefined
}

import type { Interval } from '../domain/interval.ts'
import type { AttendanceTerms, CurfewTerms, ZoneException } from '../domain/order-terms.ts'
import type { WeeklyHours } from '../domain/weekly-hours.ts'
import type { Area } from '../geo/area.ts'

interface RuleFacts {
  /** Wearer, condition and zone: stays the same however often people are imported. */
  readonly id: string
  readonly deviceWearerId: string
  readonly monitoringOrderId: string
  readonly conditionId: string
  /** Activation x order x condition (x zone): the only instants at which it is looked at. In order, disjoint. */
  readonly within: readonly Interval[]
}

/** A place, ready to be asked about. */
export interface Place {
  readonly zoneId: string
  readonly name: string | undefined
  readonly area: Area
  /** When the zone is valid. */
  readonly valid: Interval
}

export interface ZoneRule extends RuleFacts {
  readonly kind: 'exclusion' | 'inclusion' | 'restriction'
  readonly place: Place
  readonly schedule: readonly WeeklyHours[] | undefined
  readonly exceptions: readonly ZoneException[]
}

export interface CurfewRule extends RuleFacts {
  readonly kind: 'curfew'
  readonly terms: CurfewTerms
  /** All that the hours name; each row of `terms` names those of which any is the place to be. */
  readonly places: readonly Place[]
  readonly absences: readonly Interval[]
}

export interface AttendanceRule extends RuleFacts {
  readonly kind: 'attendance'
  readonly terms: AttendanceTerms
  readonly place: Place
  readonly absences: readonly Interval[]
}

export type Rule = ZoneRule | CurfewRule | AttendanceRule

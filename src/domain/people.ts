import type { Instant } from './interval.ts'
import type {
  AlcoholTerms,
  AttendanceTerms,
  CurfewTerms,
  OrderFacts,
  TrailTerms,
  ZoneException,
} from './order-terms.ts'
import type { WeeklyHours } from './weekly-hours.ts'

/** Who wears what, and on what legal basis: the content of people.json with instants read. Open ends are `Infinity`. */
export interface People {
  readonly deviceWearers: readonly DeviceWearer[]
  readonly devices: readonly Device[]
  readonly deviceActivations: readonly DeviceActivation[]
  readonly monitoringOrders: readonly MonitoringOrder[]
  readonly zones: readonly Zone[]
  readonly allocations: readonly Allocation[]
}

export interface DeviceWearer {
  readonly id: string
  readonly names?: readonly string[] | undefined
  readonly dateOfBirth?: string | undefined
  readonly identifiers?:
    | {
        readonly crn?: string | undefined
        readonly nomis?: string | undefined
        /** As it was sent; `pncNumber()` says which spellings are one. */
        readonly pnc?: string | undefined
        readonly prisonNumber?: string | undefined
        readonly homeOfficeReference?: string | undefined
        /** Compliance and Enforcement Person Reference. */
        readonly cepr?: string | undefined
        readonly courtCaseReference?: string | undefined
      }
    | undefined
  readonly facts?: WearerFacts | undefined
  /** Who may not look at this person. Where a file says nothing of them, what an earlier one said stands. */
  readonly restrictions?: readonly Restriction[] | undefined
}

/** A bar on looking at one person's data, with what whoever it keeps out is told. */
export interface Restriction {
  /** Excluded: these users may not see the person. Restricted: nobody but these may. */
  readonly kind: 'excluded' | 'restricted'
  /** As users sign in; letter case does not matter. */
  readonly usernames: readonly string[]
  readonly message: string
}

/** What else is known of a wearer; all of it may be missing. Codes are of the reference lists, unknown ones kept. */
export interface WearerFacts {
  readonly aliases?: readonly string[] | undefined
  readonly sex?: string | undefined
  readonly gender?: string | undefined
  readonly language?: string | undefined
  readonly interpreterRequired?: boolean | undefined
  readonly disabilities?: readonly string[] | undefined
  readonly noFixedAbode?: boolean | undefined
  readonly adultAtInstallation?: boolean | undefined
}

interface Device {
  readonly id: string
  readonly model?: string | undefined
  readonly serialNumber?: string | undefined
}

/** The interval one device is fitted to one wearer; devices are reused. */
interface DeviceActivation {
  readonly id: string
  readonly deviceId: string
  readonly deviceWearerId: string
  readonly from: Instant
  readonly to: Instant
  /** `fitted`, `refitted`, `swapped`; `removed`, `swapped`, `fault`: codes of the reference lists. */
  readonly startReason?: string | undefined
  readonly endReason?: string | undefined
}

export interface MonitoringOrder {
  readonly id: string
  readonly deviceWearerId: string
  readonly orderType: string
  readonly from: Instant
  readonly to: Instant
  readonly conditions: readonly Condition[]
  readonly facts?: OrderFacts | undefined
}

type ConditionKind = 'trail' | 'curfew' | 'zone' | 'attendance' | 'alcohol'

export interface Condition {
  readonly id: string
  readonly kind: ConditionKind
  readonly from: Instant
  readonly to: Instant
  /** Whether positions under this condition may be compared with crimes. */
  readonly crimeMapping: boolean
  readonly zoneIds?: readonly string[] | undefined
  /** What is required, each with its kind only. */
  readonly trail?: TrailTerms | undefined
  readonly curfew?: CurfewTerms | undefined
  readonly attendance?: AttendanceTerms | undefined
  readonly alcohol?: AlcoholTerms | undefined
}

export interface Zone {
  readonly id: string
  readonly kind: 'exclusion' | 'inclusion' | 'restriction'
  /** GeoJSON: Polygon, MultiPolygon, or Point with `radiusMetres`. WGS84, longitude before latitude. */
  readonly geometry: unknown
  readonly from: Instant
  readonly to: Instant
  readonly name?: string | undefined
  readonly radiusMetres?: number | undefined
  /** Added all around the geometry. */
  readonly bufferMetres?: number | undefined
  /** When it holds; absent: always. */
  readonly schedule?: readonly WeeklyHours[] | undefined
  readonly exceptions?: readonly ZoneException[] | undefined
}

export interface Allocation {
  readonly deviceWearerId: string
  readonly practitioner: string
  readonly team: string
  readonly from: Instant
  readonly to: Instant
}

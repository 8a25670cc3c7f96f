import type { CrimeVersion } from '../../domain/crime.ts'
import type { Instant } from '../../domain/interval.ts'
import type { CheckBundle } from '../check-bundle.ts'
import type { ErrorRateFigures, KnownFaults } from './published-facts.ts'

export const ALERT_EVIDENCE = 'whereabouts alert evidence 1'

/**
 * All that an alert is written from, but for its number and its signature. It is frozen when the alert is
 * drafted and kept with it; its SHA-256 is printed.
 */
export interface AlertEvidence {
  readonly format: typeof ALERT_EVIDENCE
  /** When each pair was weighed again. */
  readonly draftedAt: Instant
  /** When the newest positions that were weighed had come in. */
  readonly completeTo: Instant | undefined
  readonly crime: CrimeVersion
  /** When the force's batch came in. */
  readonly crimeReceivedAt: Instant
  readonly wearers: readonly AlertWearer[]
  readonly errorRates: ErrorRateFigures
  readonly knownFaults: KnownFaults
}

/** A wearer whom people qualified. */
export interface AlertWearer {
  readonly id: string
  readonly names: readonly string[]
  readonly dateOfBirth: string | undefined
  readonly identifiers: readonly (readonly [kind: string, value: string])[]
  /** Of the devices whose positions are told; the serial number where the records have one. */
  readonly devices: readonly { readonly id: string; readonly serialNumber: string | undefined }[]
  /** When the file that says who this is came in. */
  readonly personAsOf: Instant | undefined
  readonly reviews: readonly AlertReview[]
  readonly run: AlertRun
  /** The run's own labels: the positions in radius, by visit. */
  readonly labels: readonly (PositionKey & { readonly label: string })[]
  readonly movements: readonly SentMovement[]
  readonly bundle: CheckBundle
}

/** Which position; degrees x 1e7. */
export interface PositionKey {
  readonly deviceId: string
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
}

/** What a device said of its own movement at a position. */
export interface SentMovement extends PositionKey {
  readonly speedKmh: number | undefined
  readonly headingDegrees: number | undefined
}

interface AlertReview {
  readonly role: string
  readonly part: string
  readonly decision: 'qualify' | 'reject'
  readonly decidedAt: Instant
}

interface AlertRun {
  readonly id: number
  readonly algorithmVersion: string
  readonly pairs: string
  readonly startedAt: Instant
}

/** What approval adds. */
export interface ReportSigning {
  readonly number: string
  readonly signedAt: Instant
  /** As in the account that signed. */
  readonly signer: string
}

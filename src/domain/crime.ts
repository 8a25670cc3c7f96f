import type { CrimeType } from './crime-types.ts'
import type { ClosedWindow } from './interval.ts'

/** Where a crime is said to have happened, as sent; WGS84 degrees, or metres on the national grid. */
export type CrimeLocation =
  | { readonly kind: 'degrees'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'grid'; readonly easting: number; readonly northing: number }

/** One valid row of a crime batch: what a force says of one crime. */
export interface CrimeStatement {
  /** The force's identifier as batches write it. */
  readonly policeForce: string
  readonly crimeReference: string
  readonly crimeType: CrimeType
  readonly window: ClosedWindow
  /** As sent. */
  readonly location: CrimeLocation
  /** WGS84 degrees at 1e-7, converted from the grid where need be. */
  readonly latitude: number
  readonly longitude: number
  readonly crimeText: string
  readonly batchId: string
}

/** What of a crime can change from one version to the next. */
export type CrimeChange = 'Crime location' | 'Crime window' | 'Crime type' | 'Crime text'

/** One immutable statement of a crime's facts. Versions count from 1. */
export interface CrimeVersion extends CrimeStatement {
  readonly version: number
  /** What differs from the version before; empty for the first. */
  readonly changes: readonly CrimeChange[]
}

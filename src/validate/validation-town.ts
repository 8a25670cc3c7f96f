import type { CrimeVersion } from '../domain/crime.ts'
import type { Instant } from '../domain/interval.ts'
import type { LawfulIntervals } from '../domain/lawful-intervals.ts'
import type { PositionColumns } from '../domain/position-columns.ts'

/** A town whose truth is known: what the engine is given, and what it should have said. */
export interface ValidationTown {
  /** Says how the town was made, such as `streets, offences near haunts, seed 7`. */
  readonly name: string
  /** Which of the planted conditions the town stands for; results are pooled by it. */
  readonly mode: string
  /** As reported: any order, repeats and conflicts included. */
  readonly positions: PositionColumns
  readonly lawful: LawfulIntervals
  readonly crimes: readonly CrimeVersion[]
  /** Who did it, by {@link crimeKey}; a crime that nobody with a tag did is absent. */
  readonly offences: ReadonlyMap<string, PlantedOffence>
  /** Where each wearer lives. */
  readonly homes: ReadonlyMap<string, { readonly latitude: number; readonly longitude: number }>
}

/** An offence by somebody who wears a tag. */
export interface PlantedOffence {
  readonly deviceWearerId: string
  readonly occurredAt: Instant
  /** Where it truly was; the crime's own place is what the police reported. */
  readonly latitude: number
  readonly longitude: number
  /** Metres from the closest place the wearer usually goes to. */
  readonly metresFromHaunt: number
}

export function crimeKey(crime: Pick<CrimeVersion, 'policeForce' | 'crimeReference'>): string {
  return `${crime.policeForce}/${crime.crimeReference}`
}

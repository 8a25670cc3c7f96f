import type { Interval } from '../../domain/interval.ts'
import type { Leg } from '../../patterns/day-pattern.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import type { GroundSource } from '../reports/report-ground.ts'
import type { DocumentFacts, DocumentPosition } from './document-facts.ts'
import type { PackContent } from './pack-content.ts'

/** Everything that a document's files are made from: the same content is the same bytes. */
export type DocumentJob =
  | { readonly trail: TrailContent; readonly ground?: GroundSource | undefined }
  | { readonly pack: PackContent; readonly ground?: GroundSource | undefined }

/** What a trail report says. */
export interface TrailContent {
  readonly facts: DocumentFacts
  readonly person: PersonFile
  readonly within: Interval
  readonly hoursPerMap: number
  /** Parts of the period in which a trail condition was in force with a device worn. */
  readonly supervised: readonly Interval[]
  readonly silences: readonly Interval[]
  readonly positions: readonly DocumentPosition[]
}

/** With what is worked out of its positions. */
export type ToldTrail = TrailContent & { readonly legs: readonly Leg[] }

import type { Interval } from '../../domain/interval.ts'
import type { DocumentFacts } from './document-facts.ts'

/** What a breach pack says. */
export interface PackContent {
  readonly facts: DocumentFacts
  readonly positions: number
  readonly covers: readonly Interval[]
}

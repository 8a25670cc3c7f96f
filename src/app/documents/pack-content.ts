import type { DocumentFacts } from './document-facts.ts'
/** What a breach pack says. */
export interface PackContent {
  readonly facts: DocumentFacts
}

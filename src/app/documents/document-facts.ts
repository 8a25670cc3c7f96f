import type { Instant } from '../../domain/interval.ts'
import type { DocumentKind } from '../../domain/person-document.ts'
import type { Movement } from '../read-movements.ts'
import type { SaidMovement } from '../with-details.ts'

/** What every document says of itself. */
export interface DocumentFacts {
  readonly id: number
  readonly kind: DocumentKind
  readonly purpose: string
  readonly author: { readonly name: string; readonly role: string }
  readonly askedAt: Instant
  /** When what it says was read. */
  readonly readAt: Instant
}

/** A position as documents tell it; its number counts from 1 in order of capture. */
export type DocumentPosition = Movement & SaidMovement & { readonly number: number }

import type { Instant } from './interval.ts'

/** In characters: about two pages. */
export const MOST_NOTE_TEXT = 4000

/** Where a device was at the moment that a note is about, as it was known when the note was written. WGS84 degrees. */
export interface NotePosition {
  readonly capturedAt: Instant
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | undefined
  readonly mechanism: string
}

/** What notes can be looked for by: those about a time, an incident or a place, and those that put another right. */
export const noteKinds = ['time', 'incident', 'position', 'correction'] as const
export type NoteKind = (typeof noteKinds)[number]

/** What somebody wrote of a person. Never changed. */
export interface PersonNote {
  readonly id: number
  readonly deviceWearerId: string
  readonly text: string
  /** An instant, or a stretch where it has an end. */
  readonly about: { readonly from: Instant; readonly to: Instant | undefined } | undefined
  readonly incident: NoteIncident | undefined
  /** Erased: it had one. */
  readonly position: NotePosition | 'erased' | undefined
  /** The note that this one puts right. */
  readonly corrects: number | undefined
  /** The notes that put this one right, in order. */
  readonly correctedBy: readonly number[]
  readonly writtenBy: { readonly accountId: number; readonly name: string }
  readonly writtenAt: Instant
}

interface NoteIncident {
  readonly id: number
  /** Absent once the incident is not kept any more. */
  readonly kind: string | undefined
  readonly startsAt: Instant | undefined
}

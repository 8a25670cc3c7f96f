import { londonMinuteText } from '../../domain/london-day-text.ts'
import { londonTime, londonTimeToTheSecond, londonWindow } from '../../domain/london-time.ts'
import type { NoteKind, NotePosition, PersonNote } from '../../domain/person-note.ts'
import { placeText } from '../../domain/place-text.ts'
import type { FindingKind } from '../../monitoring/finding.ts'
import { kindText } from '../incidents/incident-text.ts'

const kinds: Readonly<Record<NoteKind, string>> = {
  time: 'About a time',
  incident: 'About an incident',
  position: 'About a position',
  correction: 'Putting another note right',
}

export function noteKindText(kind: NoteKind): string {
  return kinds[kind]
}

/** The moment or stretch that a note is about. */
export function aboutText({ from, to }: NonNullable<PersonNote['about']>): string {
  return to === undefined ? londonTime(from) : londonWindow(from, to)
}

/** `Lost tag, from 26 January 2026 at 16:08 GMT (incident 12)`. */
export function incidentText(id: number, kind: string | undefined, startsAt?: number): string {
  if (kind === undefined || startsAt === undefined)
    return `Incident ${id}, which is not kept any more`
  return `${kindText(kind as FindingKind)}, from ${londonMinuteText(startsAt)} (incident ${id})`
}

/** Where a device was, how sure that is, and when. */
export function positionText(position: NotePosition | 'erased'): string {
  if (position === 'erased') return 'Erased'
  const { capturedAt, latitude, longitude, accuracyMetres, mechanism } = position
  const within = accuracyMetres === undefined ? 'accuracy not given' : `within ${accuracyMetres} m`
  return `${placeText(latitude, longitude)}, ${within}, ${mechanism || 'mechanism not given'}, captured ${londonTimeToTheSecond(capturedAt)}`
}

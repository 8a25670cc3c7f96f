import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { londonTime, londonWindow } from '../../domain/london-time.ts'
import { type DocumentState, documentKindText } from '../../domain/person-document.ts'
import type { PersonDocument } from '../../store/records/visible-documents.ts'

const states: Readonly<Record<DocumentState, readonly [text: string, colour: string]>> = {
  waiting: ['Waits its turn', 'grey'],
  working: ['Being made', 'blue'],
  ready: ['Ready', 'green'],
  failed: ['Could not be made', 'red'],
  cancelled: ['Cancelled', 'grey'],
  erased: ['Removed', 'grey'],
}

export const DocumentTag: FC<{ document: Pick<PersonDocument, 'state'> }> = ({ document }) => {
  const [text, colour] = states[document.state]
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{text}</strong>
}

/** Whether something is still to come of it. */
export function isOpen({ state }: Pick<PersonDocument, 'state'>): boolean {
  return state === 'waiting' || state === 'working'
}

/** `Trail report 12`. */
export function documentName({ kind, id }: Pick<PersonDocument, 'kind' | 'id'>): string {
  return `${documentKindText(kind)} ${id}`
}

/** What it is of, in a line. */
export function ofText({ within, parameters }: PersonDocument): string {
  const period = londonWindow(within.from, within.to)
  if ('hoursPerMap' in parameters) return `${period}, ${mapText(parameters.hoursPerMap)}`
  const { incidentIds, noteIds } = parameters
  const notes = noteIds.length > 0 ? ` and ${counted(noteIds.length, 'note')}` : ''
  return `${counted(incidentIds.length, 'incident')}${notes}, ${period}`
}

export function mapText(hours: number): string {
  if (hours === 24) return 'a map for each day'
  return hours === 1 ? 'a map for each hour' : `a map for each ${hours} hours`
}

/** How far it is, and why where it went no further. */
export function farText(document: PersonDocument): string {
  const { state, done, of, why = '', endedAt } = document
  switch (state) {
    case 'waiting':
      return 'One report is made after another. Yours comes by itself.'
    case 'working':
      if (of === 0) return 'What it tells of is being read.'
      return done < of
        ? `${done} of ${counted(of, 'map')} drawn.`
        : `All ${counted(of, 'map')} drawn. The pages are being laid out.`
    case 'ready':
      return endedAt === undefined ? '' : `Made ${londonTime(endedAt)}.`
    default:
      return why
  }
}

/** `1.2 MB`, `340 KB`. */
export function sizeText(bytes: number): string {
  return bytes < 1e6
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1e6).toFixed(1)} MB`
}

import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import type { Asking } from '../../server/route.ts'
import { NoteAbout, NoteActions } from './note-entry.tsx'

/** One note by itself. */
export const NotePage: FC<{ asking: Asking; note: PersonNote; title: string }> = ({
  asking,
  note,
  title,
}) => (
  <>
    <h1 class="govuk-heading-l">{title}</h1>
    <p class="govuk-body">{`Written by ${note.writtenBy.name}, ${londonTime(note.writtenAt)}`}</p>
    <p class="govuk-body app-written">{note.text}</p>
    <NoteAbout asking={asking} note={note} />
    <NoteActions asking={asking} note={note} />
  </>
)

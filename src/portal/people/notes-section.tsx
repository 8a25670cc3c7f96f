import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { Asking } from '../../server/route.ts'
import type { TimelineEntry } from '../../store/records/timeline-records.ts'
import { paths } from '../paths.ts'
import { timelineWords } from './timeline-text.ts'

/** What was last written of a person, for whoever may write too. */
export const NotesSection: FC<{
  asking: Asking
  personId: string
  notes: readonly TimelineEntry[]
}> = ({ asking, personId, notes }) =>
  asking.actor.permissions.has('notes:write') ? (
    <>
      <h2 class="govuk-heading-m">Latest notes</h2>
      {notes.length === 0 ? (
        <p class="govuk-body">No note is written yet.</p>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {notes.map((note) => {
            const { title, more } = timelineWords(note)
            return (
              <li>
                <strong>{title}</strong>
                {more.map((line) => (
                  <span class="app-line app-own-words">{line}</span>
                ))}
                <span class="app-aside">{londonTime(note.at)}</span>
              </li>
            )
          })}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={paths.notes(personId)}>
          All notes
        </a>
      </p>
    </>
  ) : null

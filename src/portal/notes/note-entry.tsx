import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { PersonNote } from '../../domain/person-note.ts'
import type { Asking } from '../../server/route.ts'
import { rangeQuery } from '../components/typed-range.ts'
import { paths, within } from '../paths.ts'
import { aboutText, incidentText, positionText } from './note-text.ts'

const AROUND = 30 * 60_000

/** One note among others: who wrote it when, what they wrote, and what it is about. */
export const NoteEntry: FC<{ asking: Asking; note: PersonNote }> = ({ asking, note }) => {
  const { id, deviceWearerId, text, writtenBy, writtenAt } = note
  return (
    <article class="app-note" aria-labelledby={`note-${id}`}>
      <h3 class="govuk-heading-s" id={`note-${id}`}>
        <a class="govuk-link" href={paths.note(deviceWearerId, id)}>
          Note {id}
        </a>
        {`, ${writtenBy.name}, ${londonTime(writtenAt)}`}
      </h3>
      <p class="govuk-body app-written">{text}</p>
      <NoteAbout asking={asking} note={note} />
    </article>
  )
}

/** The time, incident, place and notes that a note is about. */
export const NoteAbout: FC<{ asking: Asking; note: PersonNote }> = ({ asking, note }) => {
  const { deviceWearerId, about, incident, position, corrects, correctedBy } = note
  const facts = [
    corrects !== undefined && (
      <>
        Puts right <NoteLinks of={deviceWearerId} ids={[corrects]} />
      </>
    ),
    correctedBy.length > 0 && (
      <strong>
        Put right by <NoteLinks of={deviceWearerId} ids={correctedBy} />
      </strong>
    ),
    about && (
      <>
        {`About ${aboutText(about)} `}
        <MovementsLink of={deviceWearerId} about={about} />
      </>
    ),
    position && `Position: ${positionText(position)}`,
    incident && <AboutIncident asking={asking} incident={incident} />,
  ].filter((fact) => fact !== false && fact !== undefined)
  if (facts.length === 0) return null
  return (
    <ul class="govuk-list govuk-list--bullet">
      {facts.map((fact) => (
        <li>{fact}</li>
      ))}
    </ul>
  )
}

const NoteLinks: FC<{ of: string; ids: readonly number[] }> = ({ of, ids }) => (
  <>
    {ids.map((id, index) => (
      <>
        {index > 0 && ', '}
        <a class="govuk-link" href={paths.note(of, id)}>
          note {id}
        </a>
      </>
    ))}
  </>
)

const MovementsLink: FC<{ of: string; about: NonNullable<PersonNote['about']> }> = ({
  of,
  about: { from, to },
}) => {
  const shown = { from: from - AROUND, to: (to ?? from) + AROUND }
  return (
    <a class="govuk-link" href={paths.movements(of) + rangeQuery(shown)}>
      Movements around then
    </a>
  )
}

const AboutIncident: FC<{ asking: Asking; incident: NonNullable<PersonNote['incident']> }> = ({
  asking,
  incident: { id, kind, startsAt },
}) => {
  const text = incidentText(id, kind, startsAt)
  if (kind === undefined || !asking.actor.permissions.has('incidents:read')) return <>{text}</>
  return (
    <a class="govuk-link" href={paths.incident(id)}>
      {text}
    </a>
  )
}

/** Where a note can be taken on to: the case record, or a note that puts it right. */
export const NoteActions: FC<{ asking: Asking; note: PersonNote }> = ({
  asking,
  note: { id, deviceWearerId },
}) => (
  <ul class="govuk-list">
    {asking.actor.permissions.has('cases:hand-over') && (
      <li>
        <a class="govuk-link" href={within(paths.newHandOver(deviceWearerId), { note: id })}>
          Send it to the case record
        </a>
      </li>
    )}
    <li>
      <a class="govuk-link" href={within(paths.notes(deviceWearerId), { corrects: id })}>
        Put it right with another note
      </a>
    </li>
  </ul>
)

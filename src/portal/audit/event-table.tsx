import type { Child, FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import { londonTimeToTheSecond } from '../../domain/london-time.ts'
import type { StoredAuditEvent } from '../../store/records/audit-records.ts'
import { Table } from '../components/table.tsx'
import { paths, within } from '../paths.ts'
import { actorRole, deedText, intervalText, subjectsText } from './event-text.ts'
import { OutcomeTag } from './outcome-tag.tsx'

/** Wearers named in a row; an event's own page names all. */
const MOST_SUBJECTS = 3

/** Events of the audit, a row each. */
export const EventTable: FC<{
  caption: string
  events: readonly StoredAuditEvent[]
  /** The sample they are looked at in. */
  sample?: number
  /** What people found who looked at an event; in a sample only. */
  review?: (event: StoredAuditEvent) => Child
}> = ({ caption, events, sample, review }) => (
  <Table
    caption={caption}
    columns={[
      { title: 'When' },
      ...(review ? [{ title: 'Review' }] : []),
      { title: 'Who' },
      { title: 'What' },
      { title: 'Of whom' },
      { title: 'Period' },
      { title: 'How many', numeric: true },
      { title: 'Why' },
    ]}
    rows={events.map((event) => [
      <a href={within(paths.auditEvent(event.id), { sample })} class="govuk-link">
        {londonTimeToTheSecond(event.at)}
        <span class="govuk-visually-hidden">, event {event.id}</span>
      </a>,
      ...(review ? [review(event)] : []),
      <>
        {event.username || 'Nobody'}
        <span class="app-aside">{actorRole(event.role)}</span>
        <span class="app-aside">{event.from}</span>
      </>,
      <>
        {deedText(event)}
        <OutcomeTag outcome={event.outcome} />
      </>,
      subjectsText(event, MOST_SUBJECTS),
      intervalText(event),
      event.count === undefined ? '' : grouped(event.count),
      event.purpose ?? '',
    ])}
  />
)

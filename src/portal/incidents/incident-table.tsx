import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { GravityTag } from './gravity-tag.tsx'
import { certaintyOf, endedText, kindText, lastedText } from './incident-text.ts'

/** Incidents of one person, a line each. */
export const IncidentTable: FC<{
  caption: string
  incidents: readonly VisibleIncident[]
  now: Instant
}> = ({ caption, incidents, now }) => (
  <Table
    caption={caption}
    stacks
    columns={[
      { title: 'What' },
      { title: 'When' },
      { title: 'How sure' },
      { title: 'Assigned to' },
    ]}
    rows={incidents.map((incident) => [
      <>
        <GravityTag gravity={incident.gravity} />
        <br />
        <a class="govuk-link" href={paths.incident(incident.id)}>
          {kindText(incident.kind)}
          <span class="govuk-visually-hidden">, incident {incident.id}</span>
        </a>
      </>,
      <span class="app-when">
        {lastedText({ ...incident, kinds: [incident.kind] }, now)}
        {incident.endsAt !== undefined && (
          <span class="app-aside">{endedText({ ...incident, kinds: [incident.kind] })}</span>
        )}
      </span>,
      certaintyOf(incident),
      <>
        {incident.assignedTo?.name ?? 'Nobody'}
        {incident.waits && <span class="app-aside">To be decided</span>}
        {incident.resolvedAt !== undefined && <span class="app-aside">Resolved</span>}
      </>,
    ])}
  />
)

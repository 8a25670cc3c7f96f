import type { Child, FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { Table } from '../components/table.tsx'
import { certaintyOf, endedText, kindText, lastedText } from '../incidents/incident-text.ts'
import { paths } from '../paths.ts'

const stages: Readonly<Record<VisibleIncident['stage'], string>> = {
  potential: 'Not long enough yet to be an incident',
  cancelled: 'Too short, or too unsure, to be an incident',
  actual: 'Incident',
  retracted: 'Not said any more: later data say otherwise',
}

/** Everything that was noticed of some kinds, at whatever stage it is, a line each. */
export const NoticedTable: FC<{
  caption: string
  incidents: readonly VisibleIncident[]
  /** Where it was, if that is something. */
  where?: ((incident: VisibleIncident) => Child) | undefined
  now: Instant
}> = ({ caption, incidents, where, now }) => (
  <Table
    caption={caption}
    captionHidden
    columns={[
      { title: 'What' },
      ...(where ? [{ title: 'Where' }] : []),
      { title: 'When' },
      { title: 'How sure' },
      { title: 'What became of it' },
    ]}
    rows={incidents.map((incident) => [
      <a class="govuk-link" href={paths.incident(incident.id)}>
        {kindText(incident.kind)}
        <span class="govuk-visually-hidden">, incident {incident.id}</span>
      </a>,
      ...(where ? [where(incident)] : []),
      <span class="app-when">
        {lastedText({ ...incident, kinds: [incident.kind] }, now)}
        {incident.endsAt !== undefined && (
          <span class="app-aside">{endedText({ ...incident, kinds: [incident.kind] })}</span>
        )}
      </span>,
      certaintyOf(incident),
      stages[incident.stage],
    ])}
  />
)

import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import type { StateOfRule } from '../../store/records/states-of-wearer.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { IncidentTable } from '../incidents/incident-table.tsx'
import { paths, within } from '../paths.ts'
import { stateText } from './state-text.ts'

/** More are in the queue. */
const SHOWN = 5

export interface Monitoring {
  /** The gravest and oldest first. */
  readonly incidents: readonly VisibleIncident[]
  /** Whether there are more. */
  readonly more: boolean
  readonly states: readonly StateOfRule[]
}

/** What is open about a person, and what is known of every rule now. */
export const PersonMonitoring: FC<{
  person: PersonFile
  monitoring: Monitoring
  now: Instant
}> = ({ person, monitoring: { incidents, more, states }, now }) => (
  <>
    <h2 class="govuk-heading-m">Now</h2>
    {states.length > 0 && (
      <ul class="govuk-list govuk-list--bullet">
        {states.map((state) => (
          <li>{stateText(state, person, now)}</li>
        ))}
      </ul>
    )}
    {incidents.length === 0 ? (
      <p class="govuk-body">No incident is open.</p>
    ) : (
      <>
        <IncidentTable
          caption={`${more ? 'More than ' : ''}${counted(incidents.length, 'open incident')}, the most urgent first`}
          incidents={incidents.slice(0, SHOWN)}
          now={now}
        />
        {incidents.length > SHOWN && (
          <p class="govuk-body">
            <a class="govuk-link" href={within(paths.incidents, { person: person.id })}>
              All open incidents
            </a>
          </p>
        )}
      </>
    )}
  </>
)

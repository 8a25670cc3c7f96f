import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths } from '../paths.ts'
import { PersonFacts } from './person-facts.tsx'
import { type Monitoring, PersonMonitoring } from './person-monitoring.tsx'
import { personName } from './person-name.ts'

/** One person, for whoever supervises them. */
export const PersonPage: FC<{ person: PersonFile; monitoring: Monitoring; now: Instant }> = ({
  person,
  monitoring,
  now,
}) => (
  <>
    <h1 class="govuk-heading-l">{personName(person)}</h1>
    <ul class="app-row">
      <li>
        <a class="govuk-link" href={paths.movements(person.id)}>
          Movements
        </a>
      </li>
      <li>
        <a class="govuk-link" href={paths.order(person.id)}>
          Orders in full, and their versions
        </a>
      </li>
      <li>
        <a class="govuk-link" href={paths.rules(person.id)}>
          Rules
        </a>
      </li>
      <li>
        <a class="govuk-link" href={paths.violations(person.id)}>
          Violations
        </a>
      </li>
      <li>
        <a class="govuk-link" href={paths.absences(person.id)}>
          Authorised absences
        </a>
      </li>
    </ul>
    <PersonMonitoring person={person} monitoring={monitoring} now={now} />
    <PersonFacts person={person} now={now} />
  </>
)

import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
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
    <PersonMonitoring person={person} monitoring={monitoring} now={now} />
    <PersonFacts person={person} now={now} />
  </>
)

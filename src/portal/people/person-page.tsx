import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths } from '../paths.ts'
import { PersonFacts } from './person-facts.tsx'
import { personName } from './person-name.ts'

/** One person, for whoever supervises them. */
export const PersonPage: FC<{ person: PersonFile; now: Instant }> = ({ person, now }) => (
  <>
    <h1 class="govuk-heading-l">{personName(person)}</h1>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.movements(person.id)}>
        Movements
      </a>
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href={paths.rules(person.id)}>
        Zones, curfews and appointments
      </a>
    </p>
    <PersonFacts person={person} now={now} />
  </>
)

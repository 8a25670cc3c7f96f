import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { SummaryList } from '../components/summary-list.tsx'

/** Who somebody is: names, age, every number they are known by, and what whoever talks to them has to know. */
export const IdentityFacts: FC<{ person: PersonFile; now: Instant }> = ({ person, now }) => (
  <SummaryList rows={identityRows(person, now)} />
)

function identityRows(person: PersonFile, now: Instant): [string, string][] {
  const { names, dateOfBirth, facts, furtherIdentifiers: further } = person
  const rows: [string, string | undefined][] = [
    [names.length > 1 ? 'Names' : 'Name', names.join(', ')],
    ['Also known as', facts.aliases?.join(', ')],
    ['Date of birth', dateOfBirth && birthText(dateOfBirth, now)],
    ['CRN', person.crn],
    ['NOMIS number', person.nomis],
    ['PNC number', person.pnc],
    ['Prison number', further.prisonNumber],
    ['Home Office reference', further.homeOfficeReference],
    ['CEPR', further.cepr],
    ['Court case', further.courtCaseReference],
    ['Id', person.id],
    ['Language', facts.language],
    ['Interpreter', facts.interpreterRequired ? 'Needed' : undefined],
    ['Address', facts.noFixedAbode ? 'No fixed abode' : undefined],
  ]
  return rows.filter((row): row is [string, string] => Boolean(row[1]))
}

/** `3 February 1990, 36 years old` where it is a whole date; as it came where not. */
function birthText(date: string, now: Instant): string {
  const instant = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(instant)) return date
  const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  const today = londonLocal(now).date
  const years = Number(today.slice(0, 4)) - Number(date.slice(0, 4))
  // Not yet where the birthday comes later in the year.
  const age = today.slice(5) < date.slice(5) ? years - 1 : years
  return age < 0 ? long.format(instant) : `${long.format(instant)}, ${age} years old`
}

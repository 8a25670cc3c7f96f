import type { FC } from 'hono/jsx'
import type { Instant } from '../../domain/interval.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'

/** Whose page it is, above it: their numbers, and when they were born. */
export const PersonStrip: FC<{ person: PersonFile; now: Instant }> = ({ person, now }) => {
  const facts = [
    person.crn !== undefined && `CRN ${person.crn}`,
    person.dateOfBirth !== undefined && `Born ${bornText(person.dateOfBirth, now)}`,
  ].filter((fact) => fact !== false)
  return facts.length === 0 ? null : <p class="govuk-body app-aside">{facts.join(' · ')}</p>
}

/** `3 May 1990 (35 years old)` where it is a whole date; as it came where not. */
function bornText(date: string, now: Instant): string {
  const instant = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(instant)) return date
  const text = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  const today = londonLocal(now).date
  const had = today.slice(5) >= date.slice(5) ? 0 : 1
  const years = Number(today.slice(0, 4)) - Number(date.slice(0, 4)) - had
  return `${text.format(instant)} (${years} years old)`
}

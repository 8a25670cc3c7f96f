import type { FC } from 'hono/jsx'
import type { AttentionTo } from '../../app/people/attention.ts'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Asking } from '../../server/route.ts'
import type { Case } from '../../store/records/visible-cases.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { paths } from '../paths.ts'
import { CaseTable } from './case-table.tsx'
import { caseloadTitle } from './caseload-words.ts'
import { SearchForm } from './search-form.tsx'

/** What a search found among those somebody may see: who has the very number first, then whole names, then beginnings. */
export const FoundPage: FC<{
  asking: Asking
  text: string
  found: readonly Case[]
  /** How many of them are shown. */
  most: number
  attention: ReadonlyMap<string, AttentionTo>
  now: Instant
}> = ({ asking, text, found, most, attention, now }) => (
  <>
    <h1 class="govuk-heading-l">Search people</h1>
    <SearchForm asking={asking} text={text} />
    {found.length === 0 ? (
      <p class="govuk-body">
        Nobody you may see has that name, number or date of birth. Try part of a name, or another
        number.
      </p>
    ) : (
      <CaseTable
        caption={`${counted(found.length, 'person', 'people')} found`}
        cases={found.slice(0, most)}
        attention={attention}
        now={now}
      />
    )}
    {found.length > most && (
      <p class="govuk-body">
        {`The first ${most} are shown. Add more of the name or number to find fewer.`}
      </p>
    )}
    <Back asking={asking} />
  </>
)

/** A search for nothing finds nobody: it is not told as if nobody had that name. */
export const NothingSoughtPage: FC<{ asking: Asking }> = ({ asking }) => {
  const faults = [{ field: 'text', text: 'Enter a name, a date of birth or any number' }]
  return (
    <>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Search people</h1>
      <SearchForm asking={asking} faults={faults} />
      <Back asking={asking} />
    </>
  )
}

const Back: FC<{ asking: Asking }> = ({ asking }) => (
  <p class="govuk-body">
    <a class="govuk-link" href={paths.people}>
      {`Back to ${caseloadTitle(asking.actor).toLowerCase()}`}
    </a>
  </p>
)

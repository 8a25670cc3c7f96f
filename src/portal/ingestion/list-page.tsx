import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { FormToken } from '../components/form-token.tsx'
import { SearchAgain } from '../components/search-form.tsx'
import { paths } from '../paths.ts'
import { AttemptTable, hasMatches, type ListedAttempts } from './attempt-table.tsx'
import { FilterForms } from './filter-forms.tsx'
import { PurposeField } from './purpose-field.tsx'
import { filterParameters, type TypedFilter } from './typed-filter.ts'

/** Everything that came in, the newest first, a page at a time. */
export const AttemptListPage: FC<{
  asking: Asking
  typed: TypedFilter
  faults: readonly FieldFault[]
  /** None where the form was not in order. */
  listed: ListedAttempts | undefined
  first: string | undefined
  next: string | undefined
  /** Of a search for a batch: its next page is sent as the search was. */
  nextOfSearch?: number | undefined
}> = ({ asking, typed, faults, listed, first, next, nextOfSearch }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Ingestion</h1>
    {asking.actor.permissions.has('crime-batches:write') && (
      <p class="govuk-body">
        <a href={paths.upload} class="govuk-link">
          Upload a crime batch
        </a>
      </p>
    )}
    <FilterForms asking={asking} typed={typed} faults={faults} />
    {listed && <Listed asking={asking} typed={typed} listed={listed} />}
    {nextOfSearch !== undefined && (
      <SearchAgain
        action={paths.attempts}
        asking={asking}
        fields={{ ...filterParameters(typed), batch: typed.batch, before: nextOfSearch }}
      />
    )}
    <CursorLinks label="Pages of what came in" first={first} next={next} />
  </>
)

const Listed: FC<{ asking: Asking; typed: TypedFilter; listed: ListedAttempts }> = ({
  asking,
  typed,
  listed,
}) => {
  const { attempts, comparisons } = listed
  const asked = typed.batch !== '' || Object.keys(filterParameters(typed)).length > 0
  if (attempts.length === 0) {
    return (
      <p class="govuk-body">
        {asked
          ? 'Nothing that came in is what you asked for. '
          : 'No crime batch has come in that you may see.'}
        {asked && (
          <a href={paths.attempts} class="govuk-link">
            Show everything
          </a>
        )}
      </p>
    )
  }
  const choosable =
    listed.seesMatches && attempts.some((attempt) => hasMatches(attempt, comparisons))
  const table = (
    <AttemptTable
      {...listed}
      caption={asked ? 'What you asked for, the newest first' : 'What came in, the newest first'}
      choosable={choosable}
    />
  )
  if (!choosable) return table
  return (
    <form method="post" action={paths.batchMatches} novalidate>
      <FormToken asking={asking} />
      {table}
      <PurposeField />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Download matches of the chosen batches (CSV)
      </button>
    </form>
  )
}

import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { MatchSummary } from '../../store/records/match-records.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { SearchAgain } from '../components/search-form.tsx'
import { paths } from '../paths.ts'
import { MatchSearch } from './match-search.tsx'
import { MatchTable } from './match-table.tsx'

/** What a search found among the matches that stand, or what was wrong with the search. */
export const MatchesFoundPage: FC<{
  asking: Asking
  sought: string
  faults: readonly FieldFault[]
  matches?: readonly MatchSummary[]
  /** Behind which the next page begins. */
  next?: string | undefined
}> = ({ asking, sought, faults, matches, next }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Search matches</h1>
    <MatchSearch asking={asking} sought={sought} faults={faults} />
    {matches?.length === 0 && (
      <p class="govuk-body">
        No match that you may see for “{sought}”. That does not say where anyone was or was not.
      </p>
    )}
    {matches && matches.length > 0 && (
      <MatchTable caption={`Matches for “${sought}”`} matches={matches} />
    )}
    {next !== undefined && (
      <SearchAgain
        action={paths.matches}
        asking={asking}
        fields={{ search: sought, after: next }}
      />
    )}
  </>
)

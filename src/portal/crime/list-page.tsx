import type { FC } from 'hono/jsx'
import type { Asking } from '../../server/route.ts'
import type { FoundCrime } from '../../store/records/visible-crime-search.ts'
import type { StandingPair } from '../../store/records/visible-standing.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { SearchAgain } from '../components/search-form.tsx'
import { paths } from '../paths.ts'
import { CrimeSearch } from './crime-search.tsx'
import { CrimeTable } from './crime-table.tsx'
import { nothingTyped, type TypedCrimeSearch } from './typed-crime-search.ts'

/** A page of crimes as lists show them. */
export interface CrimesShown {
  readonly crimes: readonly FoundCrime[]
  /** `undefined` where whoever asks may see no match. */
  readonly pairs: readonly StandingPair[] | undefined
}

/** Crimes in their newest version, those that came last first, a page at a time. */
export const CrimeListPage: FC<{
  asking: Asking
  shown: CrimesShown
  first: string | undefined
  next: string | undefined
}> = ({ asking, shown, first, next }) => (
  <>
    <h1 class="govuk-heading-l">Crimes</h1>
    <CrimeSearch asking={asking} typed={nothingTyped} />
    {shown.crimes.length === 0 ? (
      <p class="govuk-body">No crime that you may see has come in.</p>
    ) : (
      <CrimeTable caption="Crimes, the newest first" {...shown} />
    )}
    <CursorLinks label="Pages of crimes" first={first} next={next} />
  </>
)

/** What a search found, or what was wrong with it. */
export const CrimesFoundPage: FC<{
  asking: Asking
  typed: TypedCrimeSearch
  faults: readonly FieldFault[]
  shown?: CrimesShown
  /** Before which the next page begins. */
  next?: number | undefined
}> = ({ asking, typed, faults, shown, next }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Search crimes</h1>
    <CrimeSearch asking={asking} typed={typed} faults={faults} />
    {shown?.crimes.length === 0 && (
      <p class="govuk-body">No crime that you may see is like that.</p>
    )}
    {shown && shown.crimes.length > 0 && (
      <CrimeTable caption="Crimes found, the newest first" {...shown} />
    )}
    {next !== undefined && (
      <SearchAgain action={paths.crimes} asking={asking} fields={{ ...typed, before: next }} />
    )}
  </>
)

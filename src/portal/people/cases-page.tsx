import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import type { Asking } from '../../server/route.ts'
import type { Case, CaseSort } from '../../store/records/visible-cases.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { paths } from '../paths.ts'
import { CaseTable } from './case-table.tsx'
import { SearchForm } from './search-form.tsx'

export interface CasesShown {
  readonly cases: readonly Case[]
  readonly sort: CaseSort
  readonly descending: boolean
  readonly isFirst: boolean
  /** The last case shown, where more come after it. */
  readonly nextAfter: string | undefined
}

/** Whom somebody supervises or covers now. */
export const CasesPage: FC<{ asking: Asking; shown: CasesShown; now: Instant }> = ({
  asking,
  shown,
  now,
}) => {
  const { cases, sort, descending } = shown
  return (
    <>
      <h1 class="govuk-heading-l">My cases</h1>
      <SearchForm asking={asking} />
      {cases.length === 0 ? (
        <p class="govuk-body">
          {shown.isFirst
            ? 'Nobody is allocated to you now, and you cover for nobody.'
            : 'Nobody comes after the people on the page before.'}
        </p>
      ) : (
        <CaseTable
          caption="People you supervise or cover"
          cases={cases}
          now={now}
          sorted={{ sort, descending, href: casesHref }}
        />
      )}
      <CursorLinks
        label="Pages of my cases"
        first={shown.isFirst ? undefined : casesHref(sort, descending)}
        next={
          shown.nextAfter === undefined ? undefined : casesHref(sort, descending, shown.nextAfter)
        }
      />
    </>
  )
}

/** What a search found among them. */
export const FoundPage: FC<{
  asking: Asking
  text: string
  found: readonly Case[]
  /** How many of them are shown. */
  most: number
  now: Instant
}> = ({ asking, text, found, most, now }) => (
  <>
    <h1 class="govuk-heading-l">Search my cases</h1>
    <SearchForm asking={asking} text={text} />
    {found.length === 0 ? (
      <p class="govuk-body">Nobody you supervise or cover, and may see, has that name or number.</p>
    ) : (
      <CaseTable
        caption={`${counted(found.length, 'person', 'people')} found`}
        cases={found.slice(0, most)}
        now={now}
      />
    )}
    {found.length > most && (
      <p class="govuk-body">
        {`The first ${most} are shown. Add more of the name or number to find fewer.`}
      </p>
    )}
    <AllCases />
  </>
)

/** A search for nothing finds nobody: it is not told as if nobody had that name. */
export const NothingSoughtPage: FC<{ asking: Asking }> = ({ asking }) => {
  const faults = [{ field: 'text', text: 'Enter a name, a CRN, NOMIS or PNC number, or an id' }]
  return (
    <>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-l">Search my cases</h1>
      <SearchForm asking={asking} faults={faults} />
      <AllCases />
    </>
  )
}

const AllCases: FC = () => (
  <p class="govuk-body">
    <a class="govuk-link" href={paths.people}>
      Show all my cases
    </a>
  </p>
)

function casesHref(sort: CaseSort, descending: boolean, after?: string): string {
  const query = new URLSearchParams({ sort })
  if (descending) query.set('order', 'descending')
  if (after !== undefined) query.set('after', after)
  return `${paths.people}?${query}`
}

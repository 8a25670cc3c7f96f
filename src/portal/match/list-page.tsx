import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { StoredMatch } from '../../store/records/match-records.ts'
import { Layout } from '../components/layout.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { coverageText, strengthText } from './evidence-text.ts'
import { crimeType, forceLabel, nearestText, windowText } from './facts.ts'
import { VerdictTag } from './verdict-tag.tsx'

/** A match with its number in the run, which is its address. */
export interface NumberedMatch {
  readonly number: number
  readonly match: StoredMatch
}

/** Matches by crime, strongest first, a page at a time. */
export const MatchListPage: FC<{
  matches: readonly NumberedMatch[]
  total: number
  search: string
  page: number
  pages: number
}> = ({ matches, total, search, page, pages }) => (
  <Layout title="Matches" back={{ href: paths.home, text: 'From crimes to people near' }}>
    <h1 class="govuk-heading-l">Matches</h1>
    <form method="post" action={paths.search} class="govuk-form-group">
      <label class="govuk-label" for="search">
        Crime reference or device wearer
      </label>
      <input
        class="govuk-input govuk-input--width-20"
        id="search"
        name="search"
        value={search}
        maxlength={100}
      />{' '}
      <button type="submit" class="govuk-button govuk-button--secondary app-inline-button">
        Search
      </button>
    </form>
    <p class="govuk-body">
      {total === 0
        ? `No match${search ? ` for “${search}”` : ''}.`
        : `${counted(total, 'match', 'matches')}${search ? ` for “${search}”` : ''}, page ${page} of ${pages}.`}
    </p>
    {total > 0 && (
      <Table
        caption="Wearers near a crime in its window, each crime's strongest evidence of presence first"
        columns={[
          { title: 'Crime' },
          { title: 'Window' },
          { title: 'Wearer' },
          { title: 'Evidence' },
          { title: 'Whereabouts known', numeric: true },
          { title: 'In radius', numeric: true },
          { title: 'Overlapping', numeric: true },
          { title: 'Closest' },
        ]}
        rows={matches.map(({ number, match }) => [
          <>
            <a href={paths.match(number)} class="govuk-link">
              {match.crime.crimeReference}
              <span class="govuk-visually-hidden"> and wearer {match.deviceWearerId}</span>
            </a>
            <br />
            {crimeType(match.crime)}, {forceLabel(match.crime)}
          </>,
          windowText(match.crime),
          match.deviceWearerId,
          match.evidence ? (
            <>
              <VerdictTag evidence={match.evidence} />
              <br />
              {strengthText(match.evidence)}
            </>
          ) : (
            'Not weighed'
          ),
          match.evidence ? coverageText(match.evidence) : '',
          grouped(match.positionsInRadius),
          grouped(match.overlappingPositions),
          nearestText(match),
        ])}
      />
    )}
    {pages > 1 && (
      <nav class="govuk-pagination" aria-label="Pages of matches">
        {page > 1 && <Turn search={search} page={page - 1} text="Previous page" />}
        {page < pages && <Turn search={search} page={page + 1} text="Next page" />}
      </nav>
    )}
  </Layout>
)

/** A way to another page: a link, or, within a search, a button that posts it again. */
const Turn: FC<{ search: string; page: number; text: string }> = ({ search, page, text }) =>
  search === '' ? (
    <a class="govuk-link app-turn" href={paths.matches(page)}>
      {text}
    </a>
  ) : (
    <form method="post" action={paths.search} class="app-turn">
      <input type="hidden" name="search" value={search} />
      <button
        type="submit"
        name="page"
        value={String(page)}
        class="govuk-button govuk-button--secondary"
      >
        {text}
      </button>
    </form>
  )

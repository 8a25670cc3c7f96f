import type { FC } from 'hono/jsx'
import type { StandingMatch } from '../../store/records/visible-standing.ts'
import { Table } from '../components/table.tsx'
import { ReviewState } from '../crime/review-state.tsx'
import { coverageText, strengthText } from '../match/evidence-text.ts'
import { crimeType, forceLabel, nearestText, windowText } from '../match/facts.ts'
import { VerdictTag } from '../match/verdict-tag.tsx'
import { paths } from '../paths.ts'

/** A wearer's crimes by time, with the numbers that the map has of them. */
export const WearerCrimesTable: FC<{ matches: readonly StandingMatch[] }> = ({ matches }) => (
  <Table
    caption="Crimes by time, with their numbers on the map"
    columns={[
      { title: 'Number', numeric: true },
      { title: 'Crime' },
      { title: 'Window' },
      { title: 'Evidence' },
      { title: 'Whereabouts known', numeric: true },
      { title: 'Nearest' },
      { title: 'Review' },
    ]}
    rows={matches.map((match, index) => [
      String(index + 1),
      <>
        <a href={paths.crime(match.crimeId)} class="govuk-link">
          {match.crime.crimeReference}
        </a>
        <br />
        {crimeType(match.crime)}, {forceLabel(match.crime)}
      </>,
      windowText(match.crime),
      match.evidence ? (
        <a href={paths.match(match.runId, match.ordinal)} class="govuk-link">
          <VerdictTag evidence={match.evidence} />
          <br />
          {strengthText(match.evidence)}
        </a>
      ) : (
        'Not weighed'
      ),
      match.evidence ? coverageText(match.evidence) : '',
      nearestText(match),
      <ReviewState review={match.review} />,
    ])}
  />
)

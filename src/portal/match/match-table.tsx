import type { FC } from 'hono/jsx'
import { grouped } from '../../domain/count-text.ts'
import type { MatchSummary } from '../../store/records/match-records.ts'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { coverageText, strengthText } from './evidence-text.ts'
import { crimeType, forceLabel, windowText } from './facts.ts'
import { VerdictTag } from './verdict-tag.tsx'

/** Matches, a row each; of one crime alone without its facts in every row. */
export const MatchTable: FC<{
  caption: string
  matches: readonly MatchSummary[]
  ofOneCrime?: boolean
}> = ({ caption, matches, ofOneCrime = false }) => (
  <Table
    caption={caption}
    columns={[
      ...(ofOneCrime
        ? [{ title: 'Wearer' }]
        : [{ title: 'Crime' }, { title: 'Window' }, { title: 'Wearer' }]),
      { title: 'Evidence' },
      { title: 'Whereabouts known', numeric: true },
      { title: 'In radius', numeric: true },
      { title: 'Overlapping', numeric: true },
      { title: 'Closest', numeric: true },
    ]}
    rows={matches.map((match) => [
      ...(ofOneCrime ? [] : crimeCells(match)),
      ofOneCrime ? (
        <a href={paths.match(match.runId, match.ordinal)} class="govuk-link">
          {match.deviceWearerId}
        </a>
      ) : (
        match.deviceWearerId
      ),
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
      closestText(match),
    ])}
  />
)

function closestText({ closestMetres }: MatchSummary): string {
  return closestMetres === undefined ? 'none' : `${Math.round(closestMetres)} m`
}

function crimeCells({ crime, runId, ordinal, deviceWearerId }: MatchSummary) {
  return [
    <>
      <a href={paths.match(runId, ordinal)} class="govuk-link">
        {crime.crimeReference}
        <span class="govuk-visually-hidden"> and wearer {deviceWearerId}</span>
      </a>
      <br />
      {crimeType(crime)}, {forceLabel(crime)}
    </>,
    windowText(crime),
  ]
}

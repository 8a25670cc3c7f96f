import type { FC } from 'hono/jsx'
import type { VisibleMatch } from '../../store/records/visible-matches.ts'
import { paths } from '../paths.ts'
import { crimeType, forceLabel } from './facts.ts'
import { MatchEvidence } from './match-evidence.tsx'

/** One wearer at one crime: the facts, and every position in radius, on a map and in tables. */
export const MatchPage: FC<{
  match: VisibleMatch
  radiusMetres: number
  /** Whether whoever asks may know who has looked at the wearer. */
  reviewsAudit: boolean
}> = ({ match, radiusMetres, reviewsAudit }) => {
  const { crime } = match
  return (
    <>
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">
        Wearer {match.deviceWearerId} and crime {crime.crimeReference}
      </h1>
      <MatchEvidence match={match} radiusMetres={radiusMetres}>
        {reviewsAudit && (
          <p class="govuk-body">
            <a href={paths.auditOf(match.deviceWearerId)} class="govuk-link">
              Who has looked at wearer {match.deviceWearerId}
            </a>
          </p>
        )}
      </MatchEvidence>
    </>
  )
}

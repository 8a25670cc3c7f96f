import type { FC } from 'hono/jsx'
import type { StoredMatch } from '../../store/records/match-records.ts'
import type { VisibleChange } from '../../store/records/visible-changes.ts'
import { Notice } from '../components/notice.tsx'
import { paths } from '../paths.ts'
import { ChangeTable } from './change-table.tsx'
import { crimeType, forceLabel } from './facts.ts'
import { MatchEvidence } from './match-evidence.tsx'

/** One wearer at one crime: the facts, and every position in radius, on a map and in tables. */
export const MatchPage: FC<{
  match: StoredMatch
  /** Where the pair stands now, in whichever run. */
  standing: { runId: number; ordinal: number } | undefined
  /** How it came to stand, newest first. */
  history: readonly VisibleChange[]
  radiusMetres: number
  /** Whether whoever asks may know who has looked at the wearer. */
  reviewsAudit: boolean
}> = ({ match, standing, history, radiusMetres, reviewsAudit }) => {
  const { crime } = match
  return (
    <>
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">
        Wearer {match.deviceWearerId} and crime {crime.crimeReference}
      </h1>
      <Standing match={match} standing={standing} />
      <MatchEvidence match={match} radiusMetres={radiusMetres}>
        {reviewsAudit && (
          <p class="govuk-body">
            <a href={paths.auditOf(match.deviceWearerId)} class="govuk-link">
              Who has looked at wearer {match.deviceWearerId}
            </a>
          </p>
        )}
      </MatchEvidence>
      {history.length > 0 && (
        <ChangeTable caption="How this came to be said" changes={history} of="pair" />
      )}
    </>
  )
}

/** A page of an older run says so, and leads to what stands. */
const Standing: FC<{
  match: StoredMatch
  standing: { runId: number; ordinal: number } | undefined
}> = ({ match: { runId, ordinal }, standing }) => {
  if (standing?.runId === runId && standing.ordinal === ordinal) return null
  return (
    <Notice title="Important">
      {standing ? (
        <>
          This was said by run {runId}, and has been compared again since.{' '}
          <a
            class="govuk-notification-banner__link"
            href={paths.match(standing.runId, standing.ordinal)}
          >
            See what stands now
          </a>
        </>
      ) : (
        `This was said by run ${runId} and no longer stands: the pair has fallen away since.`
      )}
    </Notice>
  )
}

import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { VisibleCrimeVersion } from '../../store/records/visible-crimes.ts'
import type { CrimeStanding, StandingMatch } from '../../store/records/visible-standing.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { crimeType, forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { crimeRows } from './crime-rows.tsx'
import { CrimeWearers, type CrimeWearersProps } from './crime-wearers.tsx'
import { Versions } from './versions.tsx'

/** A crime: what its force says of it now, who was near, and everything it said before. */
export const CrimePage: FC<{
  crimeId: number
  /** Newest first; at least one. */
  versions: readonly VisibleCrimeVersion[]
  standing: CrimeStanding
  /** `undefined` where whoever asks may see no match. */
  wearers: Pick<CrimeWearersProps, 'matches' | 'heldUntil'> | undefined
  mayDraft: boolean
}> = ({ crimeId, versions, standing, wearers, mayDraft }) => {
  const [newest] = versions
  if (!newest) return null
  const { crime } = newest
  return (
    <>
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">Crime {crime.crimeReference}</h1>
      {standing.withdrawn && (
        <div class="govuk-inset-text">
          <strong>Withdrawn</strong> on {londonTime(standing.withdrawn.at)}:{' '}
          {standing.withdrawn.reason}. It is compared no more.
        </div>
      )}
      <SummaryList rows={[...crimeRows(newest), ['Version', `${crime.version}, the newest`]]} />
      {wearers && (
        <CrimeWearers crimeId={crimeId} version={crime.version} standing={standing} {...wearers} />
      )}
      {mayDraft && !standing.withdrawn && wearers?.matches.some(isQualified) && (
        <p class="govuk-body">
          <a href={paths.draftAlert(crimeId)} class="govuk-link">
            Draft an alert to {forceLabel(crime)} police
          </a>
        </p>
      )}
      <h2 class="govuk-heading-m">What the force said</h2>
      <Versions crimeId={crimeId} versions={versions} />
      <p class="govuk-body">
        <a href={paths.withdrawCrime(crimeId)} class="govuk-link">
          {standing.withdrawn ? 'Let this crime stand again' : 'Withdraw this crime'}
        </a>
      </p>
    </>
  )
}

function isQualified({ review }: StandingMatch): boolean {
  return review?.phase === 'qualified'
}

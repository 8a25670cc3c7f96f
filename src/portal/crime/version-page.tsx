import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import type { VisibleCrimeVersion } from '../../store/records/visible-crimes.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { crimeType, forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { crimeRows } from './crime-rows.tsx'

/** One version of a crime; of an older one it says so first. */
export const CrimeVersionPage: FC<{
  crimeId: number
  shown: VisibleCrimeVersion
  newest: number
}> = ({ crimeId, shown, newest }) => {
  const { crime, receivedAt } = shown
  const link = (
    <a href={paths.crime(crimeId)} class="govuk-link">
      the crime as it stands now
    </a>
  )
  return (
    <>
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">
        Crime {crime.crimeReference}, version {crime.version}
      </h1>
      {crime.version === newest ? (
        <p class="govuk-body">This is the newest version. Go to {link}.</p>
      ) : (
        <div class="govuk-inset-text">
          This is an older version: version {newest} is the newest, and only the newest is compared.
          Go to {link}.
        </div>
      )}
      <SummaryList rows={[...crimeRows(shown), ['Received', londonTime(receivedAt)]]} />
    </>
  )
}

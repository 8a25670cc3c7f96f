import type { FC } from 'hono/jsx'
import { londonTime } from '../../domain/london-time.ts'
import { placeText } from '../../domain/place-text.ts'
import type { MatchSummary } from '../../store/records/match-records.ts'
import type { VisibleCrimeVersion } from '../../store/records/visible-crimes.ts'
import { CursorLinks } from '../components/cursor-links.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { crimeType, forceLabel, windowText } from '../match/facts.ts'
import { MatchTable } from '../match/match-table.tsx'
import { paths } from '../paths.ts'
import { sentPlace } from './sent-place.ts'

/** Who was near a crime, by the answer that stands, for those who may know. */
export interface CrimeWearers {
  readonly matches: readonly MatchSummary[]
  readonly first: string | undefined
  readonly next: string | undefined
}

/** A crime: what its force says of it now, and everything it said before. */
export const CrimePage: FC<{
  /** Newest first; at least one. */
  versions: readonly VisibleCrimeVersion[]
  /** `undefined` where whoever asks may see no match. */
  wearers: CrimeWearers | 'no run' | undefined
}> = ({ versions, wearers }) => {
  const [newest] = versions
  if (!newest) return null
  const { crime, importId } = newest
  return (
    <>
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">Crime {crime.crimeReference}</h1>
      <SummaryList
        rows={[
          ['Window', windowText(crime)],
          ['Place', `${placeText(crime.latitude, crime.longitude)} (WGS84)`],
          ['Place as sent', sentPlace(crime)],
          ['What the force wrote', crime.crimeText || 'nothing'],
          ['Version', `${crime.version}, the newest`],
          [
            'Batch',
            <a href={paths.batch(importId)} class="govuk-link">
              {crime.batchId}
            </a>,
          ],
        ]}
      />
      {wearers && <Wearers wearers={wearers} version={crime.version} />}
      {versions.length > 1 && <Versions versions={versions} />}
    </>
  )
}

const Wearers: FC<{ wearers: CrimeWearers | 'no run'; version: number }> = ({
  wearers,
  version,
}) => {
  if (wearers === 'no run') return <p class="govuk-body">This crime was not compared yet.</p>
  const { matches, first, next } = wearers
  const compared = matches[0]?.crime.version ?? version
  return (
    <>
      {matches.length === 0 ? (
        <p class="govuk-body">
          Nobody whom you may see was near. That says nothing of anyone whose tag was silent.
        </p>
      ) : (
        <MatchTable
          caption="Wearers near, the strongest evidence of presence first"
          matches={matches}
          ofOneCrime
        />
      )}
      {compared !== version && (
        <p class="govuk-body">
          Version {compared} was compared; what came later was not compared yet.
        </p>
      )}
      <CursorLinks label="Pages of wearers" first={first} next={next} />
    </>
  )
}

const Versions: FC<{ versions: readonly VisibleCrimeVersion[] }> = ({ versions }) => (
  <Table
    caption="Versions, the newest first"
    columns={[
      { title: 'Version', numeric: true },
      { title: 'Received' },
      { title: 'What changed' },
      { title: 'Type' },
      { title: 'Window' },
      { title: 'Place (WGS84)' },
      { title: 'What the force wrote' },
      { title: 'Batch' },
    ]}
    rows={versions.map(({ crime, importId, receivedAt }) => [
      String(crime.version),
      londonTime(receivedAt),
      crime.changes.join(', ') || 'first statement',
      crimeType(crime),
      windowText(crime),
      placeText(crime.latitude, crime.longitude),
      crime.crimeText || 'nothing',
      <a href={paths.batch(importId)} class="govuk-link">
        {crime.batchId}
        <span class="govuk-visually-hidden"> of version {crime.version}</span>
      </a>,
    ])}
  />
)

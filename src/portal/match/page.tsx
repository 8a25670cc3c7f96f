import type { Child, FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import { placeText } from '../../domain/place-text.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import type { StoredMatch } from '../../store/records/match-records.ts'
import type { VisibleChange } from '../../store/records/visible-changes.ts'
import { MovementsMap } from '../components/movements-map.tsx'
import { Notice } from '../components/notice.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { ChangeTable } from './change-table.tsx'
import { coincidenceText, coverageText, strengthSentence } from './evidence-text.ts'
import { crimeType, forceLabel, nearestText, timeText, windowText } from './facts.ts'
import { VerdictTag } from './verdict-tag.tsx'

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
  const { crime, deviceIds, inRadius } = match
  return (
    <>
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">
        Wearer {match.deviceWearerId} and crime {crime.crimeReference}
      </h1>
      <Standing match={match} standing={standing} />
      <SummaryList
        rows={[
          ['Crime window', windowText(crime)],
          ['Crime place', `${placeText(crime.latitude, crime.longitude)} (WGS84)`],
          [
            'Crime',
            <a href={paths.crime(match.crimeId)} class="govuk-link">
              {crime.crimeReference}, version {crime.version}
            </a>,
          ],
          [deviceIds.length > 1 ? 'Devices' : 'Device', deviceIds.join(', ')],
          ...evidenceRows(match.evidence),
          ['Positions in the window', grouped(match.positionsInWindow)],
          ['Of those in radius', grouped(match.positionsInRadius)],
          [
            'Of those overlapping',
            `${grouped(match.overlappingPositions)} (at least half of the confidence circle inside the crime's circle)`,
          ],
          ['First in radius', timeText(match.firstInRadiusAt)],
          ['Last in radius', timeText(match.lastInRadiusAt)],
          ['Closest', nearestText(match)],
        ]}
      />
      {reviewsAudit && (
        <p class="govuk-body">
          <a href={paths.auditOf(match.deviceWearerId)} class="govuk-link">
            Who has looked at wearer {match.deviceWearerId}
          </a>
        </p>
      )}
      {match.evidence && (
        <p class="govuk-body">
          The evidence compares how well presence at the crime explains the trail with how well the
          wearer's ordinary business does, and by how many times. It says where a tag was, not who
          did anything. Where nothing was known it says nothing: a silent tag is never evidence of
          absence.
        </p>
      )}
      <h2 class="govuk-heading-m">Where and when</h2>
      <MovementsMap
        id="in-radius"
        title="Positions in radius"
        positions={inRadius.map((position, index) => ({
          number: index + 1,
          capturedAt: position.capturedAt,
          latitude: position.latitude * DEGREES_PER_UNIT,
          longitude: position.longitude * DEGREES_PER_UNIT,
          accuracyMetres: position.accuracyMetres,
          mechanism: position.mechanism,
          device: position.deviceId,
          label: position.sequenceLabel,
        }))}
        crime={{
          latitude: crime.latitude,
          longitude: crime.longitude,
          radiusMetres,
          title: `${radiusMetres} m around the crime`,
        }}
      />
      <Table
        caption={`${counted(inRadius.length, 'position')} in radius: how near`}
        columns={[
          { title: 'Label' },
          { title: 'Captured' },
          { title: 'Distance (m)', numeric: true },
          { title: 'Accuracy (m)', numeric: true },
          { title: 'Share of circle inside', numeric: true },
        ]}
        rows={inRadius.map((position) => [
          position.sequenceLabel,
          timeText(position.capturedAt),
          position.distanceMetres.toFixed(2),
          position.accuracyMetres === undefined ? 'not given' : String(position.accuracyMetres),
          position.overlapShare.toFixed(3),
        ])}
      />
      <p class="govuk-body">
        Letters count visits: a position outside the radius, a gap of more than 5 minutes or another
        device ends one. Numbers count positions within a visit.
      </p>
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

/** A run from before the evidence engine has none. */
function evidenceRows(evidence: EvidenceSummary | undefined): [string, Child][] {
  if (!evidence) return [['Evidence', 'not weighed in this run']]
  return [
    ['Evidence', <VerdictTag evidence={evidence} />],
    ['How strongly', strengthSentence(evidence)],
    ['Whereabouts known', `${coverageText(evidence)} of the window`],
    ['As near for as long', coincidenceText(evidence)],
  ]
}

import type { Child, FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { EvidenceSummary } from '../../domain/evidence-summary.ts'
import { placeText } from '../../domain/place-text.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import type { StoredMatch } from '../../store/records/match-records.ts'
import { MovementsMap } from '../components/movements-map.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { paths } from '../paths.ts'
import { coincidenceText, coverageText, strengthSentence } from './evidence-text.ts'
import { nearestText, timeText, windowText } from './facts.ts'
import { VerdictTag } from './verdict-tag.tsx'

/** What is known of one wearer at one crime: facts, and every position in radius, on a map and in tables. */
export const MatchEvidence: FC<{
  match: StoredMatch
  radiusMetres: number
  /** Between the facts and the map. */
  children?: Child
}> = ({ match, radiusMetres, children }) => {
  const { crime, deviceIds, inRadius } = match
  return (
    <>
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
          ...(inRadius.length > 0
            ? ([
                ['First in radius', timeText(match.firstInRadiusAt)],
                ['Last in radius', timeText(match.lastInRadiusAt)],
              ] as const)
            : []),
          ['Closest', nearestText(match)],
        ]}
      />
      {children}
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
      {inRadius.length > 0 && <HowNear inRadius={inRadius} />}
    </>
  )
}

const HowNear: FC<Pick<StoredMatch, 'inRadius'>> = ({ inRadius }) => (
  <>
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
  </>
)

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

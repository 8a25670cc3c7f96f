import type { FC } from 'hono/jsx'
import { counted } from '../../domain/count-text.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import {
  MOST_PAIRS,
  type StandingMatch,
  type StandingPosition,
} from '../../store/records/visible-standing.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { MovementsMap } from '../components/movements-map.tsx'
import { paths } from '../paths.ts'
import { type WearerCrimesChoice, WearerCrimesFilter } from './filter.tsx'
import { WearerCrimesTable } from './table.tsx'

/** The crimes that one wearer stands near, numbered by time. */
export const WearerCrimesPage: FC<{
  wearerId: string
  filter: WearerCrimesChoice
  faults: readonly FieldFault[]
  shown:
    | {
        readonly matches: readonly StandingMatch[]
        readonly positions: readonly StandingPosition[]
      }
    | undefined
}> = ({ wearerId, filter, faults, shown }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">Crimes near wearer {wearerId}</h1>
    <WearerCrimesFilter action={paths.wearerCrimes(wearerId)} filter={filter} faults={faults} />
    {shown?.matches.length === 0 && (
      <p class="govuk-body">
        No crime like that, as it stands now. That does not say where anyone was or was not.
      </p>
    )}
    {shown && shown.matches.length > 0 && <Together wearerId={wearerId} {...shown} />}
  </>
)

const Together: FC<{
  wearerId: string
  matches: readonly StandingMatch[]
  positions: readonly StandingPosition[]
}> = ({ wearerId, matches, positions }) => {
  const numbers = new Map(matches.map(({ crimeId }, index) => [crimeId, index + 1]))
  return (
    <>
      <p class="govuk-body">
        {`${counted(matches.length, 'crime')}, by time. To have been near several says nothing of why.`}
        {matches.length === MOST_PAIRS && ' There are more: choose a period.'}
      </p>
      <WearerCrimesTable matches={matches} />
      <MovementsMap
        id="together"
        title={`Crimes near wearer ${wearerId}`}
        crimes={matches.map(({ crime, radiusMetres }, index) => ({
          latitude: crime.latitude,
          longitude: crime.longitude,
          radiusMetres,
          title: `Crime ${index + 1}: ${crime.crimeReference}`,
          mark: String(index + 1),
        }))}
        positions={positions.map((position, index) => ({
          number: index + 1,
          capturedAt: position.capturedAt,
          latitude: position.latitude * DEGREES_PER_UNIT,
          longitude: position.longitude * DEGREES_PER_UNIT,
          accuracyMetres: position.accuracyMetres,
          mechanism: position.mechanism,
          device: position.deviceId,
          label: `${numbers.get(position.crimeId)} ${position.sequenceLabel}`,
        }))}
      />
    </>
  )
}

import type { FC } from 'hono/jsx'
import type { TrailPosition } from '../../app/read-crime-trails.ts'
import type { CrimeVersion } from '../../domain/crime.ts'
import type { ClosedWindow } from '../../domain/interval.ts'
import { londonWindow } from '../../domain/london-time.ts'
import type { StandingMatch } from '../../store/records/visible-standing.ts'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { MovementsMap } from '../components/movements-map.tsx'
import { SelectField } from '../components/select-field.tsx'
import type { MapPosition } from '../map/map-data.ts'
import { crimeType, forceLabel } from '../match/facts.ts'
import { paths } from '../paths.ts'
import { MapChooser } from './map-chooser.tsx'
import { besideChoices, type CrimeMapChoice, crimeMapQuery } from './typed-crime-map.ts'

/** Where and when a crime is shown, and within what. */
export interface MappedCrime {
  readonly id: number
  /** The version that was compared. */
  readonly crime: CrimeVersion
  readonly radiusMetres: number
  /** With what the run added to both ends. */
  readonly window: ClosedWindow
}

/** A crime with the trails of chosen wearers on one map, played through its window, and every position in a table. */
export const CrimeMapPage: FC<{
  mapped: MappedCrime
  /** All that stand of the crime. */
  matches: readonly StandingMatch[]
  choice: CrimeMapChoice
  trails: readonly TrailPosition[]
  faults: readonly FieldFault[]
}> = ({ mapped, matches, choice, trails, faults }) => {
  const { id, crime, radiusMetres, window } = mapped
  const { chosen, besideMinutes, page } = choice
  const wearers = chosen.map(({ deviceWearerId }) => deviceWearerId)
  const beside = besideMinutes * 60_000
  const played = { from: window.from - beside, to: window.to + beside }
  const silent = wearers.filter((wearer) => !trails.some((each) => each.deviceWearerId === wearer))
  return (
    <>
      <ErrorSummary faults={faults} />
      <span class="govuk-caption-l">
        {crimeType(crime)}, {forceLabel(crime)}
      </span>
      <h1 class="govuk-heading-l">Crime {crime.crimeReference} on the map</h1>
      <p class="govuk-body">
        {`Version ${crime.version}, window ${londonWindow(window.from, window.to)}.`}{' '}
        <a href={paths.crime(id)} class="govuk-link">
          Everything about this crime
        </a>
      </p>
      <form method="get" action={paths.crimeMap(id)}>
        <MapChooser matches={matches} ticked={wearers} faults={faults} />
        <div class="app-filter">
          <SelectField
            name="beside"
            label="Before and after the window"
            value={String(besideMinutes)}
            options={besideChoices.map((minutes) => ({
              value: String(minutes),
              text: minutes === 0 ? 'Nothing' : `${minutes} minutes`,
            }))}
          />
          <button type="submit" class="govuk-button govuk-button--secondary">
            Show these
          </button>
        </div>
      </form>
      {silent.length > 0 && (
        <p class="govuk-inset-text">
          {`No position that may be compared with crimes is held of ${silent.join(', ')} in this period. That is not absence: it does not say where anyone was.`}
        </p>
      )}
      <MovementsMap
        id="trails"
        title={`Trails around crime ${crime.crimeReference}`}
        positions={trails.map((position, index) => onMap(position, index, wearers))}
        wearers={wearers}
        crime={{
          latitude: crime.latitude,
          longitude: crime.longitude,
          radiusMetres,
          title: `${radiusMetres} m around the crime`,
        }}
        played={played.to - played.from >= 1000 ? played : undefined}
        page={page}
        pageHref={(number) => paths.crimeMap(id) + crimeMapQuery(choice, number)}
      />
      <p class="govuk-body">
        Letters count a wearer’s visits to the circle: a position outside it, a gap or another
        device ends one. What is shown is where devices were, not who did anything.
      </p>
    </>
  )
}

function onMap(position: TrailPosition, index: number, wearers: readonly string[]): MapPosition {
  const { deviceWearerId, distanceMetres, overlapShare, ...rest } = position
  return {
    ...rest,
    number: index + 1,
    wearer: wearers.indexOf(deviceWearerId),
    // To what is written of them: a map holds thousands.
    distanceMetres: Math.round(distanceMetres * 10) / 10,
    overlapShare: overlapShare === undefined ? undefined : Math.round(overlapShare * 100) / 100,
  }
}

import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonStretchText } from '../../domain/london-day-text.ts'
import type { Leg } from '../../patterns/day-pattern.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'
import { Table } from '../components/table.tsx'
import { Attribution } from '../patterns/attribution.tsx'
import { Folded } from './folded.tsx'
import type { ToldLeg } from './told-legs.ts'

/** More are counted only: shorter periods list them. */
const MOST = 300

/** Where the device stayed and how it went from one place to the next, as a list. */
export const LegsSection: FC<{
  told: readonly ToldLeg[]
  /** Where names of places in it come from. */
  placesFrom: PlaceExtract | undefined
  hrefOf: (leg: Interval) => string
}> = ({ told, placesFrom, hrefOf }) => {
  const stays = told.filter(({ leg }) => leg.kind === 'stay').length
  const trips = told.filter(({ leg }) => leg.kind === 'trip').length
  return (
    <section aria-labelledby="stays">
      <h2 class="govuk-heading-m" id="stays">
        Stays and trips
      </h2>
      <p class="govuk-body">
        {`${counted(stays, 'stay')} and ${counted(trips, 'trip')}. A stay is five minutes or longer at one place, as far as the accuracy circles tell; those at the edges of the period may be longer than is shown.`}
        {told.length > MOST &&
          ` The first ${grouped(MOST)} lines are listed: choose a shorter period for the others.`}
      </p>
      {told.length > 0 && (
        <Folded of={told.length} text="The list of stays and trips">
          <Table
            caption="Stays and trips, in order"
            stacks
            captionHidden
            columns={[
              { title: 'Number', numeric: true },
              { title: 'What' },
              { title: 'When' },
              { title: 'How long' },
              { title: 'Where, or how far' },
              { title: 'How sure' },
              { title: 'Map' },
            ]}
            rows={told.slice(0, MOST).map(({ number, leg, where }) => [
              number,
              names[leg.kind],
              londonStretchText(leg.from, leg.to),
              lengthInWords(leg.to - leg.from),
              leg.kind === 'stay' ? where : farText(leg),
              sureText(leg),
              <a class="govuk-link" href={hrefOf(leg)}>
                Show
                <span class="govuk-visually-hidden">{` number ${number}`}</span>
              </a>,
            ])}
          />
        </Folded>
      )}
      {placesFrom && <Attribution extract={placesFrom} />}
    </section>
  )
}

const names: Readonly<Record<Leg['kind'], string>> = {
  stay: 'Stay',
  trip: 'Trip',
  unknown: 'Not known',
}

function farText(leg: Leg): string {
  if (leg.kind !== 'trip') return 'No position is held'
  const straight = kilometres(leg.straightMetres)
  return `At least ${kilometres(Math.max(leg.metres, leg.straightMetres))} along its positions, ${straight} between its ends`
}

function kilometres(metres: number): string {
  return metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`
}

function sureText(leg: Leg): string {
  if (leg.kind === 'unknown') return ''
  const positions = counted(leg.positions, 'position')
  if (leg.kind === 'trip') {
    const { unknownMinutes } = leg
    return unknownMinutes < 1
      ? `From ${positions}`
      : `From ${positions}; ${minutesInWords(unknownMinutes)} of it not known`
  }
  const sure = leg.certainty >= 0.9 ? 'Sure' : leg.certainty >= 0.6 ? 'Fairly sure' : 'Not sure'
  return `${sure}, from ${positions}; its middle within ${Math.ceil(leg.radiusMetres)} m`
}

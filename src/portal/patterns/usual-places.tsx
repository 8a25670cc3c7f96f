import type { FC } from 'hono/jsx'
import type { Patterns } from '../../app/patterns/read-patterns.ts'
import type { PlaceName } from '../../app/places/named-places.ts'
import { counted } from '../../domain/count-text.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonDayText } from '../../domain/london-day-text.ts'
import { londonWindow } from '../../domain/london-time.ts'
import { certaintyText } from '../../patterns/certainty-text.ts'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { ZoneMap } from '../components/zone-map.tsx'
import type { MapZone } from '../map/map-data.ts'
import { zoneOnMap } from '../map/zone-on-map.ts'
import { paths, within } from '../paths.ts'
import { placeNameText } from './place-name-text.ts'
import { wholeMinutes } from './whole-minutes.ts'

export const MOST_USUAL = 10
const MOST_NEW = 20

type PersonsPlace = Patterns['places'][number]

export interface ShownPlace extends PersonsPlace {
  readonly named: PlaceName | undefined
}

/** Where somebody usually is: the places with most of their time, on a map and in words. */
export const UsualPlaces: FC<{ places: readonly ShownPlace[] }> = ({ places }) => (
  <>
    <h2 class="govuk-heading-m">Usual places</h2>
    {places.length === 0 ? (
      <p class="govuk-body">No stay is known that is of one place.</p>
    ) : (
      <>
        <p class="govuk-body">
          Where the device was for most of the time in this period and the 28 days before it.
        </p>
        <ZoneMap id="usual-places" title="Usual places" zones={places.flatMap(onMap)} />
        <Table
          caption="Usual places, the one with the most time first"
          captionHidden
          columns={[
            { title: 'Place' },
            { title: 'Stays', numeric: true },
            { title: 'Time in all' },
            { title: 'Mostly' },
            { title: 'Last' },
            { title: 'How sure' },
          ]}
          rows={places.map((place, index) => [
            titleOf(place, index),
            place.visits.length,
            minutesInWords(place.minutes),
            hoursText(place),
            londonDayText(place.visits.at(-1)?.from ?? 0),
            sureText(place),
          ])}
        />
      </>
    )}
  </>
)

/** Stays where nobody knew them to have been. */
export const NewPlaces: FC<{
  id: string
  places: Patterns['newPlaces']
  named: readonly (PlaceName | undefined)[]
  mayAdd: boolean
}> = ({ id, places, named, mayAdd }) => (
  <>
    <h2 class="govuk-heading-m">New places</h2>
    {places.length === 0 ? (
      <p class="govuk-body">
        No stay of half an hour or more is known at a place that was not visited in the 28 days
        before. A place can only be new once seven days before it are known.
      </p>
    ) : (
      <Table
        caption="New places, the newest first"
        captionHidden
        columns={[
          { title: 'When' },
          { title: 'How long' },
          { title: 'Place' },
          { title: 'How sure' },
          { title: 'Next' },
        ]}
        rows={places
          .map((place, index) => ({ place, name: named[index] }))
          .toReversed()
          .slice(0, MOST_NEW)
          .map(({ place, name }) => {
            const whole = wholeMinutes(place)
            return [
              <a class="govuk-link" href={paths.movements(id) + rangeQuery(whole)}>
                {londonWindow(whole.from, whole.to)}
              </a>,
              lengthInWords(place.to - place.from),
              name ? placeNameText(name.place) : 'No name on the map',
              `${certaintyText(place.certainty)} that it was a stay`,
              mayAdd ? (
                <a
                  class="govuk-link"
                  href={within(paths.ownPlaces(id), {
                    at: formatInstant((whole.from + whole.to) / 2),
                  })}
                >
                  Add as own place
                  <span class="govuk-visually-hidden">
                    {` ${londonWindow(whole.from, whole.to)}`}
                  </span>
                </a>
              ) : (
                ''
              ),
            ]
          })}
      />
    )}
  </>
)

function titleOf({ home, named }: ShownPlace, index: number): string {
  if (home !== undefined) return home
  return named ? placeNameText(named.place) : `Place ${index + 1}`
}

function sureText({ named, home, radiusMetres }: ShownPlace): string {
  const within = `Good to about ${counted(Math.max(1, Math.round(radiusMetres)), 'metre')}`
  return named && home === undefined
    ? `${certaintyText(named.certainty)} that it is this place. ${within}`
    : within
}

function hoursText({ usualHours }: PersonsPlace): string {
  return usualHours ? `${hourText(usualHours.from)} to ${hourText(usualHours.to)}` : 'at any time'
}

function hourText(hour: number): string {
  if (hour === 0) return 'midnight'
  if (hour === 12) return 'noon'
  return hour < 12 ? `${hour}am` : `${hour - 12}pm`
}

function onMap(place: ShownPlace, index: number): readonly MapZone[] {
  const { latitude, longitude, radiusMetres } = place
  const area = zoneOnMap(
    {
      kind: 'place',
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
      radiusMetres: Math.max(30, radiusMetres),
    },
    titleOf(place, index),
  )
  return area ? [area] : []
}

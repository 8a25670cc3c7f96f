import type { FC } from 'hono/jsx'
import type { ComparedPeriod, ComparedPlace } from '../../app/movements/compare-periods.ts'
import type { PlaceName } from '../../app/places/named-places.ts'
import { counted, grouped } from '../../domain/count-text.ts'
import type { Instant } from '../../domain/interval.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonStretchText } from '../../domain/london-day-text.ts'
import type { DayStay } from '../../patterns/day-summary.ts'
import { type Home, homeByOrder, homeTitle } from '../../patterns/home.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { MovementsMap } from '../components/movements-map.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { MapHelp } from '../help/map-help.tsx'
import type { MapZone } from '../map/map-data.ts'
import { Attribution } from '../patterns/attribution.tsx'
import { placeNameText } from '../patterns/place-name-text.ts'
import { PersonStrip } from '../people/person-strip.tsx'
import { otherPeriods, type TypedComparison } from './typed-comparison.ts'

/** More places are of seconds and errors. */
export const MOST_COMPARED_PLACES = 60
const names = ['This period', 'The other period'] as const

export interface ComparedShown {
  readonly periods: readonly [ComparedPeriod, ComparedPeriod]
  readonly places: readonly ComparedPlace[]
  /** Of the first of the places, in the same order; `undefined` where the map has no name that is sure enough. */
  readonly named: readonly (PlaceName | undefined)[]
  /** Where names come from. */
  readonly extract: PlaceExtract | undefined
  readonly zones: readonly MapZone[]
  readonly page: number
  readonly pageHref: (page: number) => string
}

/** Two periods of one person beside each other: in figures, by places, and both on one map. */
export const ComparePage: FC<{
  heading: string
  path: string
  person: PersonFile
  now: Instant
  typed: TypedComparison
  faults: readonly FieldFault[]
  /** Two periods that are often compared, by what they are called. */
  named: readonly { readonly text: string; readonly href: string }[]
  shown: ComparedShown | undefined
}> = ({ heading, path, person, now, typed, faults, named, shown }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{heading}</h1>
    <PersonStrip person={person} now={now} />
    <form method="get" action={path} class="app-range-form">
      <DateTimeRange typed={typed.period} faults={faults} />
      <SelectField
        name="other"
        label="Compare it with"
        value={typed.other}
        faults={faults}
        options={otherPeriods.map(([value, text]) => ({ value, text }))}
      />
      <button type="submit" class="govuk-button">
        Compare
      </button>
    </form>
    <nav aria-label="Often compared">
      <ul class="app-row">
        {named.map(({ text, href }) => (
          <li>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    {shown && <Compared person={person} {...shown} />}
  </>
)

const Compared: FC<ComparedShown & { person: PersonFile }> = (shown) => {
  const { person, periods, zones, page, pageHref } = shown
  const [first, second] = periods
  const both = {
    from: Math.min(first.within.from, second.within.from),
    to: Math.max(first.within.to, second.within.to),
  }
  // The earlier is on the map first; its number says whose it is.
  const positions = periods
    .flatMap((period, wearer) => period.positions.map((position) => ({ ...position, wearer })))
    .sort((a, b) => a.capturedAt - b.capturedAt)
    .map((position, index) => ({ ...position, number: index + 1 }))
  return (
    <>
      <Table
        caption="The two periods"
        columns={[{ title: 'What' }, ...names.map((title) => ({ title }))]}
        rows={figures.map(([what, said]) => [what, said(first), said(second)])}
      />
      <p class="govuk-body">
        Time is counted only where a trail condition is in force with a device worn, until now. At
        home is where a curfew says to be. What is not known is neither.
      </p>
      <Places {...shown} home={homeByOrder(person, person.id, both)} />
      <h2 class="govuk-heading-m">Both on one map</h2>
      <MapHelp />
      <MovementsMap
        id="compared"
        title="Both periods"
        positions={positions}
        wearers={names}
        trailsAre="periods"
        zones={zones}
        page={page}
        pageHref={pageHref}
      />
    </>
  )
}

const figures: readonly (readonly [what: string, said: (period: ComparedPeriod) => string])[] = [
  ['When', ({ within }) => londonStretchText(within.from, within.to)],
  ['Positions held', ({ positions }) => grouped(positions.length)],
  ['At home', (period) => homeText(period, 'home')],
  ['Away from home', (period) => homeText(period, 'away')],
  ['Not known', ({ summary }) => minutesInWords(summary.minutes.notKnown)],
  [
    'Trips',
    ({ summary: { trips } }) => {
      const kilometres = trips.reduce((sum, { metres }) => sum + metres, 0) / 1000
      return trips.length === 0
        ? 'none'
        : `${counted(trips.length, 'trip')}, about ${kilometres.toFixed(1)} km`
    },
  ],
  [
    'Furthest from home',
    ({ summary: { farthest } }) =>
      farthest ? `about ${farthest.kilometres.toFixed(1)} km` : 'not known',
  ],
]

/** Without a home nobody is at it or away. */
function homeText({ summary }: ComparedPeriod, which: 'home' | 'away'): string {
  if (!summary.home) return 'No curfew says where home is'
  const { home, away } = summary.minutes
  const known = home + away
  const share =
    known === 0 ? '' : `, ${Math.round((summary.minutes[which] / known) * 100)} % of what is known`
  return `${minutesInWords(summary.minutes[which])}${share}`
}

const Places: FC<
  Pick<ComparedShown, 'places' | 'named' | 'extract'> & { home: Home | undefined }
> = ({ places, named, extract, home }) => {
  const shared = places.filter(({ stays }) => stays.every((of) => of.length > 0)).length
  return (
    <>
      <h2 class="govuk-heading-m">Places stayed at</h2>
      <p class="govuk-body">
        {places.length === 0
          ? 'No stay of five minutes or longer is held of either period.'
          : `${counted(places.length, 'place')}: ${grouped(shared)} in both periods, ${grouped(places.length - shared)} in one only. Stays within about 100 m are taken to be at one place.`}
        {places.length > MOST_COMPARED_PLACES &&
          ` The ${MOST_COMPARED_PLACES} with the most time are listed.`}
      </p>
      {places.length > 0 && (
        <Table
          caption="Places stayed at, those with the most time first"
          captionHidden
          columns={['Where', 'In', ...names].map((title) => ({ title }))}
          rows={places
            .slice(0, MOST_COMPARED_PLACES)
            .map((place, index) => [
              whereText(place, home, named[index]),
              inText(place.stays),
              staysText(place.stays[0]),
              staysText(place.stays[1]),
            ])}
        />
      )}
      {extract && named.some(Boolean) && <Attribution extract={extract} />}
    </>
  )
}

function whereText(
  place: ComparedPlace,
  home: Home | undefined,
  name: PlaceName | undefined,
): string {
  if (place.isHome && home) return homeTitle(home, place)
  if (name) return placeNameText(name.place)
  return `No name on the map, around ${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`
}

function inText([first, second]: ComparedPlace['stays']): string {
  if (first.length > 0 && second.length > 0) return 'Both'
  return first.length > 0 ? 'This period only' : 'The other only'
}

function staysText(stays: readonly DayStay[]): string {
  if (stays.length === 0) return 'none'
  const all = stays.reduce((sum, { from, to }) => sum + to - from, 0)
  return `${counted(stays.length, 'stay')}, ${lengthInWords(all)}`
}

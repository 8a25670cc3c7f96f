import type { Child, FC } from 'hono/jsx'
import type { VisitsOf } from '../../app/places/visits-of.ts'
import { counted } from '../../domain/count-text.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { lengthInWords, minutesInWords } from '../../domain/length-in-words.ts'
import { londonClockText, londonDayText } from '../../domain/london-day-text.ts'
import { londonWindow } from '../../domain/london-time.ts'
import {
  OWN_PLACE,
  placeCategories,
  placeCategoryLabel,
  sensitiveCategories,
} from '../../domain/reference/place-categories.ts'
import { certaintyText } from '../../patterns/certainty-text.ts'
import type { Visit, VisitSettings } from '../../patterns/visits.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { paths } from '../paths.ts'
import { Attribution } from './attribution.tsx'
import { PatternLinks } from './pattern-links.tsx'
import { PeriodForm } from './period-form.tsx'
import type { ShownPeriod } from './shown-period.ts'

/** Days that the page offers to count back. */
export const visitDays = [7, 30] as const
export const leastMinutesOffered = [5, 10, 20, 60] as const

interface VisitsShown extends VisitsOf {
  /** Parts of the period in which a trail condition lets positions be looked at; none: nothing can be told. */
  readonly supervised: number
  readonly positions: number
  readonly stays: number
}

interface VisitsProps {
  readonly id: string
  readonly title: string
  readonly period: ShownPeriod
  readonly earliest: number | undefined
  /** Of a category; empty: of all. */
  readonly category: string
  readonly settings: VisitSettings
  readonly shown: VisitsShown | undefined
  /** The map of one visit, where one was asked for. */
  readonly children?: Child
}

/** Visits of somebody to places of interest, each with how sure it is. */
export const VisitsPage: FC<VisitsProps> = (props) => {
  const { id, title, period, category, settings, shown, children } = props
  const path = paths.visits(id)
  const kept = { category: category || undefined, least: String(settings.leastMinutes) }
  return (
    <>
      <ErrorSummary faults={period.faults} />
      <h1 class="govuk-heading-l">{title}</h1>
      <PatternLinks id={id} here="Visits" />
      <PeriodForm
        path={path}
        period={period}
        days={visitDays}
        kept={kept}
        earliest={props.earliest}
        button="Show visits"
      >
        <SelectField
          name="category"
          label="Kind of place"
          value={category}
          options={[
            { value: '', text: 'All kinds' },
            ...placeCategories
              .filter(({ code }) => shown?.categories.includes(code) ?? code === category)
              .map(({ code, plural }) => ({ value: code, text: plural })),
            { value: OWN_PLACE, text: 'Own places' },
          ]}
        />
        <SelectField
          name="least"
          label="Stays of at least"
          value={String(settings.leastMinutes)}
          options={leastMinutesOffered.map((minutes) => ({
            value: String(minutes),
            text: minutesInWords(minutes),
          }))}
        />
      </PeriodForm>
      {children}
      {shown && period.within && <Held {...props} shown={shown} within={period.within} />}
    </>
  )
}

const Held: FC<VisitsProps & { shown: VisitsShown; within: Interval }> = ({
  id,
  category,
  settings,
  shown,
  within,
}) => {
  const visits = shown.visits.filter(({ place }) => category === '' || place.category === category)
  const when = londonWindow(within.from, within.to)
  if (shown.supervised === 0) {
    return (
      <p class="govuk-inset-text">
        {`No trail condition is in force with a device worn in this period (${when}), so no position may be looked at and no visit can be told.`}
      </p>
    )
  }
  return (
    <>
      <p class="govuk-body">
        <strong>{counted(visits.length, 'visit')}</strong>
        {`, ${when}. Told from ${counted(shown.stays, 'stay')} that ${shown.stays === 1 ? 'was' : 'were'} found in ${counted(shown.positions, 'position')}.`}
      </p>
      {visits.length > 0 && (
        <Table
          caption="Visits, the newest first"
          stacks
          captionHidden
          columns={[
            { title: 'Date' },
            { title: 'Kind of place' },
            { title: 'Place' },
            { title: 'Time' },
            { title: 'How sure' },
            { title: 'Map' },
          ]}
          rows={[...visits].reverse().map((visit) => [
            londonDayText(visit.stay.from),
            placeCategoryLabel(visit.place.category),
            <PlaceName visit={visit} />,
            timesText(visit),
            certaintyText(visit.certainty),
            <a class="govuk-link" href={visitAddress(id, { within, category, settings, visit })}>
              Show on map
              <span class="govuk-visually-hidden">
                {` ${visit.place.name ?? placeCategoryLabel(visit.place.category)}, ${timesText(visit)}`}
              </span>
            </a>,
          ])}
        />
      )}
      <WhatItMeans shown={shown} settings={settings} />
    </>
  )
}

function visitAddress(
  id: string,
  asked: Pick<VisitsProps, 'category' | 'settings'> & { within: Interval; visit: Visit },
): string {
  const query = new URLSearchParams({
    ...(asked.category !== '' && { category: asked.category }),
    least: String(asked.settings.leastMinutes),
    at: formatInstant(asked.visit.stay.from),
    place: asked.visit.place.id,
  })
  return `${paths.visits(id)}${rangeQuery(asked.within)}&${query}#visit`
}

const PlaceName: FC<{ visit: Visit }> = ({ visit: { place } }) => (
  <>
    {place.name ?? 'No name on the map'}
    {place.address && <span class="app-written">{place.address}</span>}
  </>
)

/** `19:00 to 20:10, 1 hour 10 minutes`; the day only where it ends on another. */
function timesText({ stay: { from, to } }: Visit): string {
  const [start, end] = [londonClockText(from), londonClockText(to)]
  const until = londonDayText(from) === londonDayText(to) ? end : `${end} on ${londonDayText(to)}`
  return `${start} to ${until}, ${lengthInWords(to - from)}`
}

const WhatItMeans: FC<{ shown: VisitsShown; settings: VisitSettings }> = ({ shown, settings }) => {
  const off = sensitiveCategories.filter((code) => !shown.categories.includes(code))
  return (
    <>
      <h2 class="govuk-heading-m">What this can and cannot tell</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          A visit is a stay of the device of {minutesInWords(settings.leastMinutes)} or more that
          was in a place on the map. It does not say what anybody did there.
        </li>
        <li>
          “80 in 100” means: of 100 stays like this one, about 80 were inside the place. Places side
          by side share it. Less than {Math.round(settings.leastCertainty * 100)} in 100 is not
          listed.
        </li>
        <li>
          A visit that is not listed may have happened all the same: while nothing was heard, by a
          poor signal, for a short time, or at a place that is not on the map.
        </li>
        {shown.homeSaid && (
          <li>
            {`Stays at home are no visits. Where home is, ${shown.homeSaid === 'condition' ? 'their order says' : 'is told from their nights'}.`}
          </li>
        )}
        {off.length > 0 && (
          <li>
            {`Not looked at, because no trail condition names it: ${off.map((code) => placeCategories.find((each) => each.code === code)?.plural.toLowerCase() ?? code).join('; ')}.`}
          </li>
        )}
      </ul>
      {shown.extract ? (
        <Attribution extract={shown.extract} />
      ) : (
        <p class="govuk-body">
          No map of places has been brought in yet, so only this person’s own places are looked at.
          A monitoring officer can{' '}
          <a class="govuk-link" href={paths.placesOfInterest}>
            add one
          </a>
          .
        </p>
      )}
    </>
  )
}

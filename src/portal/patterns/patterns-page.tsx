import type { FC } from 'hono/jsx'
import type { Patterns } from '../../app/patterns/read-patterns.ts'
import type { PlaceName } from '../../app/places/named-places.ts'
import { counted } from '../../domain/count-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { londonDayText } from '../../domain/london-day-text.ts'
import { londonWindow } from '../../domain/london-time.ts'
import type { Permission } from '../../domain/roles.ts'
import { certaintyText } from '../../patterns/certainty-text.ts'
import { patternDay } from '../../patterns/pattern-day.ts'
import { signText } from '../../patterns/sign-text.ts'
import type { Sign } from '../../patterns/signs.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Table } from '../components/table.tsx'
import { rangeQuery } from '../components/typed-range.ts'
import { paths } from '../paths.ts'
import { Attribution } from './attribution.tsx'
import { HomeTable } from './home-table.tsx'
import { PatternLinks } from './pattern-links.tsx'
import { PeriodForm } from './period-form.tsx'
import type { ShownPeriod } from './shown-period.ts'
import { NewPlaces, type ShownPlace, UsualPlaces } from './usual-places.tsx'

export const patternDays = [7, 28] as const

export interface PatternsShown extends Omit<Patterns, 'places'> {
  readonly places: readonly ShownPlace[]
  readonly newNames: readonly (PlaceName | undefined)[]
  /** Whose names are shown. */
  readonly extract: PlaceExtract | undefined
}

interface PatternsProps {
  readonly id: string
  readonly title: string
  readonly period: ShownPeriod
  readonly earliest: number | undefined
  readonly permissions: ReadonlySet<Permission>
  readonly shown: PatternsShown | undefined
}

/** What is usual of somebody's days, and what stood out against them. */
export const PatternsPage: FC<PatternsProps> = ({
  id,
  title,
  period,
  earliest,
  permissions,
  shown,
}) => (
  <>
    <ErrorSummary faults={period.faults} />
    <h1 class="govuk-heading-l">{title}</h1>
    <PatternLinks id={id} here="What stood out" />
    <PeriodForm
      path={paths.patterns(id)}
      period={period}
      days={patternDays}
      earliest={earliest}
      button="Show this period"
    />
    {shown && period.within && (
      <Held id={id} shown={shown} permissions={permissions} within={period.within} />
    )}
  </>
)

const Held: FC<
  Pick<PatternsProps, 'id' | 'permissions'> & { shown: PatternsShown; within: Interval }
> = ({ id, shown, permissions, within }) => {
  const { days, signs, places, newPlaces, newNames, extract } = shown
  const known = days.filter(({ summary }) => summary).length
  const when = londonWindow(within.from, within.to)
  if (days.length === 0) {
    return (
      <p class="govuk-inset-text">
        {`No trail condition is in force with a device worn in this period (${when}), so no day of it may be looked at.`}
      </p>
    )
  }
  return (
    <>
      <p class="govuk-body">
        {`${when}. Told from ${known} of ${counted(days.length, 'day')} that may be looked at${known < days.length ? '; of the others no position is held, or they are not worked out yet' : ''}.`}
      </p>
      <Signs id={id} signs={signs} permissions={permissions} />
      <HomeTable id={id} days={days} />
      <UsualPlaces places={places} />
      <NewPlaces
        id={id}
        places={newPlaces}
        named={newNames}
        mayAdd={permissions.has('places:manage')}
      />
      {extract && <Attribution extract={extract} />}
      <h2 class="govuk-heading-m">What this can and cannot tell</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          It looks back only. Nothing is predicted, and nobody is given a score: each line has its
          number, what is usual of this person, and from where on it is listed.
        </li>
        <li>
          It is about the device. Time from which no position is held is “not known”: neither at
          home nor away.
        </li>
        <li>
          Something unusual is a reason to ask, and may have a good one: work, a hospital, a family
          visit.
        </li>
      </ul>
    </>
  )
}

const Signs: FC<{ id: string; signs: readonly Sign[]; permissions: ReadonlySet<Permission> }> = ({
  id,
  signs,
  permissions,
}) => (
  <>
    <h2 class="govuk-heading-m">What stood out</h2>
    {signs.length === 0 ? (
      <p class="govuk-body">
        Nothing stood out. A day can only stand out against at least seven days before it that are
        known well enough.
      </p>
    ) : (
      <Table
        caption="What stood out, the newest first"
        stacks
        captionHidden
        columns={[{ title: 'Day' }, { title: 'What' }, { title: 'How sure' }, { title: 'Next' }]}
        rows={signs
          .toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
          .map((sign) => {
            const day = patternDay(sign.day)
            const of = londonDayText(day.from)
            return [
              of,
              sentence(signText(sign)),
              certaintyText(sign.certainty),
              <>
                <a class="govuk-link" href={paths.movements(id) + rangeQuery(day)}>
                  Movements
                  <span class="govuk-visually-hidden">{` of ${of}`}</span>
                </a>
                {permissions.has('notes:write') && (
                  <>
                    <br />
                    <a class="govuk-link" href={paths.notes(id) + rangeQuery(day)}>
                      Write a note
                      <span class="govuk-visually-hidden">{` about ${of}`}</span>
                    </a>
                  </>
                )}
              </>,
            ]
          })}
      />
    )}
  </>
)

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

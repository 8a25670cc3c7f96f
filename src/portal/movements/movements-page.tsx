import type { Child, FC } from 'hono/jsx'
import type { Instant, Interval } from '../../domain/interval.ts'
import type { MovementPart } from '../../domain/movement-parts.ts'
import type { PlaceExtract } from '../../store/records/place-records.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import type { TypedRange } from '../components/typed-range.ts'
import { MapHelp } from '../help/map-help.tsx'
import { PersonStrip } from '../people/person-strip.tsx'
import { DayCalendar, type DayCalendarProps } from './day-calendar.tsx'
import { HeldMovements, type HeldMovementsProps } from './held-movements.tsx'
import { LegsSection } from './legs-section.tsx'
import { PartPages } from './part-pages.tsx'
import { PeriodLinks } from './period-links.tsx'
import type { NamedPeriod } from './periods.ts'
import type { RequiredRow } from './required-rows.ts'
import { RequiredSection } from './required-section.tsx'
import type { ToldLeg } from './told-legs.ts'

/** What is shown of a period. */
export interface ShownMovements {
  readonly within: Interval
  readonly calendar: Omit<DayCalendarProps, 'path' | 'within'>
  readonly parts: readonly MovementPart[]
  readonly part: MovementPart
  readonly partHref: (part: MovementPart) => string
  readonly held: HeldMovementsProps
  readonly legs: readonly ToldLeg[]
  /** Where names of places in them come from. */
  readonly placesFrom: PlaceExtract | undefined
  readonly required: readonly RequiredRow[]
  /** When the order was changed after what is shown had begun. */
  readonly changedAt: readonly Instant[]
  /** The map of a stretch. */
  readonly stretchHref: (stretch: Interval) => string
  /** What else whoever asks may do with it. */
  readonly deeds: readonly { readonly text: string; readonly href: string }[]
  /** A form to take it away as a file. */
  readonly takeAway: Child
}

/** The form for a period, and what is held of it; `shown` is absent where the period could not be read. */
export const MovementsPage: FC<{
  heading: string
  /** Of this page, without a query. */
  path: string
  person: PersonFile
  now: Instant
  typed: TypedRange
  faults: readonly FieldFault[]
  named: readonly NamedPeriod[]
  shown: ShownMovements | undefined
}> = ({ heading, path, person, now, typed, faults, named, shown }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{heading}</h1>
    <PersonStrip person={person} now={now} />
    <form method="get" action={path} class="app-range-form">
      <DateTimeRange typed={typed} faults={faults} />
      <button type="submit" class="govuk-button">
        Show this period
      </button>
    </form>
    {shown && (
      <>
        <PeriodLinks path={path} within={shown.within} named={named} />
        <DayCalendar {...shown.calendar} path={path} within={shown.within} />
        <PartPages parts={shown.parts} shown={shown.part} hrefOf={shown.partHref} />
        {shown.held.movements.supervised.length > 0 && (
          <>
            <OnThisPage />
            <MapHelp />
          </>
        )}
        <HeldMovements {...shown.held} />
        {shown.held.movements.supervised.length > 0 && <Below shown={shown} />}
      </>
    )}
  </>
)

const OnThisPage: FC = () => (
  <nav aria-label="On this page">
    <ul class="app-row">
      {[
        ['#movements', 'Map and positions'],
        ['#stays', 'Stays and trips'],
        ['#required', 'What was required'],
        ['#deeds', 'What you can do with this period'],
      ].map(([href, text]) => (
        <li>
          <a class="govuk-link" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const Below: FC<{ shown: ShownMovements }> = ({ shown }) => (
  <>
    <LegsSection told={shown.legs} placesFrom={shown.placesFrom} hrefOf={shown.stretchHref} />
    <RequiredSection rows={shown.required} changedAt={shown.changedAt} hrefOf={shown.stretchHref} />
    {shown.deeds.length > 0 && (
      <>
        <h2 class="govuk-heading-m" id="deeds">
          What you can do with this period
        </h2>
        <ul class="govuk-list">
          {shown.deeds.map(({ text, href }) => (
            <li>
              <a class="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </>
    )}
    {shown.takeAway}
  </>
)

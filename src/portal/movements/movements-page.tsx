import type { FC } from 'hono/jsx'
import type { Interval } from '../../domain/interval.ts'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { ErrorSummary, type FieldFault } from '../components/error-summary.tsx'
import { besideRange, daysFrom, rangeQuery, type TypedRange } from '../components/typed-range.ts'
import { HeldMovements, type HeldMovementsProps } from './held-movements.tsx'

/** The form for a period, and what is held of it; `shown` is absent where the period could not be read. */
export const MovementsPage: FC<{
  heading: string
  /** Of this page, without a query. */
  path: string
  typed: TypedRange
  faults: readonly FieldFault[]
  shown: HeldMovementsProps | undefined
}> = ({ heading, path, typed, faults, shown }) => (
  <>
    <ErrorSummary faults={faults} />
    <h1 class="govuk-heading-l">{heading}</h1>
    <form method="get" action={path} class="app-range-form">
      <DateTimeRange typed={typed} faults={faults} />
      <button type="submit" class="govuk-button">
        Show this period
      </button>
    </form>
    {shown && <OtherPeriods path={path} within={shown.within} />}
    {shown && <HeldMovements {...shown} />}
  </>
)

const OtherPeriods: FC<{ path: string; within: Interval }> = ({ path, within }) => {
  const others = [
    ['Earlier', besideRange(within, -1)],
    ['Later', besideRange(within, 1)],
    ['Whole day', daysFrom(within, 1)],
    ['Seven days', daysFrom(within, 7)],
  ] as const
  return (
    <nav aria-label="Other periods">
      <ul class="app-row">
        {others.map(([text, other]) => (
          <li>
            <a class="govuk-link" href={path + rangeQuery(other)}>
              {text}
            </a>
          </li>
        ))}
        <li>
          <a class="govuk-link" href={path}>
            Last 24 hours of data
          </a>
        </li>
      </ul>
    </nav>
  )
}

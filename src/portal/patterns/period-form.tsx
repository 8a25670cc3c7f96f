import type { Child, FC } from 'hono/jsx'
import type { Interval } from '../../domain/interval.ts'
import { DateTimeRange } from '../components/date-time-range.tsx'
import { besideRange, rangeQuery } from '../components/typed-range.ts'
import { within as addressWithin } from '../paths.ts'
import type { ShownPeriod } from './shown-period.ts'

interface PeriodFormProps {
  /** Of the page, without a query. */
  readonly path: string
  readonly period: ShownPeriod
  /** Counted back from the last day of data. */
  readonly days: readonly number[]
  /** What else the page was asked for, so that another period keeps it. */
  readonly kept?: Readonly<Record<string, string | undefined>>
  /** Nothing may be looked at before it. */
  readonly earliest?: number | undefined
  readonly button: string
  readonly children?: Child
}

/** Which period a page of patterns shows: some days, the stretch before or after, or one that is typed. */
export const PeriodForm: FC<PeriodFormProps> = (props) => {
  const { path, period, days, kept = {}, button, children } = props
  return (
    <>
      <nav aria-label="Periods">
        <ul class="app-row">
          {days.map((count) => (
            <Link
              href={addressWithin(path, { days: count, ...kept })}
              text={`Last ${count} days`}
            />
          ))}
          {period.within && <Steps {...props} within={period.within} />}
        </ul>
      </nav>
      <form method="get" action={path} class="app-range-form">
        <DateTimeRange typed={period.typed} faults={period.faults} />
        {children}
        <button type="submit" class="govuk-button">
          {button}
        </button>
      </form>
    </>
  )
}

const Steps: FC<PeriodFormProps & { within: Interval }> = ({
  path,
  kept = {},
  earliest,
  within,
}) => {
  const beside = (direction: 1 | -1) => {
    const query = new URLSearchParams(rangeQuery(besideRange(within, direction)).slice(1))
    return addressWithin(path, { ...Object.fromEntries(query), ...kept })
  }
  const isFirst = earliest !== undefined && within.from <= earliest
  return (
    <>
      {!isFirst && <Link href={beside(-1)} text="Earlier" />}
      <Link href={beside(1)} text="Later" />
      {isFirst && <li>Nothing is earlier</li>}
    </>
  )
}

const Link: FC<{ href: string; text: string }> = ({ href, text }) => (
  <li>
    <a class="govuk-link" href={href}>
      {text}
    </a>
  </li>
)

import type { FC } from 'hono/jsx'
import type { Interval } from '../../domain/interval.ts'
import { besideRange, rangeQuery, wholeDay } from '../components/typed-range.ts'
import type { NamedPeriod } from './periods.ts'

/** Steps by the period's own length, and the periods that are asked for often. */
export const PeriodLinks: FC<{
  path: string
  within: Interval
  named: readonly NamedPeriod[]
}> = ({ path, within, named }) => (
  <nav aria-label="Other periods">
    <ul class="app-row">
      {(
        [
          ['Earlier', besideRange(within, -1)],
          ['Later', besideRange(within, 1)],
          ['Whole day', wholeDay(within)],
        ] as const
      ).map(([text, other]) => (
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
      {named.map((period) => (
        <li>
          <a
            class="govuk-link"
            href={path + rangeQuery(period.within)}
            {...(isSame(period.within, within) && { 'aria-current': 'true' as const })}
          >
            {period.text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

function isSame(a: Interval, b: Interval): boolean {
  return a.from === b.from && a.to === b.to
}

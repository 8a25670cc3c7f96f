import type { FC } from 'hono/jsx'
import { counted, grouped } from '../../domain/count-text.ts'
import type { Interval } from '../../domain/interval.ts'
import { londonDayText } from '../../domain/london-day-text.ts'
import { rangeQuery } from '../components/typed-range.ts'
import { dayOfDate, type Month, monthBeside, monthText, weeksOf } from './months.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export interface DayCalendarProps {
  readonly path: string
  readonly month: Month
  /** Whether somebody turns its months now. */
  readonly open: boolean
  /** Of what is shown. */
  readonly within: Interval
  /** Positions that are held, by date. */
  readonly counts: ReadonlyMap<string, number>
}

/** A month of days, each with how many positions are held of it, to go to one of them. */
export const DayCalendar: FC<DayCalendarProps> = ({ path, month, open, within, counts }) => (
  <details class="govuk-details" id="days" open={open}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">Go to a day</span>
    </summary>
    <div class="govuk-details__text">
      <section class="app-scroll" aria-label="Days of the month" tabindex={0}>
        <table class="govuk-table app-calendar">
          <caption class="govuk-table__caption govuk-table__caption--s">
            {`${monthText(month)}: positions held of each day`}
          </caption>
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {weekdays.map((weekday) => (
                <th scope="col" class="govuk-table__header" abbr={weekday}>
                  {weekday.slice(0, 3)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {weeksOf(month).map((week) => (
              <tr class="govuk-table__row">
                {week.map((date) => (
                  <td class="govuk-table__cell">
                    {date && (
                      <Day path={path} date={date} count={counts.get(date) ?? 0} within={within} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul class="app-row">
        {([-1, 1] as const).map((direction) => {
          const beside = monthBeside(month, direction)
          return (
            <li>
              <a class="govuk-link" href={`${path}${rangeQuery(within)}&month=${beside}#days`}>
                {monthText(beside)}
              </a>
            </li>
          )
        })}
      </ul>
      <p class="govuk-body-s">
        A day without positions says nothing of where anyone was. Days outside a trail condition are
        never shown.
      </p>
    </div>
  </details>
)

const Day: FC<{ path: string; date: string; count: number; within: Interval }> = ({
  path,
  date,
  count,
  within,
}) => {
  const day = dayOfDate(date)
  const isShown = day.from < within.to && within.from < day.to
  return (
    <>
      <a
        class="govuk-link"
        href={path + rangeQuery(day)}
        aria-label={`${londonDayText(day.from)}: ${counted(count, 'position')}`}
        {...(isShown && { 'aria-current': 'date' as const })}
      >
        {Number(date.slice(8))}
      </a>
      <span class="app-aside" aria-hidden="true">
        {count === 0 ? 'none' : grouped(count)}
      </span>
    </>
  )
}

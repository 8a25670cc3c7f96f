import type { FC } from 'hono/jsx'
import { daysOn, londonDay, MOST_COMPLIANCE_DAYS } from '../../app/compliance/compliance-period.ts'
import type { Instant } from '../../domain/interval.ts'
import type { PersonFile } from '../../store/records/visible-person.ts'
import { paths, within } from '../paths.ts'
import { besideDays, complianceQuery, type ShownCompliance } from './typed-compliance.ts'

/** Other periods: the last days, those from when the device was fitted, and those before and after what is shown. */
export const PeriodLinks: FC<{ person: PersonFile; shown: ShownCompliance; now: Instant }> = ({
  person,
  shown,
  now,
}) => {
  const today = londonDay(now)
  const { earlier, later } = besideDays(shown, now)
  const fitted = fittedPeriod(person, now)
  const links: (readonly [string, Partial<ShownCompliance>])[] = [
    [`${shown.days} days earlier`, { until: earlier }],
    ...(later ? [['Later', { until: later }] as const] : []),
    ['Last 7 days', { days: 7, until: today }],
    [`Last ${MOST_COMPLIANCE_DAYS} days`, { days: MOST_COMPLIANCE_DAYS, until: today }],
    ...(fitted ? [['Since the device was fitted', fitted] as const] : []),
  ]
  return (
    <nav aria-label="Other periods">
      <ul class="app-row">
        {links.map(([text, changed]) => {
          const period = { ...shown, ...changed }
          const isShown = period.days === shown.days && period.until === shown.until
          return (
            <li>
              <a
                class="govuk-link"
                href={within(paths.compliance(person.id), complianceQuery(period, now))}
                {...(isShown && { 'aria-current': 'true' as const })}
              >
                {text}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** All days since, or the first of them where they are more than a page shows: the rest are later. */
function fittedPeriod({ deviceActivations }: PersonFile, now: Instant) {
  const begun = deviceActivations.filter(({ from }) => from <= now)
  const worn = begun.find(({ to }) => to > now) ?? begun.at(-1)
  if (!worn || worn.from === Number.NEGATIVE_INFINITY) return undefined
  const [first, today] = [londonDay(worn.from), londonDay(now)]
  for (let days = 1; days < MOST_COMPLIANCE_DAYS; days++) {
    if (daysOn(first, days - 1) === today) return { days, until: today }
  }
  return { days: MOST_COMPLIANCE_DAYS, until: daysOn(first, MOST_COMPLIANCE_DAYS - 1) }
}

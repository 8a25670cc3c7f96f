import type { Child, FC } from 'hono/jsx'
import type { Compliance } from '../../app/compliance/read-compliance.ts'
import type { OrderLedger } from '../../app/incidents/read-ledgers.ts'
import { counted } from '../../domain/count-text.ts'
import { type Instant, type Interval, intersect } from '../../domain/interval.ts'
import { type KeptRow, keptInARow } from '../../monitoring/required-kept.ts'
import type { VisibleIncident } from '../../store/records/visible-incidents.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { agoText } from '../incidents/incident-text.ts'
import { AllowanceText } from '../violations/allowance-text.tsx'
import type { NextCurfew } from './next-curfew.ts'
import { clockText, dayText } from './night-text.ts'

const DAY = 86_400_000

export interface StandingProps {
  readonly days: Compliance['days']
  /** The days shown. */
  readonly within: Interval
  readonly ledgers: readonly OrderLedger[]
  /** That nobody has decided, the oldest first. */
  readonly waiting: readonly VisibleIncident[]
  readonly next: NextCurfew | undefined
  readonly escalateAfterDays: number
  /** Whether the days shown go up to today. */
  readonly isNewest: boolean
  readonly now: Instant
}

/** In a few words what stands: days kept, the allowance, what waits, and the next curfew. */
export const StandingSection: FC<StandingProps> = (props) => {
  const { days, within, ledgers, next, isNewest } = props
  const rows: (readonly [string, Child])[] = [
    [isNewest ? 'Days kept in a row' : 'Days kept in a row at the end', rowText(days)],
    ...ledgers
      .filter(({ order }) => order && intersect(order, within))
      .map((of) => ['Allowance', <AllowanceText of={of} />] as const),
    ['Waiting for a decision', waitingText(props)],
    ...(next ? [[next.isNow ? 'Curfew now' : 'Next curfew', nextText(next)] as const] : []),
  ]
  return (
    <>
      <h2 class="govuk-visually-hidden">What stands</h2>
      <SummaryList rows={rows} />
    </>
  )
}

function rowText(days: Compliance['days']): Child {
  const row = keptInARow(days)
  const known = days.filter(({ kept }) => kept !== undefined && kept !== 'open')
  if (known.length === 0) {
    return 'None of these days required to be somewhere, or to stay away, and is over.'
  }
  return (
    <>
      <strong>{row.days === 0 ? 'None' : counted(row.days, 'day')}</strong>
      {row.since !== undefined && `, since ${dayText(row.since)}`}
      {between(row)}
      {endedText(row)}
      <span class="app-aside">
        A day is kept when everything required on it is known to have been kept: every curfew that
        began on it, every appointment, and no incident of zones, tampering or alcohol. Where too
        much is not known, the day is not counted.
      </span>
    </>
  )
}

function between({ unknown, excused }: KeptRow): string {
  const parts = [
    ...(unknown > 0 ? [`${counted(unknown, 'day')} not known`] : []),
    ...(excused > 0 ? [`${counted(excused, 'day')} excused or authorised`] : []),
  ]
  return parts.length === 0 ? '.' : `. Not counted since then: ${parts.join(' and ')}.`
}

function endedText({ endedBy, days }: KeptRow): string {
  if (endedBy === undefined) return days > 0 ? ' Days before these may be kept too.' : ''
  return endedBy.kept === 'broken'
    ? ` ${dayText(endedBy.date)} was not kept.`
    : ` ${dayText(endedBy.date)} waits: something was noticed that nobody has excused.`
}

function waitingText({ waiting, now, escalateAfterDays }: StandingProps): Child {
  const [oldest] = waiting
  if (oldest === undefined) return 'Nothing'
  const since = oldest.actualAt ?? oldest.startsAt
  const isLate = now - since > escalateAfterDays * DAY
  return (
    <>
      <a class="govuk-link" href="#waiting">
        {counted(waiting.length, 'violation')}
      </a>
      {`. The oldest began ${agoText(oldest.startsAt, now)}.`}
      {isLate && (
        <span class="app-aside">
          <strong class="govuk-tag govuk-tag--red">Waiting too long</strong>{' '}
          {`More than ${counted(escalateAfterDays, 'day')}. It stays open until somebody decides.`}
        </span>
      )}
    </>
  )
}

function nextText({ night, places, isNow }: NextCurfew): string {
  const where = places.join(' or ')
  const until = `until ${clockText(night.to, night)}`
  if (isNow) return `At ${where} ${until}`
  return `${dayText(night.date)}, ${clockText(night.from, night)}, at ${where} ${until}`
}

import {
  type CompliancePeriod,
  compliancePeriod,
  daysOn,
  londonDay,
  MOST_COMPLIANCE_DAYS,
} from '../../app/compliance/compliance-period.ts'
import type { Instant } from '../../domain/interval.ts'
import { instantsOfLondon } from '../../domain/london-local.ts'

/** Violations of so many minutes or fewer may be left out of the chart. */
export const overs = [0, 1, 5, 15] as const
/** Nobody wore a tag before. */
const EARLIEST = '1900-01-01'
const charts = ['stacked', 'grouped', 'table'] as const

/** What of the page is shown: as its address says. */
export interface ShownCompliance {
  readonly period: CompliancePeriod
  readonly days: number
  readonly until: string
  /** Whether the address says a day; otherwise the newest are meant. */
  readonly isAsked: boolean
  readonly over: (typeof overs)[number]
  readonly chart: (typeof charts)[number]
}

/** What an address asks for; what cannot be read is as if it were not there. Nothing is shown of days to come. */
export function shownCompliance(
  query: (name: string) => string | undefined,
  now: Instant,
): ShownCompliance {
  const today = londonDay(now)
  const asked = query('until') ?? ''
  const isAsked =
    asked >= EARLIEST && instantsOfLondon({ date: asked, time: '12:00' }) !== undefined
  const until = isAsked && asked < today ? asked : today
  const days = Number(query('days'))
  const known = Number.isInteger(days) && days >= 1 && days <= MOST_COMPLIANCE_DAYS
  const count = known ? days : MOST_COMPLIANCE_DAYS
  return {
    period: compliancePeriod(until, count),
    days: count,
    until,
    isAsked,
    over: overs.find((each) => String(each) === query('over')) ?? 0,
    chart: charts.find((each) => each === query('as')) ?? 'stacked',
  }
}

/** The query of an address that shows so; what is usual is left out. */
export function complianceQuery(
  { days, until, over, chart }: Pick<ShownCompliance, 'days' | 'until' | 'over' | 'chart'>,
  now: Instant,
): Record<string, string | undefined> {
  return {
    days: days === MOST_COMPLIANCE_DAYS ? undefined : String(days),
    until: until === londonDay(now) ? undefined : until,
    over: over === 0 ? undefined : String(over),
    as: chart === 'stacked' ? undefined : chart,
  }
}

/** Days before and after those shown, as many; nothing after today. */
export function besideDays(
  { days, until }: Pick<ShownCompliance, 'days' | 'until'>,
  now: Instant,
): { readonly earlier: string; readonly later: string | undefined } {
  const today = londonDay(now)
  const later = daysOn(until, days)
  return {
    earlier: daysOn(until, -days),
    later: until >= today ? undefined : [later, today].sort()[0],
  }
}

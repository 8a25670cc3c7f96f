import type { Instant } from '../../domain/interval.ts'
import { londonLocal } from '../../domain/london-local.ts'
import type { LondonDay } from '../../domain/outcomes.ts'
import type { FunnelPeriod } from '../../store/records/funnel-records.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readDays } from '../components/typed-days.ts'

const DAY = 86_400_000
/** What one page may be about: the cases of so many days are read while somebody waits. */
const MOST_DAYS = 366

/** A period as it stands in an address: days of London, both included. */
export interface TypedPeriod {
  readonly from: string
  readonly to: string
  readonly force: string
}

/** The last four weeks, today included. */
export function lastWeeks(now: Instant): Pick<TypedPeriod, 'from' | 'to'> {
  return { from: londonLocal(now - 27 * DAY).date, to: londonLocal(now).date }
}

/** The period that was typed, or what is wrong with it. */
export function readPeriod({ from, to, force }: TypedPeriod): {
  readonly period: FunnelPeriod | undefined
  readonly faults: readonly FieldFault[]
} {
  const days = readDays({ from, to })
  const faults = [...days.faults]
  if (from === '') faults.push({ field: 'from', text: 'Enter the first day' })
  if (to === '') faults.push({ field: 'to', text: 'Enter the last day' })
  if (faults.length > 0 || days.from === undefined || days.to === undefined) {
    return { period: undefined, faults }
  }
  if (days.to - days.from > MOST_DAYS * DAY) {
    const text = `Ask for at most ${MOST_DAYS} days at once`
    return { period: undefined, faults: [{ field: 'to', text }] }
  }
  const end = londonLocal(days.to).date
  return { period: { from, to: end, policeForce: force === '' ? undefined : force }, faults }
}

/**
 * The months that are over, newest first, as `2026-10`: periods that do not overlap, so that subtracting one from
 * another tells of no days between.
 */
export function monthsOver(now: Instant, most: number): readonly string[] {
  const [year = 0, month = 0] = londonLocal(now).date.split('-').map(Number)
  return Array.from({ length: most }, (_, back) => monthText(year * 12 + month - 2 - back))
}

/** From the first of a month to the first of the next. */
export function monthPeriod(month: string): FunnelPeriod {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return { from: `${month}-01`, to: firstOf(year * 12 + number) }
}

function firstOf(months: number): LondonDay {
  return `${monthText(months)}-01`
}

/** Of months counted from January of the year 0. */
function monthText(months: number): string {
  const month = String((months % 12) + 1).padStart(2, '0')
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${month}`
}

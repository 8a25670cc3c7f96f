import type { Instant } from '../../domain/interval.ts'
import { instantsOfLondon, startOfLondonDay } from '../../domain/london-local.ts'
import type { FieldFault } from './error-summary.tsx'

/** Two days of London as they stand in a form, both included; either may be empty. */
export interface TypedDays {
  readonly from: string
  readonly to: string
}

const HOUR = 3_600_000

/** From the start of the first day to the end of the last, half-open, or what is wrong with them. */
export function readDays(typed: TypedDays): {
  readonly from: Instant | undefined
  readonly to: Instant | undefined
  readonly faults: readonly FieldFault[]
} {
  const [from, last] = [startOf(typed.from), startOf(typed.to)]
  const faults = (['from', 'to'] as const).flatMap((field) =>
    typed[field] !== '' && startOf(typed[field]) === undefined
      ? [{ field, text: `Enter the ${NAMES[field]} day as a real date, such as 2026-03-29` }]
      : [],
  )
  if (from !== undefined && last !== undefined && last < from) {
    faults.push({ field: 'to', text: 'The last day must not be before the first' })
  }
  // Days have 23, 24 or 25 hours: a day and a half later is always within the next one.
  return { from, to: last && startOfLondonDay(last + 36 * HOUR), faults }
}

const NAMES = { from: 'first', to: 'last' } as const

/** Dates of this platform's time only: others have other texts in the records. */
function startOf(date: string): Instant | undefined {
  if (!/^(19|2\d)/.test(date)) return undefined
  return instantsOfLondon({ date, time: '00:00' })?.[0]
}

import type { Interval } from './interval.ts'
import { instantsOfLondon } from './london-local.ts'

const DAY = 86_400_000

/**
 * From the first moment of one London day to the last of another, both `2026-10-25` as date fields have
 * them. `undefined` where either is no date; the days may be turned round.
 */
export function londonDays(first: string, last: string): Interval | undefined {
  const from = midnight(first)
  const to = midnight(dayAfter(last) ?? '')
  return from === undefined || to === undefined ? undefined : { from, to }
}

function midnight(date: string): number | undefined {
  return instantsOfLondon({ date, time: '00:00' })?.[0]
}

function dayAfter(date: string): string | undefined {
  if (midnight(date) === undefined) return undefined
  return new Date(Date.parse(`${date.trim()}T00:00:00Z`) + DAY).toISOString().slice(0, 10)
}

import type { Interval } from '../../domain/interval.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { besideRange, readRange, type TypedRange } from '../components/typed-range.ts'

/** The period and how far before it the other one is. */
export interface TypedComparison {
  readonly period: TypedRange
  readonly other: string
}

/** How far before a period the one it is compared with begins; both are as long. */
export const otherPeriods = [
  ['before', 'The period just before it'],
  ['week', 'The same time a week earlier'],
  ['four-weeks', 'The same time four weeks earlier'],
] as const

const DAYS: Readonly<Record<string, number>> = { week: 7, 'four-weeks': 28 }

/** Both periods, or what is wrong with the form: the two may not overlap. */
export function readComparison({
  period,
  other,
}: TypedComparison):
  | { readonly within: Interval; readonly other: Interval }
  | { readonly faults: readonly FieldFault[] } {
  const read = readRange(period)
  if ('faults' in read) return read
  const { within } = read
  const days = DAYS[other]
  if (days === undefined && other !== 'before') {
    return { faults: [{ field: 'other', text: 'Choose what to compare it with' }] }
  }
  if (days === undefined) return { within, other: besideRange(within, -1) }
  const earlier = {
    from: sameLondonTime(within.from, -days),
    to: sameLondonTime(within.to, -days),
  }
  if (earlier.to <= within.from) return { within, other: earlier }
  const text = `The period is longer than ${days} days, so the two would overlap: choose the period just before it, or a shorter one`
  return { faults: [{ field: 'other', text }] }
}

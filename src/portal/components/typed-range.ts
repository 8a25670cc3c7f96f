import type { Interval } from '../../domain/interval.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { isTwice, londonLocal, startOfLondonDay } from '../../domain/london-local.ts'
import type { FieldFault } from './error-summary.tsx'
import { instantTyped, partField } from './typed-instant.ts'

/** A period as it stands in a form and in an address: London dates and times, and which of two equal times is meant. */
export interface TypedRange {
  readonly from: string
  readonly fromTime: string
  /** BST or GMT; needed only in the hour that comes twice. */
  readonly fromZone: string
  readonly to: string
  readonly toTime: string
  readonly toZone: string
}

export const NO_RANGE: TypedRange = {
  from: '',
  fromTime: '',
  fromZone: '',
  to: '',
  toTime: '',
  toZone: '',
}

type End = 'from' | 'to'

/** Longest period that one page shows, in London days. */
const MOST_DAYS = 14
const DAY = 86_400_000

/** What of a form or an address makes a period; absent where it says nothing of one. */
export function typedRange(value: (name: string) => string | undefined): TypedRange | undefined {
  const typed = {
    from: value('from') ?? '',
    fromTime: value('fromTime') ?? '',
    fromZone: value('fromZone') ?? '',
    to: value('to') ?? '',
    toTime: value('toTime') ?? '',
    toZone: value('toZone') ?? '',
  }
  return Object.values(typed).some((text) => text !== '') ? typed : undefined
}

/**
 * The period somebody typed, half-open; or what is wrong with it, by field.
 *
 * @param mostDays longest, in London days; whoever has limits of their own, or none (`Infinity`), says so.
 */
export function readRange(
  typed: TypedRange,
  mostDays = MOST_DAYS,
): { readonly within: Interval } | { readonly faults: readonly FieldFault[] } {
  const from = readEnd(typed, 'from')
  const to = readEnd(typed, 'to')
  const faults = [from, to].flatMap((end) => (typeof end === 'number' ? [] : [end]))
  if (typeof from !== 'number' || typeof to !== 'number') return { faults }
  if (to <= from) {
    return { faults: [{ field: 'to', text: 'The end must be after the start' }] }
  }
  if (mostDays < Infinity && to > sameLondonTime(from, mostDays)) {
    const text = `The period must be ${mostDays} days or shorter: one page shows no more`
    return { faults: [{ field: 'to', text }] }
  }
  return { within: { from, to } }
}

/** One end of a period as it was typed, or what is wrong with it. */
export function readEnd(typed: TypedRange, end: End): number | FieldFault {
  const date = typed[end].trim()
  const time = typed[`${end}Time`].trim()
  const which = end === 'from' ? 'start' : 'end'
  if (date === '') return { field: end, text: `Enter the date of the ${which}` }
  const read = instantTyped({ date, time, zone: typed[`${end}Zone`] }, ` of the ${which}`)
  return typeof read === 'number' ? read : { field: partField(end, read.part), text: read.text }
}

/** A period as a form shows it; its ends in whole minutes. */
export function rangeAsTyped({ from, to }: Interval): TypedRange {
  const [start, end] = [londonLocal(from), londonLocal(to)]
  return {
    from: start.date,
    fromTime: start.time,
    fromZone: isTwice(start) ? start.zone : '',
    to: end.date,
    toTime: end.time,
    toZone: isTwice(end) ? end.zone : '',
  }
}

/** A period as the query of an address. */
export function rangeQuery(within: Interval): string {
  const named = Object.entries(rangeAsTyped(within)).filter(([, text]) => text !== '')
  return `?${new URLSearchParams(named)}`
}

/** The period as long as this one beside it; whole days stay whole on nights when clocks change. */
export function besideRange({ from, to }: Interval, direction: 1 | -1): Interval {
  const days = Math.round((to - from) / DAY)
  if (days >= 1 && sameLondonTime(from, days) === to) {
    return {
      from: sameLondonTime(from, direction * days),
      to: sameLondonTime(to, direction * days),
    }
  }
  const length = direction * (to - from)
  return { from: from + length, to: to + length }
}

/** The London day in which a period begins. */
export function wholeDay({ from }: Interval): Interval {
  const start = startOfLondonDay(from)
  return { from: start, to: startOfLondonDay(sameLondonTime(start + DAY / 2, 1)) }
}

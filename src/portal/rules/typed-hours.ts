import { instantsOfLondon } from '../../domain/london-local.ts'
import type { CurfewHours } from '../../domain/order-terms.ts'
import { weekdays } from '../../domain/weekly-hours.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import type { FormValues } from '../form-values.ts'

/** More rows than anybody's week has. */
const MOST_ROWS = 40
const MOST_WEEKS = 52

/** How many rows a part of a form has; those typed, and one more where another was asked for. */
export function rowCount(values: FormValues, prefix: string, least: number): number {
  const typed = Math.floor(Number(values.text(`${prefix}-rows`))) || 0
  const more = values.text('deed') === `add-${prefix}` ? 1 : 0
  return Math.min(MOST_ROWS, Math.max(least, typed + more))
}

/** Rows of hours in which anything was typed; what is wrong with one is added to `faults`. */
export function readHours(
  values: FormValues,
  prefix: string,
  faults: FieldFault[],
): readonly CurfewHours[] {
  return Array.from({ length: rowCount(values, prefix, 0) }, (_, row) =>
    readRow(values, (name) => `${prefix}-${name}-${row}`, row, faults),
  ).flatMap((hours) => hours ?? [])
}

function readRow(
  { text, ticked }: FormValues,
  field: (name: string) => string,
  row: number,
  faults: FieldFault[],
): CurfewHours | undefined {
  const days = weekdays.filter((day) => ticked(field('days')).includes(day))
  const [from, to] = [text(field('from')), text(field('to'))]
  const [firstDate, lastDate, weeks] = [
    text(field('first')),
    text(field('last')),
    text(field('weeks')),
  ]
  const zoneIds = ticked(field('zones'))
  if ([from, to, firstDate, lastDate, weeks].every((each) => each === '') && days.length === 0) {
    return undefined
  }
  const fault = (name: string, words: string) =>
    faults.push({ field: field(name), text: `Hours ${row + 1}: ${words}` })
  if (days.length === 0) fault('days', 'choose at least one day')
  if (!isTime(from)) fault('from', 'enter when they begin, such as 19:00')
  if (!isTime(to) && to !== '24:00') fault('to', 'enter when they end, such as 07:00')
  if (from !== '' && from === to) fault('to', 'the end must not be the beginning')
  for (const [name, date] of [
    ['first', firstDate],
    ['last', lastDate],
  ] as const) {
    if (date !== '' && !isDate(date)) fault(name, 'enter a real date')
  }
  if (isDate(firstDate) && isDate(lastDate) && lastDate < firstDate) {
    fault('last', 'the last date is before the first')
  }
  const everyWeeks = weeks === '' ? 1 : Number(weeks)
  if (!Number.isInteger(everyWeeks) || everyWeeks < 1 || everyWeeks > MOST_WEEKS) {
    fault('weeks', `enter how many weeks apart, from 1 to ${MOST_WEEKS}`)
  } else if (everyWeeks > 1 && firstDate === '') {
    fault('first', 'enter the first date: weeks are counted from it')
  }
  return {
    weekdays: days,
    from: padded(from),
    to: padded(to),
    ...(firstDate !== '' && { firstDate }),
    ...(lastDate !== '' && { lastDate }),
    ...(everyWeeks > 1 && { everyWeeks }),
    ...(zoneIds.length > 0 && { zoneIds }),
  }
}

/** Hours as their rows show them. */
export function hoursFields(
  hours: readonly CurfewHours[],
  prefix: string,
): Record<string, string | readonly string[]> {
  const rows = hours.flatMap((each, row) => {
    const { firstDate = '', lastDate = '', everyWeeks, zoneIds = [] } = each
    const fields = {
      days: each.weekdays,
      from: each.from,
      to: each.to,
      first: firstDate,
      last: lastDate,
      weeks: everyWeeks === undefined ? '' : String(everyWeeks),
      zones: zoneIds,
    }
    return Object.entries(fields).map(
      ([name, value]) => [`${prefix}-${name}-${row}`, value] as const,
    )
  })
  return { ...Object.fromEntries(rows), [`${prefix}-rows`]: String(hours.length) }
}

export function isTime(text: string): boolean {
  return /^([01]?\d|2[0-3])[:.]?[0-5]\d$/.test(text)
}

/** `7.30` and `0730` are `07:30`. */
export function padded(time: string): string {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.]?(\d\d)$/.exec(time) ?? []
  return `${hours.padStart(2, '0')}:${minutes}`
}

export function isDate(text: string): boolean {
  return instantsOfLondon({ date: text, time: '12:00' }) !== undefined
}

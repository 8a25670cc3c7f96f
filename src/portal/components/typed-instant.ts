import type { Instant } from '../../domain/interval.ts'
import { instantsOfLondon, londonLocal } from '../../domain/london-local.ts'
import type { FormValues } from '../form-values.ts'
import type { FieldFault } from './error-summary.tsx'

/**
 * An instant typed as a London date and time, in the fields `name` and `name` with `Time` behind it; without a time the
 * day's first minute. Of a time that comes twice a beginning is the first and an end the last.
 *
 * @returns `undefined` where no date was typed, or it is at fault.
 */
export function readInstant(
  { text }: Pick<FormValues, 'text'>,
  name: string,
  end: 'beginning' | 'end',
  faults: FieldFault[],
): Instant | undefined {
  const [date, time] = [text(name), text(timeOf(name)) || '00:00']
  if (date === '') {
    if (text(timeOf(name)) !== '') faults.push({ field: name, text: 'Enter the date of the time' })
    return undefined
  }
  const instants = instantsOfLondon({ date, time })
  if (!instants) {
    const isDay = instantsOfLondon({ date, time: '12:00' }) !== undefined
    faults.push(
      isDay
        ? { field: timeOf(name), text: 'Enter the time as hours and minutes, such as 09:30' }
        : { field: name, text: 'Enter a real date, such as 2026-03-29' },
    )
    return undefined
  }
  const instant = instants.at(end === 'beginning' ? 0 : -1)
  if (instant === undefined) {
    const words = `There was no ${time} in London on that date: clocks went from 01:00 to 02:00`
    faults.push({ field: timeOf(name), text: words })
  }
  return instant
}

/** An instant as its two fields show it. */
export function instantFields(name: string, instant: Instant | null | undefined) {
  if (instant === undefined || instant === null || instant === Infinity) return {}
  const { date, time } = londonLocal(instant)
  return { [name]: date, [timeOf(name)]: time }
}

/** The field of an instant's time: `until`, `untilTime`; of a row, `ex-from-1`, `ex-fromTime-1`. */
export function timeOf(name: string): string {
  return name.replace(/^(.*?)(-\d+)?$/, '$1Time$2')
}

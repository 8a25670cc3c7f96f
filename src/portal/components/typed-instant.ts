import type { Instant } from '../../domain/interval.ts'
import { instantsOfLondon, isTwice, londonLocal, londonZone } from '../../domain/london-local.ts'
import type { FormValues } from '../form-values.ts'
import type { FieldFault } from './error-summary.tsx'

/** An instant as people type it in London, and which of two equal times is meant: BST or GMT, asked where it comes twice. */
export interface TypedInstant {
  readonly date: string
  readonly time: string
  readonly zone: string
}

/** The parts of an instant in a form, each a field. */
type Part = keyof TypedInstant

/**
 * The one instant that was typed, or which part of it is wrong and how. A time that comes twice is never guessed: it is asked
 * which is meant; one that March leaves out is refused.
 *
 * @param of whose instant it is, as in `Enter the date of the start`.
 */
export function instantTyped(
  { date, time, zone }: TypedInstant,
  of = '',
): Instant | { readonly part: Part; readonly text: string } {
  const instants = instantsOfLondon({ date, time })
  if (!instants) {
    const isDay = instantsOfLondon({ date, time: '12:00' }) !== undefined
    return isDay
      ? { part: 'time', text: `Enter the time${of} as hours and minutes, such as 09:30` }
      : { part: 'date', text: `Enter the date${of} as a real date, such as 2026-03-29` }
  }
  const [first, second] = instants
  if (first === undefined) {
    const text = `There was no ${time} in London on that date: clocks went from 01:00 to 02:00`
    return { part: 'time', text }
  }
  if (second === undefined) return first
  const text = `London clocks showed ${time} twice on that date: say which is meant`
  return instants.find((instant) => londonZone(instant) === zone) ?? { part: 'zone', text }
}

/**
 * An instant of a form, in the fields `name`, and `name` with `Time` and `Zone` behind it; without a time the day's first
 * minute.
 *
 * @returns `undefined` where no date was typed, or it is at fault.
 */
export function readInstant(
  { text }: Pick<FormValues, 'text'>,
  name: string,
  faults: FieldFault[],
): Instant | undefined {
  const date = text(name)
  if (date === '') {
    if (text(timeOf(name)) !== '') faults.push({ field: name, text: 'Enter the date of the time' })
    return undefined
  }
  const read = instantTyped({ date, time: text(timeOf(name)) || '00:00', zone: text(zoneOf(name)) })
  if (typeof read === 'number') return read
  faults.push({ field: partField(name, read.part), text: read.text })
  return undefined
}

/** An instant as its fields show it, in whole minutes; its zone only where its time came twice. */
export function instantFields(
  name: string,
  instant: Instant | null | undefined,
): Record<string, string> {
  if (instant === undefined || instant === null || instant === Infinity) return {}
  const { date, time, zone } = londonLocal(instant)
  return {
    [name]: date,
    [timeOf(name)]: time,
    ...(isTwice({ date, time }) && { [zoneOf(name)]: zone }),
  }
}

/** The field that holds a part of an instant. */
export function partField(name: string, part: Part): string {
  return part === 'date' ? name : part === 'time' ? timeOf(name) : zoneOf(name)
}

/** The field of an instant's time: `until`, `untilTime`; of a row, `ex-from-1`, `ex-fromTime-1`. */
export function timeOf(name: string): string {
  return withSuffix(name, 'Time')
}

/** The field that says which of two equal times is meant: `untilZone`, `ex-fromZone-1`. */
export function zoneOf(name: string): string {
  return withSuffix(name, 'Zone')
}

function withSuffix(name: string, suffix: string): string {
  return name.replace(/^(.*?)(-\d+)?$/, `$1${suffix}$2`)
}

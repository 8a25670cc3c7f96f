import { exceptionPurposes, type ZoneException } from '../../domain/order-terms.ts'
import { weekdays } from '../../domain/weekly-hours.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { instantFields, readInstant } from '../components/typed-instant.ts'
import type { FormValues } from '../form-values.ts'
import { isTime, padded, rowCount } from './typed-hours.ts'

const PREFIX = 'exceptions'

/** Rows of exceptions that have a purpose; what is wrong with one is added to `faults`. */
export function readExceptions(values: FormValues, faults: FieldFault[]): ZoneException[] {
  return Array.from({ length: rowCount(values, PREFIX, 0) }, (_, row) =>
    readRow(values, row, faults),
  ).flatMap((exception) => exception ?? [])
}

function readRow(values: FormValues, row: number, faults: FieldFault[]): ZoneException | undefined {
  const { text, ticked } = values
  const field = (name: string) => `${PREFIX}-${name}-${row}`
  const fault = (name: string, words: string) =>
    faults.push({ field: field(name), text: `Exception ${row + 1}: ${words}` })
  const purpose = exceptionPurposes.find((each) => each === text(field('purpose')))
  const [words, hourFrom, hourTo] = [text(field('text')), text(field('hfrom')), text(field('hto'))]
  const days = weekdays.filter((day) => ticked(field('days')).includes(day))
  const from = readInstant(values, field('from'), faults)
  const to = readInstant(values, field('to'), faults)
  const isWeekly = days.length > 0 || hourFrom !== '' || hourTo !== ''
  if (!purpose) {
    if (isWeekly || from !== undefined || to !== undefined || words !== '') {
      fault('purpose', 'choose what it is for')
    }
    return undefined
  }
  if (purpose === 'other' && words === '') fault('text', 'say what it is for')
  if (words.length > 500) fault('text', 'use at most 500 characters')
  if (isWeekly) {
    if (days.length === 0) fault('days', 'choose at least one day')
    if (!isTime(hourFrom)) fault('hfrom', 'enter when it begins, such as 09:00')
    if (!isTime(hourTo) && hourTo !== '24:00') fault('hto', 'enter when it ends, such as 17:00')
  }
  if (from !== undefined && to !== undefined && to <= from) {
    fault('to', 'its end must be after its beginning')
  }
  const hours = [{ weekdays: days, from: padded(hourFrom), to: padded(hourTo) }]
  return {
    purpose,
    ...(words !== '' && { text: words }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(isWeekly && { hours }),
  }
}

/** Exceptions as their rows show them; one with several weekly hours is as many rows, which say the same. */
export function exceptionFields(
  exceptions: readonly ZoneException[],
): Record<string, string | readonly string[]> {
  const single = exceptions.flatMap(({ hours, ...each }) => {
    const weeklies = hours?.length ? hours : [undefined]
    return weeklies.map((weekly) => ({ ...each, weekly }))
  })
  const rows = single.map(({ purpose, text = '', from, to, weekly }, row) => ({
    [`${PREFIX}-purpose-${row}`]: purpose,
    [`${PREFIX}-text-${row}`]: text,
    [`${PREFIX}-days-${row}`]: weekly?.weekdays ?? [],
    [`${PREFIX}-hfrom-${row}`]: weekly?.from ?? '',
    [`${PREFIX}-hto-${row}`]: weekly?.to ?? '',
    ...instantFields(`${PREFIX}-from-${row}`, from),
    ...instantFields(`${PREFIX}-to-${row}`, to),
  }))
  return Object.assign({ [`${PREFIX}-rows`]: String(single.length) }, ...rows)
}

import type { Interval } from '../../domain/interval.ts'
import type { AuditShare } from '../../store/records/audit-samples.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { readDays, type TypedDays } from '../components/typed-days.ts'
import type { FormValues } from '../form-values.ts'
import { wholeNumber } from '../whole-number.ts'
import { SHARES } from './sample-text.ts'

/** What is to be drawn, as its form has it. */
export interface TypedSample extends TypedDays {
  /** Per cent. */
  readonly share: string
  /** A number of events in its place. */
  readonly count: string
}

export const NO_SAMPLE: TypedSample = { from: '', to: '', share: '', count: '' }

export function typedSample(form: FormValues): TypedSample {
  return {
    from: form.text('from'),
    to: form.text('to'),
    share: form.text('share'),
    count: form.text('count'),
  }
}

/** Which days to draw from, and how much of them. */
export interface AskedSample {
  readonly within: Interval
  readonly size: AuditShare
}

/** @param most events that a sample may hold. */
export function readSample(
  typed: TypedSample,
  most: number,
):
  | { readonly asked: AskedSample; readonly faults?: undefined }
  | { readonly faults: readonly FieldFault[] } {
  const { from, to, faults } = readDays(typed)
  const size = sizeOf(typed, most)
  const missing = (['from', 'to'] as const)
    .filter((field) => typed[field] === '')
    .map((field) => ({ field, text: `Enter the ${field === 'from' ? 'first' : 'last'} day` }))
  const all = [...missing, ...faults, ...('field' in size ? [size] : [])]
  if (from === undefined || to === undefined || 'field' in size || all.length > 0) {
    return { faults: all }
  }
  return { asked: { within: { from, to }, size } }
}

function sizeOf({ share, count }: TypedSample, most: number): AuditShare | FieldFault {
  if ((share === '') === (count === '')) {
    return { field: 'share', text: 'Choose a share, or enter a number of events' }
  }
  if (share !== '') {
    const percent = SHARES.find((known) => String(known) === share)
    return percent
      ? { share: percent / 100 }
      : { field: 'share', text: `Choose one of ${SHARES.join(', ')} per cent` }
  }
  const events = wholeNumber(count)
  return events !== undefined && events >= 1 && events <= most
    ? { most: events }
    : { field: 'count', text: `Enter a whole number from 1 to ${most}` }
}

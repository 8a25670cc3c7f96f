import type { AskedTrail } from '../../app/documents/ask-document.ts'
import { type Interval, intersect } from '../../domain/interval.ts'
import { sameLondonTime } from '../../domain/london-clock.ts'
import { startOfLondonDay } from '../../domain/london-local.ts'
import { trailDays } from '../../domain/person-document.ts'
import type { FieldFault } from '../components/error-summary.tsx'
import { instantFields, instantTyped, partField } from '../components/typed-instant.ts'
import type { FormValues } from '../form-values.ts'
import { wholeNumber } from '../whole-number.ts'

/** The form of a trail report as it was typed. */
export interface TypedTrail {
  readonly start: string
  readonly startTime: string
  readonly startZone: string
  readonly days: string
  readonly hours: string
  readonly purpose: string
}

const HALF_DAY = 43_200_000
const DEFAULTS = { start: '', startTime: '', startZone: '', hours: '4', purpose: '' }

export function typedTrail({ text }: FormValues): TypedTrail {
  return {
    start: text('start'),
    startTime: text('startTime'),
    startZone: text('startZone'),
    days: text('days'),
    hours: text('hours'),
    purpose: text('purpose'),
  }
}

/** The form filled for a stretch: as many days as hold all of it, 14 at most. */
export function trailFrom(within: Interval): TypedTrail {
  const days =
    trailDays.find((each) => within.to <= sameLondonTime(within.from, each)) ?? trailDays.at(-1)
  return { ...DEFAULTS, ...instantFields('start', within.from), days: String(days) }
}

/** The form filled for the week that ends with the last day of data. */
export function lastWeek(last: number): TypedTrail {
  const from = startOfLondonDay(sameLondonTime(startOfLondonDay(last) + HALF_DAY, -6))
  return trailFrom({ from, to: sameLondonTime(from, 7) })
}

/** What was asked for, or what is wrong with the start; of the rest the use case says what is. */
export function readTrail(
  { start, startTime, startZone, days, hours, purpose }: TypedTrail,
  lawful: readonly Interval[],
):
  | { readonly asked: Omit<AskedTrail, 'deviceWearerId'> }
  | { readonly faults: readonly FieldFault[] } {
  const fault = (field: string, text: string) => ({ faults: [{ field, text }] })
  const from = instantTyped({ date: start, time: startTime, zone: startZone }, ' it begins')
  if (typeof from !== 'number') return fault(partField('start', from.part), from.text)
  const asked = {
    from,
    days: wholeNumber(days) ?? 0,
    hoursPerMap: wholeNumber(hours) ?? 0,
    purpose,
  }
  const within = { from, to: sameLondonTime(from, asked.days) }
  if (asked.days > 0 && !lawful.some((each) => intersect(each, within))) {
    return fault(
      'start',
      'No trail condition was in force with a device worn in this time: choose another',
    )
  }
  return { asked }
}

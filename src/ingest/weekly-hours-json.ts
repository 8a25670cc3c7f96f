import { z } from 'zod'
import { weekdays } from '../domain/weekly-hours.ts'
import { date, optional, whole } from './people-values.ts'

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/

const notAClock = (expected: string) => ({
  error: ({ input }: { input?: unknown }) =>
    `${JSON.stringify(input)} is not a time of day, expected ${expected}`,
})

/** `19:00`. */
export const clock = z.string(notAClock('00:00 to 23:59')).regex(CLOCK, notAClock('00:00 to 23:59'))

/** `07:00`, and `24:00` for midnight at the day's end. */
export const clockEnd = z
  .string(notAClock('00:00 to 24:00'))
  .refine((sent) => CLOCK.test(sent) || sent === '24:00', notAClock('00:00 to 24:00'))

/** The fields of hours of a week. */
export const hoursShape = {
  weekdays: z
    .array(
      z.enum(weekdays, {
        error: ({ input }) =>
          `${JSON.stringify(input)} is not a weekday, expected ${weekdays.join(', ')}`,
      }),
    )
    .min(1, 'hours must name a weekday')
    .refine((named) => new Set(named).size === named.length, 'a weekday is named twice'),
  from: clock,
  to: clockEnd,
  firstDate: optional(date),
  lastDate: optional(date),
  everyWeeks: optional(whole(1, 52, 'weeks')),
}

interface Dated {
  readonly firstDate?: string | undefined
  readonly lastDate?: string | undefined
  readonly everyWeeks?: number | undefined
}

/** For `superRefine`: dates in order, and a week to count from. */
export function datesInOrder(hours: Dated, context: z.RefinementCtx): void {
  const { firstDate, lastDate, everyWeeks } = hours
  if (firstDate !== undefined && lastDate !== undefined && lastDate < firstDate) {
    context.addIssue(`its "lastDate" (${lastDate}) is before its "firstDate" (${firstDate})`)
  }
  if (everyWeeks !== undefined && everyWeeks > 1 && firstDate === undefined) {
    context.addIssue('hours of every so many weeks need a "firstDate" to count from')
  }
}

/** Hours of a week on London's clocks. */
export const weeklyHours = z.strictObject(hoursShape).superRefine(datesInOrder)

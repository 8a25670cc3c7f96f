/** A day of the week as people.json writes it. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * Hours of a week on London's clocks: of curfews, of zones that hold at times, of appointments. Every
 * weekday named begins one stretch; where `to` is not after `from` it ends on the next day.
 */
export interface WeeklyHours {
  readonly weekdays: readonly Weekday[]
  /** `19:00`. */
  readonly from: string
  /** `07:00`; `24:00` is midnight at the day's end. */
  readonly to: string
  /** London dates, both included, on which a stretch may begin; absent: always. */
  readonly firstDate?: string | undefined
  readonly lastDate?: string | undefined
  /** Every so many weeks, counted from the week of `firstDate`; absent: every week. */
  readonly everyWeeks?: number | undefined
}

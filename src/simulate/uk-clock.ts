import type { Instant } from '../domain/interval.ts'
import { londonOffset } from '../domain/london-clock.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A calendar day in London, as days since 1970-01-01. */
export type LondonDay = number

export function isSummerTime(instant: Instant): boolean {
  return londonOffset(instant) > 0
}

export function londonDay(instant: Instant): LondonDay {
  return Math.floor(londonClock(instant) / DAY)
}

/** Minutes since midnight that a London clock shows. */
export function londonMinute(instant: Instant): number {
  return (londonClock(instant) - londonDay(instant) * DAY) / MINUTE
}

/** 0 is Sunday. */
export function weekdayOf(day: LondonDay): number {
  return (((day + 4) % 7) + 7) % 7
}

/**
 * When a London clock shows so many minutes after midnight of `day` (more than 1440 is the next
 * night), to the second. Of an hour that comes twice, the first; a time that the clocks skip is
 * taken an hour later.
 */
export function instantOfLondon(day: LondonDay, minutes: number): Instant {
  const clock = day * DAY + Math.round(minutes * 60) * SECOND
  return isSummerTime(clock - HOUR) ? clock - HOUR : clock
}

/** `20260105`. */
export function compactDate(day: LondonDay): string {
  return new Date(day * DAY).toISOString().slice(0, 10).replaceAll('-', '')
}

function londonClock(instant: Instant): number {
  return instant + londonOffset(instant)
}

import type { Instant } from './interval.ts'
import { londonOffset } from './london-clock.ts'

const HOUR = 3_600_000

/** What London's clocks are called: summer time and Greenwich Mean Time. */
export type LondonZone = 'BST' | 'GMT'

/** A date and time as a form's fields have them: `2026-10-25` and `01:30`. */
export interface LondonLocal {
  readonly date: string
  readonly time: string
}

/**
 * The instants at which London's clocks show a date and time: one; none in the hour that is left out in
 * March; two in the hour that comes twice in October, the earlier (BST) first. `undefined` where it is no
 * date or no time of day.
 */
export function instantsOfLondon({ date, time }: LondonLocal): readonly Instant[] | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date.trim()) ?? []
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(time.trim()) ?? []
  if (year === undefined || hours === undefined) return undefined
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // 30 February is the 2nd of March to Date.UTC, and years below 100 are of another century.
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined
  const shown = midnight + Number(hours) * HOUR + Number(minutes) * 60_000
  return [shown - HOUR, shown].filter((instant) => instant + londonOffset(instant) === shown)
}

/** Whether London's clocks show a date and time twice, an hour apart. */
export function isTwice(local: LondonLocal): boolean {
  return instantsOfLondon(local)?.length === 2
}

/** What London's clocks show at an instant, in whole minutes, and what they are called then. */
export function londonLocal(instant: Instant): LondonLocal & { readonly zone: LondonZone } {
  const offset = londonOffset(instant)
  const shown = new Date(instant + offset).toISOString()
  return { date: shown.slice(0, 10), time: shown.slice(11, 16), zone: zoneOf(offset) }
}

/** Which zone an instant's clocks are in. */
export function londonZone(instant: Instant): LondonZone {
  return zoneOf(londonOffset(instant))
}

/** The first instant of the London day that holds an instant; days have 23, 24 or 25 hours. */
export function startOfLondonDay(instant: Instant): Instant {
  const { date } = londonLocal(instant)
  const [start] = instantsOfLondon({ date, time: '00:00' }) ?? []
  if (start === undefined) throw new RangeError(`Cannot find the start of ${date}`)
  return start
}

function zoneOf(offset: number): LondonZone {
  return offset > 0 ? 'BST' : 'GMT'
}

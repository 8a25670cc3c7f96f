import type { Instant } from './interval.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * How far London's clocks are ahead of UTC: an hour from 01:00 UTC on the last Sunday of March to
 * 01:00 UTC on the last Sunday of October (Summer Time Order 2002).
 */
export function londonOffset(instant: Instant): number {
  if (instant < known.from || instant >= known.to) known = summerOf(instant)
  return instant >= known.starts && instant < known.ends ? HOUR : 0
}

/** The instant some days away at which London's clocks show the same time. */
export function sameLondonTime(instant: Instant, days: number): Instant {
  const shifted = instant + days * DAY
  return shifted + londonOffset(instant) - londonOffset(shifted)
}

/** Minutes since midnight and the weekday (0 is Sunday) on London's clocks. */
export function londonClock(instant: Instant): {
  readonly minute: number
  readonly weekday: number
} {
  const local = instant + londonOffset(instant)
  const day = Math.floor(local / DAY)
  return { minute: (local - day * DAY) / 60_000, weekday: (((day + 4) % 7) + 7) % 7 }
}

/** The year asked for last, with when its summer starts and ends: askers stay within one for long. */
let known = { from: 0, to: 0, starts: 0, ends: 0 }

function summerOf(instant: Instant): typeof known {
  const year = new Date(instant).getUTCFullYear()
  return {
    from: Date.UTC(year, 0, 1),
    to: Date.UTC(year + 1, 0, 1),
    starts: lastSunday(year, 2),
    ends: lastSunday(year, 9),
  }
}

/** 01:00 UTC on a month's last Sunday; the month from 0, of 31 days. */
function lastSunday(year: number, month: number): Instant {
  const last = new Date(Date.UTC(year, month, 31))
  return Date.UTC(year, month, 31 - last.getUTCDay(), 1)
}

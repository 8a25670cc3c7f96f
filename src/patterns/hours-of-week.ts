import type { Interval } from '../domain/interval.ts'
import { londonClock } from '../domain/london-clock.ts'

/** Minutes by weekday (0 is Sunday) and hour of London's clocks. */
export type HoursOfWeek = readonly (readonly number[])[]

const MINUTE = 60_000
const STEP_MS = 5 * MINUTE

/** How long some stretches lie in each hour of the week: to five minutes. */
export function hoursOfWeek(stretches: readonly Interval[]): HoursOfWeek {
  const hours = Array.from({ length: 7 }, () => Array<number>(24).fill(0))
  for (const { from, to } of stretches) {
    for (let at = from; at < to; at += STEP_MS) {
      const { weekday, minute } = londonClock(at)
      const ofDay = hours[weekday] ?? []
      const hour = Math.floor(minute / 60)
      ofDay[hour] = (ofDay[hour] ?? 0) + Math.min(STEP_MS, to - at) / MINUTE
    }
  }
  return hours
}

/**
 * The hours of the day in which most of it lies, as people say them: `usually between 9am and 5pm`. The shortest run of hours with
 * three quarters of the time; `undefined` where that is most of the day.
 */
export function usualHours(hours: HoursOfWeek): { from: number; to: number } | undefined {
  const byHour = Array.from({ length: 24 }, (_, hour) =>
    hours.reduce((sum, day) => sum + (day[hour] ?? 0), 0),
  )
  const all = byHour.reduce((sum, minutes) => sum + minutes, 0)
  if (all === 0) return undefined
  for (let length = 1; length <= 16; length++) {
    for (let from = 0; from < 24; from++) {
      let sum = 0
      for (let i = 0; i < length; i++) sum += byHour[(from + i) % 24] ?? 0
      if (sum >= 0.75 * all) return { from, to: (from + length) % 24 }
    }
  }
  return undefined
}

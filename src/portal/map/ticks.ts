import type { Instant } from '../../domain/interval.ts'
import { londonClock, sameLondonTime } from '../../domain/london-clock.ts'
import { londonClockText } from '../../domain/london-day-text.ts'
import { londonLocal, startOfLondonDay } from '../../domain/london-local.ts'
import type { Stretch } from './playback.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** More labels than this beneath a scrubber run into one another. */
const MOST = 9
const hourSteps = [1, 2, 3, 6, 12]
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A place along a scrubber: at midnights by their day, within short stretches by the hour; London time. */
export interface Tick {
  readonly at: Instant
  readonly text: string
}

/** Midnights of London inside a stretch, or even hours of its clock where it is short; in order. */
export function ticksWithin({ from, to }: Stretch): Tick[] {
  const days = Math.max(1, Math.ceil((to - from) / DAY / MOST))
  const hours = hourSteps.find((step) => (to - from) / HOUR / step <= MOST)
  const ticks: Tick[] = []
  for (let day = startOfLondonDay(from); day < to; day = sameLondonTime(day, 1)) {
    const isLabelled = Math.round(day / DAY) % days === 0
    if (hours === undefined ? isLabelled : true) add(day)
    if (hours === undefined) continue
    for (let hour = hours; hour < 24; hour += hours) {
      // On the night clocks change an hour is left out, or is the later of two.
      const at = sameLondonClock(day, hour)
      if (at !== undefined) add(at)
    }
  }
  return ticks

  function add(at: Instant): void {
    if (at >= from && at < to) ticks.push({ at, text: tickText(at) })
  }
}

function sameLondonClock(day: Instant, hour: number): Instant | undefined {
  return [day + (hour - 1) * HOUR, day + hour * HOUR, day + (hour + 1) * HOUR].findLast(
    (at) => londonClock(at).minute === hour * 60,
  )
}

/** `Sun 25` at midnight, otherwise `18:00`; `01:00 GMT` where it is the later of two. */
function tickText(at: Instant): string {
  const { minute, weekday } = londonClock(at)
  if (minute > 0) return londonClockText(at)
  return `${weekdays[weekday]} ${Number(londonLocal(at).date.slice(8))}`
}

/** How far along a stretch an instant is, as a percentage for an attribute: `12.5%`. */
export function shareText(at: Instant, { from, to }: Stretch): string {
  const share = Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)))
  return `${(100 * share).toFixed(3)}%`
}

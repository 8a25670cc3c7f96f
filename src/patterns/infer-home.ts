import { intersect } from '../domain/interval.ts'
import { type Home, roundHome } from './home.ts'
import type { PatternDay } from './pattern-day.ts'
import type { PatternSettings } from './pattern-settings.ts'
import { placesOf, type Visit } from './places.ts'

const MINUTE = 60_000

/** A day whose night may tell where somebody lives. */
export interface NightStays {
  readonly day: PatternDay
  readonly stays: readonly Visit[]
}

/**
 * Where somebody sleeps: the place with most of their nights, in which they were known to be somewhere for long enough. How sure it
 * is: the share of those nights' time that was spent there, less where nights are few. `undefined` where that is less than half.
 */
export function inferHome(
  nights: readonly NightStays[],
  { leastNights, nightMinutes, homeMetres }: PatternSettings,
): Home | undefined {
  const visits: Visit[] = []
  let known = 0
  for (const { day, stays } of nights) {
    const ofNight = stays.flatMap((stay) => {
      const within = intersect(stay, day.night)
      return within ? [{ ...stay, ...within }] : []
    })
    const minutes = ofNight.reduce((sum, { from, to }) => sum + to - from, 0) / MINUTE
    if (minutes < nightMinutes) continue
    known++
    visits.push(...ofNight)
  }
  if (known < leastNights) return undefined
  const [most] = placesOf(visits)
  if (!most) return undefined
  const all = visits.reduce((sum, { from, to }) => sum + to - from, 0) / MINUTE
  const share = most.minutes / all
  if (share < 0.5) return undefined
  const certainty = share * (known / (known + 1))
  return { said: 'nights', certainty, places: [roundHome(most, homeMetres)] }
}

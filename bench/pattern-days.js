// Days of wearers of a simulated town as the engine sums them up, and as the naive way does, beside the truth.
import { summaryOf } from '../dist/patterns/day-summary.js'
import { inferHome } from '../dist/patterns/infer-home.js'
import { legsOf } from '../dist/patterns/legs.js'
import { patternDay } from '../dist/patterns/pattern-day.js'
import { defaultPatternSettings as settings } from '../dist/patterns/pattern-settings.js'
import { placesOf } from '../dist/patterns/places.js'
import { newPlacesOf } from '../dist/patterns/signs.js'
import { metresBetween } from '../dist/patterns/trail-points.js'
import { DAY, MINUTE } from './monitored-town.js'
import { inDegrees } from './true-stays.js'

const AROUND_MS = 6 * 60 * MINUTE
const TRUTH_MS = 5000
/** Somebody in the yard is at home. */
const HOME_METRES = 100
const NEW_PLACE_MINUTES = 50
/** Before so many days are known nothing is called new. */
const LEAST_DAYS = 7

/** The whole London days of a period, in winter. */
export function daysOf({ from, to }) {
  const days = []
  for (let day = from; day + DAY <= to; day += DAY) {
    days.push(patternDay(new Date(day).toISOString().slice(0, 10)))
  }
  return days
}

/** As the platform makes them. @returns `{ home, summaries, newPlaces }` */
export function engineDays(trail, days, worn) {
  const read = days.map((day) => {
    const near = trail.filter(
      ({ capturedAt: at }) => at >= day.from - AROUND_MS && at < day.to + AROUND_MS,
    )
    return { day, near, legs: legsOf(near) }
  })
  const sum = (home) =>
    read.map(({ day, near, legs }) => summaryOf(day, worn, near, legs, home, settings))
  const nights = sum(undefined).map(({ day, stays }) => ({ day: patternDay(day), stays }))
  const home = inferHome(nights, settings)
  const summaries = sum(home)
  const newPlaces = summaries.flatMap((summary, index) =>
    index < LEAST_DAYS ? [] : newPlacesOf(summary, summaries.slice(0, index), NEW_PLACE_MINUTES),
  )
  return { home: home?.places[0], summaries, newPlaces }
}

/** Home is the stay point with most of the nights; whoever is within 200 m of it is at home, between stay points away. */
export function naiveDays(stays, days) {
  const inNight = (one, { night }) =>
    Math.max(0, Math.min(one.to, night.to) - Math.max(one.from, night.from))
  const nights = stays.flatMap((one) =>
    days.flatMap((day) => (inNight(one, day) > 0 ? [{ ...one, radiusMetres: 50 }] : [])),
  )
  const home = placesOf(nights)[0]
  const isHome = (one) => home && metresBetween(home, one) <= 200
  const minutes = days.map((day) =>
    stays.reduce((sum, one) => {
      const part = Math.min(one.to, day.to) - Math.max(one.from, day.from)
      return sum + (isHome(one) && part > 0 ? part / MINUTE : 0)
    }, 0),
  )
  return { home, minutes }
}

/** Minutes within so many metres of home in a stretch. */
export function trulyAtHome({ truth: { from, x, y }, home }, stretch) {
  let count = 0
  const first = Math.max(0, Math.ceil((stretch.from - from) / TRUTH_MS))
  const end = Math.min(x.length, Math.ceil((stretch.to - from) / TRUTH_MS))
  for (let i = first; i < end; i++) {
    if (Math.hypot(x[i] - home.x, y[i] - home.y) <= HOME_METRES) count++
  }
  return (count * TRUTH_MS) / MINUTE
}

/** Stays of the truth in a place where the wearer never stayed five minutes before, as long as new places are told from. */
export function trulyNew(stays, period) {
  return stays.filter(
    (stay, index) =>
      stay.from >= period.from + LEAST_DAYS * DAY &&
      stay.to - stay.from >= NEW_PLACE_MINUTES * MINUTE &&
      !stays.slice(0, index).some((one) => Math.hypot(one.x - stay.x, one.y - stay.y) < 150),
  )
}

export function metresOff(place, wearerHome) {
  return place ? metresBetween(place, inDegrees(wearerHome)) : Infinity
}

// Where wearers of a simulated town truly stayed, as far as their tags were heard, and how many of those stays somebody found.
import { latitudeOf, longitudeOf, xOf, yOf } from '../dist/simulate/plane.js'
import { MINUTE } from './monitored-town.js'

const TRUTH_MS = 5000
/** Truth is kept to some centimetres; nobody moves less in five seconds. */
const STILL_METRES = 0.1
/** From the pavement to the table is no journey. */
const INDOORS_METRES = 60
const INDOORS_MS = 2 * MINUTE
/** Silent for longer, nobody could know. */
const HEARD_MS = 30 * MINUTE
export const LEAST_MS = 10 * MINUTE

const overlap = (a, b) => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from))

/** All stays of at least `leastMs`: `{ from, to, x, y }` in the town's metres. */
export function trulyStayed({ truth: { from, x, y } }, leastMs) {
  const still = []
  for (let i = 1; i < x.length; i++) {
    const isStill = Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]) < STILL_METRES
    const last = still.at(-1)
    if (!isStill) continue
    if (last && last.end === i - 1) last.end = i
    else still.push({ start: i - 1, end: i })
  }
  const stays = []
  for (const { start, end } of still) {
    if (end - start < MINUTE / TRUTH_MS) continue
    const next = { from: from + start * TRUTH_MS, to: from + end * TRUTH_MS, x: x[end], y: y[end] }
    const last = stays.at(-1)
    const near = last && Math.hypot(last.x - next.x, last.y - next.y) < INDOORS_METRES
    if (!near || next.from - last.to > INDOORS_MS) stays.push(next)
    else if (next.to - next.from > last.to - last.from)
      Object.assign(last, next, { from: last.from })
    else last.to = next.to
  }
  return stays.filter((stay) => stay.to - stay.from >= leastMs)
}

/** When a tag was heard: its positions, each at most so long after the last. */
export function heardIn(trail) {
  const heard = []
  for (const { capturedAt } of trail) {
    const last = heard.at(-1)
    if (last && capturedAt - last.to <= HEARD_MS) last.to = capturedAt
    else heard.push({ from: capturedAt, to: capturedAt })
  }
  return heard
}

/** Counts over wearers. */
export class StayTally {
  true = 0
  found = 0
  said = 0
  right = 0
  ends = []
  radii = { of: 0, held: 0 }
  byCertainty = Array.from({ length: 5 }, () => ({ said: 0, right: 0 }))

  /** @param stays found: `{ from, to, latitude, longitude, radiusMetres?, certainty? }`, in order. */
  add(wearer, trail, stays) {
    const heard = heardIn(trail)
    const isHeard = (stay) => heard.some((one) => overlap(one, stay) >= LEAST_MS)
    const all = trulyStayed(wearer, 3 * MINUTE)
    for (const stay of all) {
      if (stay.to - stay.from < LEAST_MS || !isHeard(stay)) continue
      // What was heard of it.
      const known = heard
        .map((one) => ({ from: Math.max(one.from, stay.from), to: Math.min(one.to, stay.to) }))
        .filter(({ from, to }) => to - from >= LEAST_MS)
      for (const piece of known) {
        this.true++
        const best = stays
          .filter((one) => at(one, stay))
          .reduce(
            (best, one) =>
              overlap(one, piece) > overlap(best ?? { from: 0, to: 0 }, piece) ? one : best,
            undefined,
          )
        if (!best || overlap(best, piece) < (piece.to - piece.from) / 2) continue
        this.found++
        if (piece.from === stay.from) this.ends.push(Math.abs(best.from - piece.from))
        if (piece.to === stay.to) this.ends.push(Math.abs(best.to - piece.to))
      }
    }
    for (const one of stays) {
      if (one.to - one.from < LEAST_MS) continue
      this.said++
      const there = all
        .filter((stay) => at(one, stay))
        .reduce((sum, stay) => sum + overlap(stay, one), 0)
      const isRight = there >= (one.to - one.from) / 2
      if (isRight) this.right++
      const band = this.byCertainty[Math.min(4, Math.floor((one.certainty ?? 0) * 5))]
      band.said++
      if (isRight) band.right++
      const most = all.reduce(
        (best, stay) =>
          overlap(stay, one) > overlap(best ?? { from: 0, to: 0 }, one) ? stay : best,
        undefined,
      )
      if (most && one.radiusMetres) {
        this.radii.of++
        if (metres(one, most) <= one.radiusMetres) this.radii.held++
      }
    }
  }
}

function metres(one, stay) {
  return Math.hypot(xOf(one.longitude) - stay.x, yOf(one.latitude) - stay.y)
}

/** Whether what was found is there: within 150 m, or its own circle where that is larger. */
export function at(one, stay) {
  return metres(one, stay) <= Math.max(150, one.radiusMetres ?? 0)
}

/** A place of the town in degrees. */
export function inDegrees({ x, y }) {
  return { latitude: latitudeOf(y), longitude: longitudeOf(x) }
}

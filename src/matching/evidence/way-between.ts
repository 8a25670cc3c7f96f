import { type LocalScale, localScale } from '../../geo/local-scale.ts'
import type { Timelines } from './timelines.ts'

const SECOND = 1000
/** What a path strays from the straight line between two knots: squared metres a second. */
const STRAYING = { still: 4, perSpeedSquared: 0.6 }

/** Squared metres a second of the way from knot `a` to the next; wasm/trails.ts has the same, and straying. */
export function squaredSpeedOn({ latitude, longitude, from, to }: Timelines, a: number): number {
  // Of the way itself, not of a scene: the same way is the same place for every crime.
  const scale = scaleAround(latitude[a]!)
  const y = (latitude[a + 1]! - latitude[a]!) * scale.north
  const x = (longitude[a + 1]! - longitude[a]!) * scale.east
  const seconds = Math.max(1, from[a + 1]! - to[a]!) / SECOND
  return (x * x + y * y) / (seconds * seconds)
}

/** Four times the variance, square metres, that straying adds in the middle of the way from knot `a` to the next. */
export function strayingOn(timelines: Timelines, a: number): number {
  const seconds = Math.max(1, timelines.from[a + 1]! - timelines.to[a]!) / SECOND
  return (STRAYING.still + STRAYING.perSpeedSquared * squaredSpeedOn(timelines, a)) * seconds
}

/** The variance is nowhere on the way from knot `a` to the next larger. Square metres. */
export function mostVarianceOn(timelines: Timelines, a: number): number {
  const { sigma } = timelines
  return Math.max(sigma[a]!, sigma[a + 1]!) ** 2 + strayingOn(timelines, a) / 4
}

const BAND = 100_000
let band = Number.NaN
let scaleOfBand = localScale(0)

/** The scale in the middle of a hundredth of a degree of latitude: right to a part in 5,000. */
function scaleAround(latitude: number): LocalScale {
  const of = Math.floor(latitude / BAND)
  if (of !== band) {
    band = of
    scaleOfBand = localScale((of + 0.5) * BAND)
  }
  return scaleOfBand
}

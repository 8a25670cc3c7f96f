import type { Instant } from '../../domain/interval.ts'
import { type LocalScale, localScale } from '../../geo/local-scale.ts'
import type { Timelines } from './timelines.ts'

const SECOND = 1000
/** What a path strays from the straight line between two knots: squared metres a second. */
const STRAYING = { still: 4, perSpeedSquared: 0.6 }

/** The straight line between two knots, less certain in its middle; one is used for many legs. */
export class WayBetween {
  /** Of the instant gone to: degrees x 1e7, and square metres east and north. */
  latitude = 0
  longitude = 0
  variance = 1
  #timelines: Timelines | undefined
  #a = 0
  #b = 0
  #opens = 0
  #length = 1
  /** Four times the variance that straying adds in the middle. */
  #straying = 0

  /** Takes the way from knot `a` to knot `b`, which follow each other. */
  take(timelines: Timelines, a: number, b: number): void {
    const { latitude, longitude, from, to } = timelines
    this.#timelines = timelines
    this.#a = a
    this.#b = b
    this.#opens = to[a]!
    this.#length = Math.max(1, from[b]! - this.#opens)
    // Of the way itself, not of a scene: the same way is the same place for every crime.
    const scale = scaleAround(latitude[a]!)
    const y = (latitude[b]! - latitude[a]!) * scale.north
    const x = (longitude[b]! - longitude[a]!) * scale.east
    const seconds = this.#length / SECOND
    const speedSquared = (x * x + y * y) / (seconds * seconds)
    this.#straying = (STRAYING.still + STRAYING.perSpeedSquared * speedSquared) * seconds
  }

  /** The variance is nowhere on the way larger. */
  mostVariance(): number {
    const { sigma } = this.#timelines!
    return Math.max(sigma[this.#a]!, sigma[this.#b]!) ** 2 + this.#straying / 4
  }

  goTo(at: Instant): void {
    const { latitude, longitude, sigma } = this.#timelines!
    const a = this.#a
    const b = this.#b
    const share = Math.min(1, Math.max(0, (at - this.#opens) / this.#length))
    this.latitude = Math.round(latitude[a]! + share * (latitude[b]! - latitude[a]!))
    this.longitude = Math.round(longitude[a]! + share * (longitude[b]! - longitude[a]!))
    const own = (1 - share) * sigma[a]! + share * sigma[b]!
    this.variance = own * own + this.#straying * share * (1 - share)
  }
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

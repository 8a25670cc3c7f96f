import type { CrimeVersion } from '../../domain/crime.ts'
import { DEGREES_PER_UNIT } from '../../domain/position-columns.ts'
import { type LocalScale, localScale } from '../../geo/local-scale.ts'
import { gaussian } from './gaussian.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { Timelines } from './timelines.ts'

/** Somebody at a scene stands about so far from the point that stands for it. Metres, squared. */
const AROUND_A_POINT = 64
/** Further away there is no density. Metres, squared. */
export const FARTHEST_SQUARED = 4e6

/** A crime's place as reported, with how far from it the true one may be. */
export class ScenePlace {
  readonly scale: LocalScale
  readonly #latitude: number
  readonly #longitude: number
  readonly #variances: readonly number[]
  readonly #shares: readonly number[]
  readonly #tail: number

  constructor(
    crime: Pick<CrimeVersion, 'latitude' | 'longitude' | 'crimeType'>,
    { placeError, tailShare }: EvidenceParameters,
  ) {
    this.#latitude = Math.round(crime.latitude / DEGREES_PER_UNIT)
    this.#longitude = Math.round(crime.longitude / DEGREES_PER_UNIT)
    this.scale = localScale(this.#latitude)
    this.#variances = placeError.sigmaMetres.map((sigma) => sigma * sigma + AROUND_A_POINT)
    this.#shares = placeError.shares[crime.crimeType]
    this.#tail = tailShare
  }

  /** Metres east and north of the scene. */
  seen(latitude: number, longitude: number): { readonly east: number; readonly north: number } {
    return {
      east: (longitude - this.#longitude) * this.scale.east,
      north: (latitude - this.#latitude) * this.scale.north,
    }
  }

  squaredMetres(latitude: number, longitude: number): number {
    const x = (longitude - this.#longitude) * this.scale.east
    const y = (latitude - this.#latitude) * this.scale.north
    return x * x + y * y
  }

  metresToKnot({ latitude, longitude }: Timelines, knot: number): number {
    return Math.sqrt(this.squaredMetres(latitude[knot]!, longitude[knot]!))
  }

  /** Metres to the straight line between two knots, from one share of the way to another. */
  metresToLeg(
    { latitude, longitude }: Timelines,
    a: number,
    b: number,
    fromShare: number,
    toShare: number,
  ): number {
    const x = (longitude[a]! - this.#longitude) * this.scale.east
    const y = (latitude[a]! - this.#latitude) * this.scale.north
    const east = (longitude[b]! - longitude[a]!) * this.scale.east
    const north = (latitude[b]! - latitude[a]!) * this.scale.north
    const squared = east * east + north * north
    const nearest = squared > 0 ? -(x * east + y * north) / squared : 0
    const share = Math.max(fromShare, Math.min(toShare, nearest))
    return Math.hypot(x + share * east, y + share * north)
  }

  /**
   * The chance that a call at the true scene left no trace in a stay so far from the reported place.
   */
  hiddenInStay(
    squaredMetres: number,
    { share, metres }: EvidenceParameters['hiddenInStay'],
  ): number {
    if (squaredMetres > FARTHEST_SQUARED) return 0
    const own = metres * metres
    let chance = 0
    for (let i = 0; i < this.#variances.length; i++) {
      const variance = own + this.#variances[i]!
      chance += this.#shares[i]! * (own / variance) * Math.exp(-squaredMetres / (2 * variance))
    }
    return share * chance
  }

  /**
   * The density of a position so far from the reported place if the wearer was at the true scene: a
   * mixture over how wrong reported places are and how heavy errors' tails. Per square metre.
   *
   * @param variance of the position, east and north; square metres.
   */
  density(squaredMetres: number, variance: number): number {
    if (squaredMetres > FARTHEST_SQUARED) return 0
    let density = 0
    for (let i = 0; i < this.#variances.length; i++) {
      const place = this.#variances[i]!
      density +=
        this.#shares[i]! *
        ((1 - this.#tail) * gaussian(squaredMetres, place + variance) +
          this.#tail * gaussian(squaredMetres, place + 9 * variance))
    }
    return density
  }
}

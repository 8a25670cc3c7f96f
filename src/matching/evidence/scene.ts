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
/** So many variances away, squared, a normal density is nothing. */
const NOTHING = 90

interface ErrorColumns {
  readonly errorVariance: Float32Array
  readonly errorShare: Float32Array
  readonly errorTail: Float32Array
}

/** A crime's place as reported, with how far from it the true one may be. */
export class ScenePlace {
  readonly scale: LocalScale
  /** Degrees x 1e7. */
  readonly latitude: number
  readonly longitude: number
  readonly crimeType: CrimeVersion['crimeType']
  readonly #variances: readonly number[]
  readonly #shares: readonly number[]
  readonly #tail: number
  readonly #widest: number

  constructor(
    crime: Pick<CrimeVersion, 'latitude' | 'longitude' | 'crimeType'>,
    { placeError, tailShare }: EvidenceParameters,
  ) {
    this.latitude = Math.round(crime.latitude / DEGREES_PER_UNIT)
    this.longitude = Math.round(crime.longitude / DEGREES_PER_UNIT)
    this.scale = localScale(this.latitude)
    this.crimeType = crime.crimeType
    this.#variances = placeError.sigmaMetres.map((sigma) => sigma * sigma + AROUND_A_POINT)
    this.#widest = Math.max(...this.#variances)
    this.#shares = placeError.shares[crime.crimeType]
    this.#tail = tailShare
  }

  /** Metres east and north of the scene. */
  seen(latitude: number, longitude: number): { readonly east: number; readonly north: number } {
    return {
      east: (longitude - this.longitude) * this.scale.east,
      north: (latitude - this.latitude) * this.scale.north,
    }
  }

  squaredMetres(latitude: number, longitude: number): number {
    const x = (longitude - this.longitude) * this.scale.east
    const y = (latitude - this.latitude) * this.scale.north
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
    const x = (longitude[a]! - this.longitude) * this.scale.east
    const y = (latitude[a]! - this.latitude) * this.scale.north
    const east = (longitude[b]! - longitude[a]!) * this.scale.east
    const north = (latitude[b]! - latitude[a]!) * this.scale.north
    const squared = east * east + north * north
    const nearest = squared > 0 ? -(x * east + y * north) / squared : 0
    const share = Math.max(fromShare, Math.min(toShare, nearest))
    const across = x + share * east
    const up = y + share * north
    return Math.sqrt(across * across + up * up)
  }

  /**
   * The density of a position so far from the reported place if the wearer was at the true scene: a
   * mixture over how wrong reported places are and how heavy errors' tails. Per square metre.
   *
   * @param variance of the position, east and north; square metres.
   */
  density(squaredMetres: number, variance: number): number {
    if (squaredMetres > FARTHEST_SQUARED) return 0
    if (squaredMetres > NOTHING * (this.#widest + 9 * variance)) return 0
    const variances = this.#variances
    const tail = this.#tail
    let density = 0
    for (let i = 0; i < variances.length; i++) {
      const near = variances[i]! + variance
      const wide = variances[i]! + 9 * variance
      if (squaredMetres >= NOTHING * wide) continue
      let of = tail * gaussian(squaredMetres, wide)
      if (squaredMetres < NOTHING * near) of += (1 - tail) * gaussian(squaredMetres, near)
      density += this.#shares[i]! * of
    }
    return density
  }

  /**
   * Copies how wrong its place may be to where wasm/trails.ts sums densities; returns in how many ways.
   *
   * @throws RangeError where there is no room for so many.
   */
  copyTo({ errorVariance, errorShare, errorTail }: ErrorColumns): number {
    const variances = this.#variances
    if (variances.length > errorVariance.length) {
      throw new RangeError(
        `Cannot weigh with ${variances.length} errors of a place: at most ${errorVariance.length}`,
      )
    }
    for (let i = 0; i < variances.length; i++) {
      errorVariance[i] = variances[i]!
      errorShare[i] = this.#shares[i]! * (1 - this.#tail)
      errorTail[i] = this.#shares[i]! * this.#tail
    }
    return variances.length
  }

  /**
   * The squared metres beyond which the density is nowhere as high, of positions whose variance is
   * at most this.
   */
  squaredMetresTo(density: number, variance: number): number {
    // From here on it falls with distance and grows with variance.
    let near = Math.min(FARTHEST_SQUARED, 2 * (this.#widest + 9 * variance))
    let far = FARTHEST_SQUARED
    for (let halved = 0; halved < 8 && near < far; halved++) {
      const middle = (near + far) / 2
      if (this.density(middle, variance) < density) far = middle
      else near = middle
    }
    return far
  }
}

import type { EvidenceParameters } from './parameters.ts'
import { FARTHEST_SQUARED, type ScenePlace } from './scene.ts'

/** A position's variance is taken for the next of these, square metres. */
const VARIANCES = [400, 1600, 6400]

/** How far from a scene what a trail shows adds so little that it need not be looked at. */
export class NegligibleDistance {
  /** Squared metres, and metres, for each of the variances, and for whatever is larger. */
  readonly #squared: Float64Array
  readonly #metres: Float64Array

  private constructor(squaredMetres: readonly number[]) {
    this.#squared = Float64Array.from(squaredMetres)
    this.#metres = this.#squared.map(Math.sqrt)
  }

  /** Beyond which there is nothing. */
  static readonly nothing = new NegligibleDistance([...VARIANCES, 0].map(() => FARTHEST_SQUARED))

  /** @param little what adds no more is negligible; per square metre. */
  static of(scene: ScenePlace, little: number, { seenAs }: EvidenceParameters): NegligibleDistance {
    const density = little / Math.max(...seenAs)
    return new NegligibleDistance([
      ...VARIANCES.map((variance) => scene.squaredMetresTo(density, variance)),
      FARTHEST_SQUARED,
    ])
  }

  /** Squared metres beyond which a place of at most this variance is negligible. */
  squared(variance: number): number {
    return this.#squared[bandOf(variance)]!
  }

  /** Metres beyond which a place of at most this variance is negligible. */
  metres(variance: number): number {
    return this.#metres[bandOf(variance)]!
  }
}

function bandOf(variance: number): number {
  let i = 0
  while (i < VARIANCES.length && variance > VARIANCES[i]!) i++
  return i
}

import type { EvidenceParameters } from './parameters.ts'
import { FARTHEST_SQUARED, type ScenePlace } from './scene.ts'

/** A position's variance is taken for the next of these, square metres. */
const VARIANCES = [400, 1600, 6400]

/** How far from a scene what a trail shows adds so little that it need not be looked at. */
export class NegligibleDistance {
  /** Squared metres, and metres, for each of the variances, and for whatever is larger. */
  readonly #squared: Float64Array
  readonly #metres: Float64Array

  /** @param little what adds no more is negligible; per square metre. */
  constructor(scene: ScenePlace, little: number, { seenAs }: EvidenceParameters) {
    this.#squared = new Float64Array(VARIANCES.length + 1).fill(FARTHEST_SQUARED)
    const likeliest = Math.max(...seenAs)
    VARIANCES.forEach((variance, i) => {
      this.#squared[i] = scene.squaredMetresTo(little / likeliest, variance)
    })
    this.#metres = this.#squared.map(Math.sqrt)
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

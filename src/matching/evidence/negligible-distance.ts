import type { EvidenceParameters } from './parameters.ts'
import { FARTHEST_SQUARED, type ScenePlace } from './scene.ts'

/** A position's variance is taken for the next of these, square metres. */
export const VARIANCES = [400, 1600, 6400] as const

/** How far from a scene what a trail shows adds so little that it need not be looked at. */
export class NegligibleDistance {
  /** Squared metres beyond which a place is negligible, by the band of its variance. */
  readonly squaredByBand: Float64Array

  private constructor(squaredMetres: readonly number[]) {
    this.squaredByBand = Float64Array.from(squaredMetres)
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
}

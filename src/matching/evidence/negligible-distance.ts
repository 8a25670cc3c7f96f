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

  /**
   * @param little what adds no more is negligible; per square metre. Distances are known for its next lower power of 2: they
   *   do not depend on where a scene is.
   */
  static of(scene: ScenePlace, little: number, parameters: EvidenceParameters): NegligibleDistance {
    if (!(little > 0)) return NegligibleDistance.nothing
    const power = Math.floor(Math.log2(little))
    const key = `${scene.crimeType} ${power}`
    let known = distances.get(parameters)
    if (!known) {
      known = new Map()
      distances.set(parameters, known)
    }
    let distance = known.get(key)
    if (!distance) {
      const density = 2 ** power / Math.max(...parameters.seenAs)
      distance = new NegligibleDistance([
        ...VARIANCES.map((variance) => scene.squaredMetresTo(density, variance)),
        FARTHEST_SQUARED,
      ])
      known.set(key, distance)
    }
    return distance
  }
}

const distances = new WeakMap<EvidenceParameters, Map<string, NegligibleDistance>>()

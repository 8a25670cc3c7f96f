import type { CircleError } from '../matching/evidence/position-error.ts'
import { type WilsonShare, wilsonShare } from './wilson-share.ts'

/** How often a circle held the true place, by how the position was found. */
export interface CircleCoverage {
  /** Such as `GPS`. */
  readonly mechanism: string
  /** The circle quoted with the position, which claims about 95 %. */
  readonly quoted: WilsonShare
  /** The circle after the inflation the engine estimated. */
  readonly estimated: WilsonShare
  /** What the quoted radius was multiplied by. */
  readonly inflation: number
}

/** Pools what towns' engines measured of resting wearers, by mechanism. */
export function circleCoverage(towns: readonly (readonly CircleError[])[]): CircleCoverage[] {
  const mechanisms = [...new Set(towns.flat().map(({ mechanism }) => mechanism))].sort()
  return mechanisms.map((mechanism) => {
    const errors = towns.flat().filter((error) => error.mechanism === mechanism)
    const sum = (of: (error: CircleError) => number) =>
      errors.reduce((total, error) => total + of(error), 0)
    const positions = sum((error) => error.positions)
    const logs = sum(({ inflation, positions: weight }) => weight * Math.log(inflation))
    return {
      mechanism,
      quoted: wilsonShare(
        sum(({ held }) => held),
        positions,
      ),
      estimated: wilsonShare(
        sum(({ heldGrown }) => heldGrown),
        positions,
      ),
      inflation: Math.exp(logs / positions),
    }
  })
}

import type { WilsonShare } from './wilson-share.ts'

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

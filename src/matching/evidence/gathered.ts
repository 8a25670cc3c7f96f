import type { LocalScale } from '../../geo/local-scale.ts'
import { OUT_OF_REACH } from './columns.ts'

/** How much lies in each of some places, and where on average: sums about a corner near by, in degrees x 1e7. */
export class Gathered {
  readonly weight: Float64Array
  readonly #north: Float64Array
  readonly #east: Float64Array
  readonly #northSquared: Float64Array
  readonly #eastSquared: Float64Array

  constructor(length: number) {
    this.weight = new Float64Array(length)
    this.#north = new Float64Array(length)
    this.#east = new Float64Array(length)
    this.#northSquared = new Float64Array(length)
    this.#eastSquared = new Float64Array(length)
  }

  add(at: number, weight: number, north: number, east: number): void {
    this.weight[at]! += weight
    this.#north[at]! += weight * north
    this.#east[at]! += weight * east
    this.#northSquared[at]! += weight * north * north
    this.#eastSquared[at]! += weight * east * east
  }

  /** Adds what another gathered in a place, whose corner lies so far north and east of this one's. */
  addAll(at: number, other: Gathered, of: number, north: number, east: number): void {
    const weight = other.weight[of]!
    const [y, x] = [other.#north[of]!, other.#east[of]!]
    this.weight[at]! += weight
    this.#north[at]! += y + weight * north
    this.#east[at]! += x + weight * east
    this.#northSquared[at]! += other.#northSquared[of]! + north * (2 * y + weight * north)
    this.#eastSquared[at]! += other.#eastSquared[of]! + east * (2 * x + weight * east)
  }

  northOf(at: number, corner: number): number {
    const weight = this.weight[at]!
    return weight > 0 ? corner + this.#north[at]! / weight : OUT_OF_REACH
  }

  eastOf(at: number, corner: number): number {
    const weight = this.weight[at]!
    return weight > 0 ? corner + this.#east[at]! / weight : 0
  }

  /** Half of the sum over both directions. Square metres. */
  varianceOf(at: number, scale: LocalScale): number {
    const weight = this.weight[at]!
    if (weight === 0) return 0
    const north = this.#northSquared[at]! / weight - (this.#north[at]! / weight) ** 2
    const east = this.#eastSquared[at]! / weight - (this.#east[at]! / weight) ** 2
    return Math.max(0, (north * scale.north ** 2 + east * scale.east ** 2) / 2)
  }
}

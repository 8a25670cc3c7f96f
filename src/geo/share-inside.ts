/** What the probability of lying inside an area is worked out from. Metres, on the plane the area is measured in. */
export interface Outline {
  readonly squareMetres: number
  /** Places spread evenly over the area: x and y, one after another. */
  spread(): Float64Array
  depth(x: number, y: number): number
}

/** About how many places stand for an area. */
export const SPREAD_PLACES = 64
/** Deviations larger than so many sides of a square of the area's size see its shape; smaller ones see an edge. */
const SEES_THE_SHAPE = 0.19
/** Beyond so many deviations from the edge it is certain. */
const CERTAIN_DEVIATIONS = 6

/**
 * The probability, from 0 to 1, that a place lies inside an area when it was measured at `x`, `y` with normal errors of
 * `sigma` metres in each direction.
 *
 * Where the area is small against the errors, the normal density is summed over places spread evenly over the area. Where it
 * is large, only the nearest edge matters, bent like that of a disc of the same size: the distance from such a
 * disc's middle is close to normal around the root of D^2 + sigma^2 (the Rice distribution, far from its middle).
 */
export function shareInside(outline: Outline, x: number, y: number, sigma: number): number {
  const depth = outline.depth(x, y)
  if (depth > CERTAIN_DEVIATIONS * sigma) return 1
  if (depth < -CERTAIN_DEVIATIONS * sigma) return 0
  const { squareMetres } = outline
  if (sigma < SEES_THE_SHAPE * Math.sqrt(squareMetres)) {
    const radius = Math.sqrt(squareMetres / Math.PI)
    const away = Math.max(0, radius - depth)
    return normalShareBelow((radius - Math.sqrt(away * away + sigma * sigma)) / sigma)
  }
  const spread = outline.spread()
  const twice = 2 * sigma * sigma
  let sum = 0
  for (let i = 0; i < spread.length; i += 2) {
    const [dx, dy] = [x - (spread[i] ?? 0), y - (spread[i + 1] ?? 0)]
    sum += Math.exp(-(dx * dx + dy * dy) / twice)
  }
  return Math.min(1, (sum * squareMetres) / ((spread.length / 2) * Math.PI * twice))
}

/**
 * The standard normal's distribution function, within 1e-7: formula 26.2.17 of Abramowitz and Stegun, Handbook of
 * Mathematical Functions (1964).
 */
function normalShareBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const above = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
  return z > 0 ? 1 - above : above
}

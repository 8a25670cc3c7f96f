/** e^-x is read from a table, so many entries to a unit of x, up to where it is nothing. */
const STEPS = 64
const NOTHING = 45
const table = Float64Array.from({ length: NOTHING * STEPS + 1 }, (_, i) => Math.exp(-i / STEPS))

/** Multiplied, as dividing takes several times as long. */
const SIXTH = 1 / 6
const PEAK = 1 / (2 * Math.PI)

/** e^-x for x >= 0: right to 3 parts in 1e9, and 0 from 45 on. */
export function exponential(x: number): number {
  if (!(x < NOTHING)) return 0
  const step = (x * STEPS) | 0
  const rest = x - step / STEPS
  return table[step]! * (1 - rest * (1 - rest * (0.5 - rest * SIXTH)))
}

/** The density of a round normal distribution at a squared distance. Per square metre. */
export function gaussian(squaredMetres: number, variance: number): number {
  const precision = 1 / variance
  return exponential(0.5 * squaredMetres * precision) * precision * PEAK
}

/**
 * The chance that a standard normal number is larger: Abramowitz and Stegun 26.2.17, error below
 * 7.5e-8.
 */
export function normalTail(z: number): number {
  if (z < -8) return 1
  if (z < 0) return 1 - normalTail(-z)
  const t = 1 / (1 + 0.2316419 * z)
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial
}

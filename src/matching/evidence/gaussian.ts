/** The density of a round normal distribution at a squared distance. Per square metre. */
export function gaussian(squaredMetres: number, variance: number): number {
  return Math.exp(-squaredMetres / (2 * variance)) / (2 * Math.PI * variance)
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

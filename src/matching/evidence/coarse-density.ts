import { gaussian } from './gaussian.ts'

/** Cell-tower errors have heavy tails: one in five is two and a half times as wide. Per square metre. */
export function coarseDensity(squaredMetres: number, variance: number): number {
  return 0.8 * gaussian(squaredMetres, variance) + 0.2 * gaussian(squaredMetres, 6.25 * variance)
}

/** No place is likelier where a coarse position was seen. Per square metre. */
export function mostCoarseDensity(variance: number): number {
  return (0.8 + 0.2 / 6.25) / (2 * Math.PI * variance)
}

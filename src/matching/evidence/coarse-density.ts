import { gaussian } from './gaussian.ts'

/** Cell-tower errors have heavy tails: one in five is two and a half times as wide. Per square metre. */
export function coarseDensity(squaredMetres: number, sigma: number): number {
  const variance = sigma * sigma
  return 0.8 * gaussian(squaredMetres, variance) + 0.2 * gaussian(squaredMetres, 6.25 * variance)
}

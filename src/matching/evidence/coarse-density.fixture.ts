import { exponential } from './gaussian.ts'

const WIDER = 6.25
const NARROWER = 1 / WIDER
const PEAK = 1 / (2 * Math.PI)

/** Cell-tower errors have heavy tails: one in five is two and a half times as wide. Per square metre. */
export function coarseDensity(squaredMetres: number, variance: number): number {
  const precision = 1 / variance
  const squared = 0.5 * squaredMetres * precision
  const wide = exponential(squared * NARROWER)
  if (wide === 0) return 0
  return (0.8 * exponential(squared) + (0.2 / WIDER) * wide) * precision * PEAK
}

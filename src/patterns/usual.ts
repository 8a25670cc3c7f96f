/** What is usual of a number: its middle over some days, and how far days are from it. */
export interface Usual {
  readonly median: number
  /** A standard deviation, were days normal; made of the median distance, so that one odd day does not widen it. */
  readonly spread: number
  /** Nineteen days of twenty have no more. */
  readonly high: number
}

const SIGMA_OF_MEDIAN = 1.4826

/** @param values at least one. */
export function usualOf(values: readonly number[]): Usual {
  const median = quantile(values, 0.5)
  const away = values.map((value) => Math.abs(value - median))
  return { median, spread: SIGMA_OF_MEDIAN * quantile(away, 0.5), high: quantile(values, 0.95) }
}

/** Between the two values next to it. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (place - Math.floor(place)) * (above - below)
}

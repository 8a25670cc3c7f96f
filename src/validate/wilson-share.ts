/** A share that was counted, with its 95 % interval. Of none: `share` is NaN and the interval 0 to 1. */
export interface WilsonShare {
  readonly count: number
  readonly of: number
  readonly share: number
  readonly low: number
  readonly high: number
}

/** The standard normal's 97.5 % point. */
const Z = 1.959963984540054

/**
 * `count` of `of` with Wilson's score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209), which holds
 * up for rare events where the usual normal interval would say 0 to 0. It treats pairs as independent;
 * pairs of one wearer or one crime are not quite, so the truth is somewhat less certain.
 */
export function wilsonShare(count: number, of: number): WilsonShare {
  if (of === 0) return { count, of, share: Number.NaN, low: 0, high: 1 }
  const share = count / of
  const scale = 1 + (Z * Z) / of
  const middle = (share + (Z * Z) / (2 * of)) / scale
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  // At the ends the bound is exactly the share; rounding must not put it a hair inside.
  return {
    count,
    of,
    share,
    low: count === 0 ? 0 : middle - half,
    high: count === of ? 1 : middle + half,
  }
}

import { type WilsonShare, wilsonShare } from './wilson-share.ts'

/** How high pairs score that are innocent because the wearer's own trail was shifted in time. */
export interface DifferentTruth {
  readonly above0: WilsonShare
  readonly above2: WilsonShare
  readonly above3: WilsonShare
}

/** @param log10Lrs one a pair of a crime and a shifted trail, those at 0 included. */
export function differentTruth(log10Lrs: Float64Array): DifferentTruth {
  const above = (threshold: number) => {
    let count = 0
    for (const log10Lr of log10Lrs) if (log10Lr > threshold) count++
    return wilsonShare(count, log10Lrs.length)
  }
  return { above0: above(0), above2: above(2), above3: above(3) }
}

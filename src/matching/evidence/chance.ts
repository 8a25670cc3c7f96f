import type { EvidenceParameters } from './parameters.ts'

/** What searching among many does: with enough wearers compared, one scores high by chance. */
export interface Chance {
  /** Wearers who could lawfully be compared with the crime. */
  readonly compared: number
  /** Of so many innocent ones, how many would be expected to score as high or higher. */
  readonly expectedAsHigh: number
  /** Measured in validation, or the most that theory allows. */
  readonly basis: 'measured' | 'bound'
}

/**
 * The database-search effect (Stockmarr 1999; Meester and Sjerps 2003): wearers compared x the share
 * of innocent pairs whose log10 LR is at least this one.
 *
 * @param compared wearers, the one in question among them.
 */
export function chanceOf(
  log10Lr: number,
  compared: number,
  { innocentExceedance }: Pick<EvidenceParameters, 'innocentExceedance'>,
): Chance {
  return {
    compared,
    expectedAsHigh: compared * shareAsHigh(log10Lr, innocentExceedance),
    basis: innocentExceedance.length > 0 ? 'measured' : 'bound',
  }
}

/** Whether chance is worth a word: not of what speaks against presence, nor where half would score as high. */
export function tellsOfChance(log10Lr: number, { compared, expectedAsHigh }: Chance): boolean {
  return log10Lr > 0 && expectedAsHigh < compared / 2
}

/**
 * The share of innocent pairs at least so high: log-linear between what was measured, and never
 * rising with the ratio. Above the last row it stays, as nothing smaller was measured, and a share of
 * none is not used. Below the first, and without a table, P(LR >= x | innocent) <= 1/x bounds it
 * (Good 1950; Royall 1997).
 */
function shareAsHigh(log10Lr: number, table: EvidenceParameters['innocentExceedance']): number {
  const seen = table.filter(([, share]) => share > 0)
  const first = seen[0]
  if (!first || log10Lr < first[0]) return Math.min(1, 10 ** -log10Lr)
  let share = Math.min(1, 10 ** -first[0], first[1])
  for (let i = 1; i < seen.length; i++) {
    const [low, above] = seen[i - 1]!
    const [high, below] = seen[i]!
    if (log10Lr < low) break
    const way = high > low ? Math.min(1, (log10Lr - low) / (high - low)) : 1
    const log = (1 - way) * Math.log10(above) + way * Math.log10(below)
    share = Math.min(share, 10 ** log)
  }
  return share
}

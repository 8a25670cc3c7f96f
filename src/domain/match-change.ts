import type { Verdict } from './evidence-summary.ts'

/** What is said of a pair of crime and wearer: enough to see whether it is still said. */
export interface MatchFacts {
  readonly crimeVersion: number
  readonly positionsInWindow: number
  readonly positionsInRadius: number
  readonly overlappingPositions: number
  readonly closestMetres: number | null
  /** In the order of how near they came. */
  readonly deviceIds: readonly string[]
  /** Null where the evidence was not weighed. */
  readonly verdict: Verdict | null
  readonly windowCoverage: number | null
  readonly log10Lr: number | null
}

export type MatchChangeKind = 'appeared' | 'changed' | 'fell_away'

/** What made a run compare a crime again. */
export type MatchCause = 'whole' | 'crimes' | 'positions' | 'people' | 'erasure' | 'withdrawal'

const METRES = 0.01
const COVERAGE = 0.001
const LOG10_LR = 0.1

/**
 * Whether a pair is said otherwise than before: of another version of the crime, with another verdict, another
 * count of positions, other devices, a closest distance that reads otherwise (a centimetre), another coverage (a
 * thousandth), or a weight that moved by a tenth of a power of ten. Less than that every new day of history moves.
 */
export function saidOtherwise(before: MatchFacts, after: MatchFacts): boolean {
  return (
    before.crimeVersion !== after.crimeVersion ||
    before.verdict !== after.verdict ||
    before.positionsInWindow !== after.positionsInWindow ||
    before.positionsInRadius !== after.positionsInRadius ||
    before.overlappingPositions !== after.overlappingPositions ||
    before.deviceIds.join(';') !== after.deviceIds.join(';') ||
    moved(before.closestMetres, after.closestMetres, METRES) ||
    moved(before.windowCoverage, after.windowCoverage, COVERAGE) ||
    moved(before.log10Lr, after.log10Lr, LOG10_LR)
  )
}

/** By `least` or more, but for what a binary number cannot hold of it. */
function moved(before: number | null, after: number | null, least: number): boolean {
  if (before === null || after === null) return before !== after
  return Math.abs(after - before) >= least * (1 - 1e-9)
}

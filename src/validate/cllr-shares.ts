import { bitsOf } from './cllr.ts'
import type { ScoredPairs } from './scored-pairs.ts'

/** What the pairs of a coverage add to Cllr; all classes of both kinds add up to it. */
export interface CllrShare {
  readonly name: string
  readonly truePairs: number
  readonly ofTrues: number
  readonly innocentPairs: number
  readonly ofInnocents: number
}

const classes = [
  { name: 'Nothing known', below: Number.MIN_VALUE },
  { name: 'To half', below: 0.5 },
  { name: 'Half to 0.8', below: 0.8 },
  { name: '0.8 to all but full', below: 1 },
  { name: 'In full', below: Infinity },
]

/** Cllr by how much of the window is known: what silence costs, and what the weighing. */
export function cllrShares({ length, isTrue, coverage, log10Lr }: ScoredPairs): CllrShare[] {
  const counts = classes.map(() => [0, 0])
  const costs = classes.map(() => [0, 0])
  const all = [0, 0]
  for (let row = 0; row < length; row++) {
    const kind = isTrue[row]!
    const of = classes.findIndex(({ below }) => coverage[row]! < below)
    all[kind]!++
    counts[of]![kind]!++
    costs[of]![kind]! += bitsOf(kind === 1 ? -log10Lr[row]! : log10Lr[row]!)
  }
  return classes.map(({ name }, of) => ({
    name,
    truePairs: counts[of]![1]!,
    ofTrues: costs[of]![1]! / Math.max(1, all[1]!) / 2,
    innocentPairs: counts[of]![0]!,
    ofInnocents: costs[of]![0]! / Math.max(1, all[0]!) / 2,
  }))
}

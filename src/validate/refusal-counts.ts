import { absenceRefusals } from '../matching/evidence/verdict.ts'
import { type PairTraitName, pairTraits } from './pair-traits.ts'
import type { ScoredPairs } from './scored-pairs.ts'

/** Of innocent pairs whose window is covered in full: of how many absence was said, and why not of the rest. */
interface RefusalCounts {
  readonly name: string
  readonly pairs: number
  readonly said: number
  /** By the first that stood against it, as in `absenceRefusals`. */
  readonly refused: readonly number[]
}

export interface RefusalSlice {
  readonly title: string
  readonly classes: readonly RefusalCounts[]
}

const slicedBy = [
  'approach',
  'windowLength',
  'mechanism',
] as const satisfies readonly PairTraitName[]

/** All such pairs first, then by each trait that absence hangs on; classes without a pair are left out. */
export function refusalCounts(pairs: ScoredPairs): RefusalSlice[] {
  const all = { title: 'All', classes: counted(pairs, ['All'], () => 0) }
  return [
    all,
    ...slicedBy.map((trait) => {
      const column = pairs.traits[trait]
      const { title, classes } = pairTraits[trait]
      return { title, classes: counted(pairs, classes, (row) => column[row]!) }
    }),
  ]
}

function counted(
  pairs: ScoredPairs,
  classes: readonly string[],
  classOf: (row: number) => number,
): RefusalCounts[] {
  const counts = classes.map(() => new Uint32Array(1 + absenceRefusals.length))
  for (let row = 0; row < pairs.length; row++) {
    if (pairs.isTrue[row] === 1 || pairs.coverage[row]! < 1) continue
    counts[classOf(row)]![pairs.refusal[row]!]!++
  }
  return classes.flatMap((name, code) => {
    const [said = 0, ...refused] = counts[code]!
    const all = refused.reduce((sum, count) => sum + count, said)
    return all === 0 ? [] : { name, pairs: all, said, refused }
  })
}

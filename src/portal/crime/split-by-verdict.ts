import type { StandingMatch } from '../../store/records/visible-standing.ts'

const kinds = ['near', 'ruledOut', 'undecided', 'noData'] as const
type Kind = (typeof kinds)[number]

/** A crime's pairs, each in one list, in the order they came. */
export function splitByVerdict(
  matches: readonly StandingMatch[],
): Readonly<Record<Kind, readonly StandingMatch[]>> {
  const lists = kinds.map((kind) => [kind, matches.filter((match) => kindOf(match) === kind)])
  return Object.fromEntries(lists) as Record<Kind, readonly StandingMatch[]>
}

/** A trail may cross the circle and still speak against presence; what was never in it was not near. */
function kindOf({ evidence, positionsInRadius }: StandingMatch): Kind {
  if (evidence?.verdict === 'supports_absence') return 'ruledOut'
  if (positionsInRadius > 0 || evidence?.verdict === 'supports_presence') return 'near'
  return evidence?.verdict === 'no_data' ? 'noData' : 'undecided'
}

import type { StandingMatch, StandingPair } from '../../store/records/visible-standing.ts'

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
  const verdict = evidence?.verdict
  if (verdict === 'supports_absence') return 'ruledOut'
  if (isNear({ verdict, positionsInRadius })) return 'near'
  return verdict === 'no_data' ? 'noData' : 'undecided'
}

/** As the search for crimes has it, too. */
export function isNear({
  verdict,
  positionsInRadius,
}: Pick<StandingPair, 'verdict' | 'positionsInRadius'>): boolean {
  if (verdict === 'supports_absence') return false
  return positionsInRadius > 0 || verdict === 'supports_presence'
}

import type { CrimeVersion } from '../domain/crime.ts'
import type { RunForceFigures } from '../store/records/figure-records.ts'
import type { MatchRow } from './match-rows.ts'

/** What a run found, counted by police force. @param answers the matches of `crimes[i]` at `i`. */
export function figuresByForce(
  crimes: readonly CrimeVersion[],
  answers: readonly (readonly Pick<MatchRow, 'evidence' | 'inRadius'>[])[],
): RunForceFigures[] {
  const forces = new Map<string, ReturnType<typeof nothing>>()
  crimes.forEach(({ policeForce }, index) => {
    const matches = answers[index] ?? []
    const figures = forces.get(policeForce) ?? nothing(policeForce)
    forces.set(policeForce, figures)
    figures.crimesCompared++
    if (matches.some(({ inRadius }) => inRadius.length > 0)) figures.crimesInRadius++
    for (const { evidence } of matches) if (evidence) figures.pairs[evidence.verdict]++
  })
  return [...forces.values()]
}

function nothing(policeForce: string) {
  return {
    policeForce,
    crimesCompared: 0,
    crimesInRadius: 0,
    pairs: { supports_presence: 0, inconclusive: 0, supports_absence: 0, no_data: 0 },
  }
}

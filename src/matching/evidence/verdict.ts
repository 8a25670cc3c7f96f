import type { Verdict } from '../../domain/evidence-summary.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { Reach } from './reach.ts'

/**
 * What stands against saying that a wearer was not there: nothing of the window is known; a position,
 * or the way between two, came within the margin; only their errors could have; a longer gap left time to
 * go there and back; the ratio alone does not speak against presence.
 */
export const absenceRefusals = ['unknown', 'near', 'errors', 'gap', 'ratio'] as const
export type AbsenceRefusal = (typeof absenceRefusals)[number]

/**
 * The first of {@link absenceRefusals} that holds; `undefined` where nothing stands against absence.
 *
 * @param nearestMetres of all positions in the window and the one just before and after, strays among
 *   them; `Infinity` without any.
 */
export function absenceRefusal(
  windowCoverage: number,
  nearestMetres: number,
  log10Lr: number,
  reach: Reach,
  parameters: EvidenceParameters,
): AbsenceRefusal | undefined {
  const { absenceMarginMetres, absencePositionMetres, absenceTo } = parameters
  // Where there is no trail to have stayed clear, nothing is known.
  if (windowCoverage === 0 || reach.trailMetres === Infinity) return 'unknown'
  if (nearestMetres <= absencePositionMetres || reach.trailMetres <= absenceMarginMetres) {
    return 'near'
  }
  if (reach.withinErrors) return 'errors'
  if (reach.reachableInGap) return 'gap'
  return log10Lr > absenceTo ? 'ratio' : undefined
}

/** Absence is said where nothing stands against it. Without data nothing is said. */
export function verdictOf(
  log10Lr: number,
  refusal: AbsenceRefusal | undefined,
  parameters: EvidenceParameters,
): Verdict {
  if (log10Lr >= parameters.presenceFrom) return 'supports_presence'
  return refusal === undefined ? 'supports_absence' : 'inconclusive'
}

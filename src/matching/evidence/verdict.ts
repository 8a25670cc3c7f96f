import type { Verdict } from '../../domain/evidence-summary.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { Reach } from './reach.ts'

/**
 * Absence needs all of these: a window of which something is known, a ratio that speaks against
 * presence, a bridged trail and every single position clear of the scene by the margin, and no longer
 * gap that leaves time to go there and back. Without data nothing is said.
 *
 * @param nearestMetres of all positions in the window and the one just before and after, strays among
 *   them; `Infinity` without any.
 */
export function verdictOf(
  windowCoverage: number,
  nearestMetres: number,
  log10Lr: number,
  reach: Reach,
  parameters: EvidenceParameters,
): Verdict {
  if (log10Lr >= parameters.presenceFrom) return 'supports_presence'
  const absent =
    windowCoverage > 0 &&
    log10Lr <= parameters.absenceTo &&
    nearestMetres > parameters.absenceMarginMetres &&
    reach.clearMetres > parameters.absenceMarginMetres &&
    Number.isFinite(reach.clearMetres) &&
    !reach.reachableInGap
  return absent ? 'supports_absence' : 'inconclusive'
}

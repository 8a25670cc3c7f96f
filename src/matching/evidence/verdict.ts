import type { Verdict } from '../../domain/evidence-summary.ts'
import type { EvidenceParameters } from './parameters.ts'
import type { Reach } from './reach.ts'

/**
 * Absence needs all three: a ratio that speaks against presence, a bridged trail that kept clear of
 * the scene, and no longer gap that leaves time to go there and back. Without data nothing is said.
 */
export function verdictOf(
  hasData: boolean,
  log10Lr: number,
  reach: Reach,
  parameters: EvidenceParameters,
): Verdict {
  if (!hasData) return 'no_data'
  if (log10Lr >= parameters.presenceFrom) return 'supports_presence'
  const absent =
    log10Lr <= parameters.absenceTo &&
    reach.clearMetres > parameters.absenceMarginMetres &&
    Number.isFinite(reach.clearMetres) &&
    !reach.reachableInGap
  return absent ? 'supports_absence' : 'inconclusive'
}
